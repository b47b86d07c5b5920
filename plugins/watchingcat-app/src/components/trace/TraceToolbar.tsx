// Search within the trace, what is collapsed, zoom, and the keys.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, ButtonGroup, IconButton, Input, Toggletip, useStyles2 } from '@grafana/ui';
import type { CollapseRule } from '@watchingcat/analysis';
import React, { type ReactNode } from 'react';

export interface TraceToolbarProps {
  readonly search: string;
  readonly onSearchChange: (text: string) => void;
  readonly setSearchInput: (input: HTMLInputElement | null) => void;
  /** Undefined while nothing is searched. `at` is 1 for the first, 0 while none of them is the active row. */
  readonly matches: { readonly at: number; readonly count: number } | undefined;
  readonly onMatch: (direction: 1 | -1) => void;
  /** Leaves the search input for the rows. */
  readonly onLeaveSearch: () => void;
  readonly onCollapse: (rule: CollapseRule) => void;
  readonly hasErrors: boolean;
  readonly isZoomed: boolean;
  readonly onResetZoom: () => void;
  /** Shown at the end. */
  readonly actions?: ReactNode;
}

export function TraceToolbar({ setSearchInput, ...props }: TraceToolbarProps) {
  const styles = useStyles2(getStyles);
  const { matches } = props;
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
          matches && (
            <>
              <span className={styles.count} role="status">
                {matchText(matches)}
              </span>
              <IconButton
                name="angle-up"
                aria-label="Previous match"
                tooltip="Previous match (N)"
                onClick={() => props.onMatch(-1)}
                disabled={matches.count === 0}
              />
              <IconButton
                name="angle-down"
                aria-label="Next match"
                tooltip="Next match (n)"
                onClick={() => props.onMatch(1)}
                disabled={matches.count === 0}
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
      </ButtonGroup>
      {props.isZoomed && (
        <Button size="sm" variant="secondary" icon="search-minus" onClick={props.onResetZoom}>
          Show all of the time
        </Button>
      )}
      <Toggletip content={<Keys />} placement="bottom-end">
        <IconButton name="keyboard" aria-label="Keys" tooltip="Keys" />
      </Toggletip>
      {props.actions && <div className={styles.actions}>{props.actions}</div>}
    </div>
  );
}

function matchText({ at, count }: { readonly at: number; readonly count: number }): string {
  if (count === 0) return 'No match';
  return at === 0
    ? `${count.toLocaleString('en')} ${count === 1 ? 'match' : 'matches'}`
    : `${at.toLocaleString('en')} of ${count.toLocaleString('en')}`;
}

const KEYS = [
  ['j k ↓ ↑', 'next, previous row'],
  ['→ ←', 'open, close a subtree; to a child, to the parent'],
  ['Enter', 'span details'],
  ['Esc', 'close details, then clear the search'],
  ['/', 'search'],
  ['n N', 'next, previous match (without a search: error)'],
  ['c e', 'collapse all, expand all'],
  ['+ −', 'zoom in, out around the span (or Ctrl and wheel)'],
  ['z 0', 'zoom to the span, show all of the time'],
] as const;

function Keys() {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.keys}>
      {KEYS.map(([keys, meaning]) => (
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
  search: css({ flex: '1 1 280px', maxWidth: 480 }),
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
