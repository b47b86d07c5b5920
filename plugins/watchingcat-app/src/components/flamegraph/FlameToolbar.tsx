// Search, what is shown and how; under it, in one sentence, what one is looking at.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, Input, RadioButtonGroup, Toggletip, useStyles2 } from '@grafana/ui';
import React, { type ReactNode } from 'react';
import { formatCount, formatPercent } from '../format';
import type { FlameMode } from './flameGraphData';
import type { ChangeFlameState, FlameShow, FlameState } from './flameState';

export interface FlameToolbarProps {
  readonly state: FlameState;
  readonly mode: FlameMode;
  /** Without spans there is nothing to show by time. */
  readonly hasTime: boolean;
  readonly onChange: ChangeFlameState;
  readonly matches: { readonly count: number; readonly share: number } | undefined;
  readonly onMatch: (step: 1 | -1) => void;
  readonly setSearchInput: (input: HTMLInputElement | null) => void;
  readonly onLeaveSearch: () => void;
  readonly actions?: ReactNode;
}

const MODES: Array<{ label: string; value: FlameMode; description: string }> = [
  { label: 'Merged', value: 'merged', description: 'Spans with the same path are one frame' },
  { label: 'By time', value: 'time', description: 'Every span at its time' },
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
      {props.hasTime && (
        <RadioButtonGroup
          aria-label="Frames"
          size="sm"
          options={MODES}
          value={props.mode}
          onChange={(mode) => onChange({ mode })}
        />
      )}
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
      <Toggletip content={<Keys canOpen={props.hasTime} />} placement="bottom-end">
        <IconButton name="keyboard" aria-label="Keys" tooltip="Keys" />
      </Toggletip>
      {props.actions && <div className={styles.actions}>{props.actions}</div>}
    </div>
  );
}

const KEYS = [
  ['↓ ↑', 'to what the frame calls, to its caller'],
  ['← →', 'to the neighbours'],
  ['Enter', 'zoom to the frame'],
  ['Backspace', 'zoom out by one frame'],
  ['Esc', 'show everything, then clear the search'],
  ['/', 'search'],
  ['n N', 'next, previous match'],
  ['Home', 'to the root'],
] as const;

function Keys({ canOpen }: { readonly canOpen: boolean }) {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.keys}>
      {[...KEYS, ...(canOpen ? [['o', 'open the span in the waterfall'] as const] : [])].map(([keys, meaning]) => (
        <React.Fragment key={keys}>
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </React.Fragment>
      ))}
    </dl>
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
  keys: css({
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    columnGap: theme.spacing(2),
    margin: 0,
    '& dd': { margin: 0 },
  }),
});
