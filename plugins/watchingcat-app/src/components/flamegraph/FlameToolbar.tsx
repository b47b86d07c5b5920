// Search, what is shown and how; under it, in one sentence, what one is looking at.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, Input, RadioButtonGroup, Toggletip, useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import { formatCount, formatPercent } from '../format';
import { KeyList } from '../KeyList';
import { FLAME_KEYS } from './flameKeys';
import type { ChangeFlameState, FlameShow, FlameState, FlameView } from './flameState';

export interface FlameToolbarProps {
  readonly state: FlameState;
  readonly shown: FlameView;
  readonly onShown: (view: FlameView) => void;
  /** Without spans there is nothing to show by time. */
  readonly hasTime: boolean;
  readonly onChange: ChangeFlameState;
  readonly matches: { readonly count: number; readonly share: number } | undefined;
  /** Undefined while the search finds nothing, or more than one name. */
  readonly onSandwichOfMatch: (() => void) | undefined;
  readonly onMatch: (step: 1 | -1) => void;
  readonly setSearchInput: (input: HTMLInputElement | null) => void;
  readonly onLeaveSearch: () => void;
  readonly actions?: ReactNode;
}

const VIEWS: Array<{ label: string; value: FlameView; description: string }> = [
  { label: 'Merged', value: 'merged', description: 'Spans with the same path are one frame' },
  { label: 'By time', value: 'time', description: 'Every span at its time' },
  {
    label: 'Callers and callees',
    value: 'sandwich',
    description: 'All frames of one name as one: who calls it above, what it calls below (c)',
  },
];
const SHOWS: Array<{ label: string; value: FlameShow }> = [
  { label: 'Graph', value: 'graph' },
  { label: 'Both', value: 'both' },
  { label: 'Table', value: 'table' },
];

export function FlameToolbar({ state, onChange, matches, setSearchInput, ...props }: FlameToolbarProps) {
  const styles = useStyles2(getStyles);
  const isIcicle = state.direction === 'icicle';
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Flame graph">
      <RadioButtonGroup
        aria-label="Frames"
        size="sm"
        options={props.hasTime ? VIEWS : VIEWS.filter(({ value }) => value !== 'time')}
        value={props.shown}
        onChange={props.onShown}
      />
      <RadioButtonGroup
        aria-label="Show"
        size="sm"
        options={SHOWS}
        value={state.show}
        onChange={(show) => onChange({ show })}
      />
      <Input
        ref={setSearchInput}
        className={styles.search}
        data-search
        aria-label="Search in the flame graph"
        placeholder="Service or operation ( / )"
        value={state.search}
        onChange={(event) => onChange({ search: event.currentTarget.value }, { replace: true })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') props.onMatch(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape' && state.search !== '') onChange({ search: '' }, { replace: true });
          else if (event.key === 'Escape' || event.key === 'ArrowDown') props.onLeaveSearch();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        suffix={
          matches && (
            <>
              <span className={styles.count} role="status">
                {matches.count === 0
                  ? 'No match'
                  : `${formatCount(matches.count)} ${matches.count === 1 ? 'match' : 'matches'}, ${formatPercent(matches.share)}`}
              </span>
              {props.onSandwichOfMatch && (
                <IconButton
                  name="sitemap"
                  aria-label="Callers and callees of the match"
                  tooltip="Callers and callees of the match"
                  onClick={props.onSandwichOfMatch}
                />
              )}
              <IconButton
                name="times"
                aria-label="Clear the search"
                tooltip="Clear the search"
                onClick={() => onChange({ search: '' }, { replace: true })}
              />
            </>
          )
        }
      />
      <IconButton
        name={isIcicle ? 'arrow-down' : 'arrow-up'}
        aria-label={isIcicle ? 'Put the root at the bottom' : 'Put the root on top'}
        tooltip={isIcicle ? 'Put the root at the bottom (flame)' : 'Put the root on top (icicle)'}
        onClick={() => onChange({ direction: isIcicle ? 'flame' : 'icicle' })}
      />
      <Toggletip content={<KeyList keys={FLAME_KEYS} />} placement="bottom-end">
        <IconButton name="keyboard" aria-label="Keys" tooltip="Keys" />
      </Toggletip>
      {props.actions && <div className={styles.actions}>{props.actions}</div>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  toolbar: css({ flex: 'none', display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  search: css({ flex: '1 1 240px', maxWidth: 480 }),
  count: css({
    marginRight: 4,
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  }),
  actions: css({ marginLeft: 'auto', display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
});
