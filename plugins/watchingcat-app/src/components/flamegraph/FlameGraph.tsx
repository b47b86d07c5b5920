// A flame graph with its search, its table and what is zoomed to. Pure of where its data comes from and of the address bar: what is
// chosen comes in as `state` and goes out by `onChange`.
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useCallback, useEffect, useState, type ReactNode } from 'react';
import { formatCount } from '../format';
import { useElementSize } from '../trace/useElementSize';
import { useTraceKeys } from '../trace/useTraceKeys';
import { changeText, factLines } from './boxText';
import { FlameCanvas } from './FlameCanvas';
import { FlameCrumbs } from './FlameCrumbs';
import type { FlameGraphData } from './flameGraphData';
import { FlameHelp, type FlameKind } from './FlameHelp';
import type { ChangeFlameState, FlameState } from './flameState';
import { FlameToolbar } from './FlameToolbar';
import { TopTable } from './TopTable';
import { useFlameGraph } from './useFlameGraph';
import { useFlamePaint } from './useFlamePaint';

export interface FlameGraphProps {
  readonly data: FlameGraphData;
  readonly state: FlameState;
  readonly onChange: ChangeFlameState;
  /** A row of the trace; undefined where spans cannot be opened. */
  readonly onOpenSpan?: (row: number) => void;
  /** Shown at the end of the toolbar. */
  readonly actions?: ReactNode;
  readonly showToolbar?: boolean;
  /** The page is about this graph: it takes the keyboard when it opens. */
  readonly autoFocus?: boolean;
}

/** Below this width graph and table lie above each other. */
const SIDE_BY_SIDE_PX = 900;

export function FlameGraph({ data, state, onChange, onOpenSpan, showToolbar = true, ...props }: FlameGraphProps) {
  const { autoFocus = false } = props;
  const styles = useStyles2(getStyles);
  const graph = useFlameGraph({ data, state, onChange, onOpenSpan });
  const { mode, boxes, focus, cursor, matches } = graph;
  const isCompared = data.frames.after !== undefined;
  const paint = useFlamePaint(boxes, isCompared);
  const label = useCallback(
    (box: number) => {
      const { operation, service, compared } = boxes.facts(box);
      const name = service === '' || mode === 'time' ? operation : `${service}: ${operation}`;
      return compared === undefined ? name : `${changeText(compared)} ${name}`;
    },
    [boxes, mode],
  );
  const [section, setSection] = useState<HTMLElement | null>(null);
  const [target, setTarget] = useState<HTMLElement | null>(null);
  const [searchInput, setSearchInput] = useState<HTMLInputElement | null>(null);
  const { size, setElement } = useElementSize();
  const focusGraph = () => target?.focus({ preventScroll: true });

  useEffect(() => {
    // Not away from something that a person is already using.
    if (autoFocus && document.activeElement === document.body) target?.focus({ preventScroll: true });
  }, [autoFocus, target]);
  useTraceKeys(section, { ...graph.keys, '/': () => searchInput?.focus() }, autoFocus);

  const hasGraph = state.show !== 'table';
  const hasTable = state.show !== 'graph';
  const kind: FlameKind = isCompared ? 'comparison' : data.spans === undefined ? 'profile' : mode;
  const isEmpty = boxes.layout.extent === 0;
  return (
    <section className={styles.view} aria-label="Flame graph" ref={setSection}>
      {showToolbar && (
        <>
          <FlameToolbar
            state={state}
            mode={mode}
            hasTime={data.spans !== undefined}
            onChange={onChange}
            matches={matches}
            onMatch={graph.toMatch}
            setSearchInput={setSearchInput}
            onLeaveSearch={focusGraph}
            actions={props.actions}
          />
          <FlameHelp kind={kind} />
        </>
      )}
      {focus !== undefined && (
        <FlameCrumbs boxes={boxes} focus={focus} format={data.format} onFocus={graph.focusOn} onOpenSpan={onOpenSpan} />
      )}
      <div className={cx(styles.body, size.width < SIDE_BY_SIDE_PX && styles.stacked)} ref={setElement}>
        {hasGraph && isEmpty && (
          <p className={styles.empty} role="status">
            Nothing here took any time, so there is nothing to draw by it. The waterfall shows every span nevertheless.
          </p>
        )}
        {hasGraph && !isEmpty && (
          <div className={styles.graph}>
            <FlameCanvas
              // Another layout scrolls from its own beginning.
              key={mode}
              boxes={boxes}
              window={graph.window}
              direction={state.direction}
              paint={paint}
              label={label}
              matchesBefore={graph.matchesBefore}
              cursor={cursor}
              focus={focus}
              format={data.format}
              isTime={mode === 'time'}
              onFocus={graph.focusOn}
              setTarget={setTarget}
              summary={`Flame graph, ${mode === 'time' ? 'by time' : 'merged by path'}: ${formatCount(boxes.layout.size)} frames on ${formatCount(boxes.layout.lanes.count)} rows. Arrow keys move, Enter zooms.`}
            />
          </div>
        )}
        {hasTable && (
          <TopTable
            frames={data.frames}
            format={data.format}
            isMatch={graph.isMatch}
            search={state.search}
            onSearch={(search) => onChange({ search })}
          />
        )}
      </div>
      <div className={styles.spoken} role="status" aria-label="Frame">
        {cursor !== undefined && [boxes.facts(cursor).label, ...factLines(boxes.facts(cursor), data.format)].join(', ')}
      </div>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  view: css({
    position: 'relative',
    height: '100%',
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
  }),
  body: css({
    flex: 1,
    minHeight: 120,
    display: 'flex',
    overflow: 'hidden',
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  stacked: css({ flexDirection: 'column' }),
  graph: css({ flex: '3 1 0', minWidth: 0, minHeight: 0, display: 'flex' }),
  empty: css({ flex: '3 1 0', margin: 0, padding: theme.spacing(2), color: theme.colors.text.secondary }),
  // What is under the keyboard, in words: read out as it changes, and seen as well.
  spoken: css({
    flex: 'none',
    minHeight: 18,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
});
