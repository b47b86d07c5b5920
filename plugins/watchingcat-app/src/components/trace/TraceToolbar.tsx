// Search within the trace, what is folded and coloured how, zoom, and the keys. Rendered only when something of it changes: it is not
// cheap, and zooming must be.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, ButtonGroup, IconButton, Input, Select, Toggletip, useStyles2 } from '@grafana/ui';
import type { CollapseRule } from '@watchingcat/analysis';
import React, { memo, type ReactNode } from 'react';
import { KeyList } from '../KeyList';
import { TRACE_KEYS } from './traceKeys';
import { COLOR_BY, type ColorBy, type TraceViewOptions } from './viewOptions';

export interface TraceToolbarProps {
  readonly search: string;
  readonly onSearchChange: (text: string) => void;
  readonly setSearchInput: (input: HTMLInputElement | null) => void;
  /** Undefined while nothing is searched. */
  readonly matchCount: number | undefined;
  /** 1 for the first, 0 while none of them is the active row. */
  readonly matchAt: number;
  readonly onMatch: (direction: 1 | -1) => void;
  /** Leaves the search input for the rows. */
  readonly onLeaveSearch: () => void;
  readonly rule: CollapseRule;
  readonly onCollapse: (rule: CollapseRule) => void;
  readonly foldRuns: boolean;
  readonly onFoldRuns: (foldRuns: boolean) => void;
  /** Of the trace: as many can be chosen. */
  readonly levels: number;
  readonly options: TraceViewOptions;
  readonly onOptionsChange: (options: TraceViewOptions) => void;
  readonly hasErrors: boolean;
  readonly isZoomed: boolean;
  readonly onResetZoom: () => void;
  /** Shown at the end. */
  readonly actions?: ReactNode;
}

const MAX_LEVELS = 20;

export const TraceToolbar = memo(function TraceToolbar({ setSearchInput, ...props }: TraceToolbarProps) {
  const styles = useStyles2(getStyles);
  const { matchCount, matchAt, rule, options } = props;
  const levels = Array.from({ length: Math.min(props.levels - 1, MAX_LEVELS) }, (_, level) => ({
    value: level,
    label: level === 0 ? '1 level' : `${level + 1} levels`,
  }));
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Trace">
      <Input
        ref={setSearchInput}
        className={styles.search}
        data-search
        aria-label="Search in this trace"
        placeholder="Operation, service, span id or event ( / )"
        value={props.search}
        onChange={(event) => props.onSearchChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') props.onMatch(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape' && props.search !== '') props.onSearchChange('');
          else if (event.key === 'Escape' || event.key === 'ArrowDown') props.onLeaveSearch();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
        suffix={
          matchCount !== undefined && (
            <>
              <span className={styles.count} role="status">
                {matchText(matchAt, matchCount)}
              </span>
              <IconButton
                name="angle-up"
                aria-label="Previous match"
                tooltip="Previous match (N)"
                onClick={() => props.onMatch(-1)}
                disabled={matchCount === 0}
              />
              <IconButton
                name="angle-down"
                aria-label="Next match"
                tooltip="Next match (n)"
                onClick={() => props.onMatch(1)}
                disabled={matchCount === 0}
              />
              <IconButton
                name="times"
                aria-label="Clear the search"
                tooltip="Clear the search"
                onClick={() => props.onSearchChange('')}
              />
            </>
          )
        }
      />
      <Button
        size="sm"
        variant={options.onlyMatches ? 'primary' : 'secondary'}
        aria-pressed={options.onlyMatches}
        onClick={() => props.onOptionsChange({ ...options, onlyMatches: !options.onlyMatches })}
        tooltip="While searching, show the matches and their ancestors, and nothing else (m)"
      >
        Matches only
      </Button>
      <ButtonGroup>
        <Button size="sm" variant="secondary" onClick={() => props.onCollapse('none')}>
          Expand all
        </Button>
        <Button size="sm" variant="secondary" onClick={() => props.onCollapse('all')}>
          Collapse all
        </Button>
        <Button size="sm" variant="secondary" onClick={() => props.onCollapse('errors')} disabled={!props.hasErrors}>
          Errors only
        </Button>
        <Button
          size="sm"
          variant={rule === 'services' ? 'primary' : 'secondary'}
          aria-pressed={rule === 'services'}
          onClick={() => props.onCollapse(rule === 'services' ? 'none' : 'services')}
          tooltip="Show where each service is entered, and hide what it does by itself (s)"
        >
          By service
        </Button>
        <Button
          size="sm"
          variant={props.foldRuns ? 'primary' : 'secondary'}
          aria-pressed={props.foldRuns}
          onClick={() => props.onFoldRuns(!props.foldRuns)}
          tooltip="Show runs of alike siblings as one row with count and percentiles (r)"
        >
          Fold repeats
        </Button>
      </ButtonGroup>
      {levels.length > 0 && (
        <Select
          className={styles.select}
          aria-label="Open levels"
          placeholder="Levels"
          width={13}
          options={levels}
          value={typeof rule === 'number' ? rule : null}
          onChange={({ value }) => value !== undefined && props.onCollapse(value)}
        />
      )}
      <Select<ColorBy>
        className={styles.select}
        aria-label="Colour of the bars"
        prefix="Colour"
        width={22}
        options={COLORS}
        value={options.colorBy}
        onChange={({ value }) => value !== undefined && props.onOptionsChange({ ...options, colorBy: value })}
      />
      <Button
        size="sm"
        variant="secondary"
        icon="search-minus"
        // Always there: rows must not move when zooming begins.
        disabled={!props.isZoomed}
        onClick={props.onResetZoom}
        aria-label="Show all of the time"
        tooltip="Show all of the time (0)"
      />
      <Toggletip content={<KeyList keys={TRACE_KEYS} />} placement="bottom-end">
        <IconButton name="keyboard" aria-label="Keys" tooltip="Keys" />
      </Toggletip>
      {props.actions && <div className={styles.actions}>{props.actions}</div>}
    </div>
  );
});

function matchText(at: number, count: number): string {
  if (count === 0) return 'No match';
  return at === 0
    ? `${count.toLocaleString('en')} ${count === 1 ? 'match' : 'matches'}`
    : `${at.toLocaleString('en')} of ${count.toLocaleString('en')}`;
}

const COLOR_LABELS: Readonly<Record<ColorBy, string>> = {
  service: 'by service',
  kind: 'by kind',
  status: 'by status',
  self: 'by own time',
};
const COLORS = COLOR_BY.map((value) => ({ value, label: COLOR_LABELS[value] }));

const getStyles = (theme: GrafanaTheme2) => ({
  toolbar: css({ flex: 'none', display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  search: css({ flex: '1 1 280px', maxWidth: 480 }),
  count: css({
    marginRight: 4,
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  }),
  select: css({ flex: 'none' }),
  actions: css({ marginLeft: 'auto', display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
});
