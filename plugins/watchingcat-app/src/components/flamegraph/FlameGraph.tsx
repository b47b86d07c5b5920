// A flame graph with its search, its table and what is zoomed to. Pure of where its data comes from and of the address bar: what is
// chosen comes in as `state` and goes out by `onChange`.
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { FrameName } from '@watchingcat/analysis';
import React, { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { formatCount } from '../format';
import { useElementSize } from '../trace/useElementSize';
import { useTraceKeys } from '../trace/useTraceKeys';
import { changeText, factLines } from './boxText';
import { FlameCanvas } from './FlameCanvas';
import { FlameCrumbs, openSpanText } from './FlameCrumbs';
import type { FlameGraphData } from './flameGraphData';
import { FlameHelp, type FlameKind } from './FlameHelp';
import { FlameMenu } from './FlameMenu';
import type { ChangeFlameState, FlameState, FlameView } from './flameState';
import { FlameToolbar } from './FlameToolbar';
import { SandwichBar } from './SandwichBar';
import { TopTable } from './TopTable';
import { useFlameGraph } from './useFlameGraph';
import { useFlamePaint } from './useFlamePaint';

export interface FlameGraphProps {
  readonly data: FlameGraphData;
  readonly state: FlameState;
  readonly onChange: ChangeFlameState;
  /** A row of the trace, or, where frames are not of one trace, a frame; undefined where nothing can be opened. */
  readonly onOpenSpan?: (row: number) => void;
  /** What opening does, where it is not the waterfall. */
  readonly openText?: string;
  /** Shown at the end of the toolbar. */
  readonly actions?: ReactNode;
  readonly showToolbar?: boolean;
  /** The page is about this graph: it takes the keyboard when it opens. */
  readonly autoFocus?: boolean;
}

/** Below this width graph and table lie above each other. */
const SIDE_BY_SIDE_PX = 900;

export function FlameGraph({ data, state, onChange, onOpenSpan, showToolbar = true, ...props }: FlameGraphProps) {
  const { autoFocus = false, openText } = props;
  const styles = useStyles2(getStyles);
  const graph = useFlameGraph({ data, state, onChange, onOpenSpan });
  const { mode, boxes, sandwich, focus, cursor, matches } = graph;
  const isCompared = data.frames.sides !== undefined;
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
  const [menu, setMenu] = useState<{ readonly box: number; readonly x: number; readonly y: number }>();
  // The canvas knows where its boxes are; a key is told to it as the browser's own key for menus is.
  const askForMenu = () => target?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
  useTraceKeys(section, { ...graph.keys, m: askForMenu, '/': () => searchInput?.focus() }, autoFocus);

  const onlyMatch = useMemo(() => onlyMarked(data.frames.names, graph.isMatch), [data, graph.isMatch]);
  const hasGraph = state.show !== 'table';
  const hasTable = state.show !== 'graph';
  const shown: FlameView = sandwich === undefined ? mode : 'sandwich';
  const kind: FlameKind =
    sandwich !== undefined ? 'sandwich' : isCompared ? 'comparison' : data.spans === undefined ? 'profile' : mode;
  const isEmpty = boxes.layout.extent === 0;
  return (
    <section className={styles.view} aria-label="Flame graph" ref={setSection}>
      {showToolbar && (
        <>
          <FlameToolbar
            state={state}
            shown={shown}
            onShown={graph.showView}
            hasTime={data.spans !== undefined}
            onChange={onChange}
            matches={matches}
            onSandwichOfMatch={onlyMatch && (() => graph.showOf(onlyMatch))}
            onMatch={graph.toMatch}
            setSearchInput={setSearchInput}
            onLeaveSearch={focusGraph}
            actions={props.actions}
          />
          <FlameHelp kind={kind} sides={isCompared ? data.sides : undefined} />
        </>
      )}
      {state.of !== undefined && (
        <SandwichBar data={data} of={state.of} sandwich={sandwich} onLeave={() => graph.showOf(undefined)} />
      )}
      {focus !== undefined && (
        <FlameCrumbs
          boxes={boxes}
          focus={focus}
          format={data.format}
          onFocus={graph.focusOn}
          onOpenSpan={onOpenSpan}
          openText={openText}
          onSandwich={() => graph.toggleSandwich(focus)}
        />
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
              boxes={boxes}
              windowAt={graph.windowAt}
              direction={state.direction}
              paint={paint}
              label={label}
              matchesBefore={graph.matchesBefore}
              cursor={cursor}
              focus={focus}
              format={data.format}
              isTime={mode === 'time'}
              onFocus={graph.focusOn}
              onMenu={(box, place) => setMenu({ box, ...place })}
              setTarget={setTarget}
              summary={`Flame graph, ${SUMMARIES[shown]}: ${formatCount(boxes.layout.size)} frames on ${formatCount(boxes.layout.lanes.count)} rows. Arrow keys move, Enter zooms, m opens a menu.`}
            />
          </div>
        )}
        {hasTable && (
          <TopTable
            frames={data.frames}
            format={data.format}
            sides={data.sides}
            onSandwich={graph.showOf}
            isMatch={graph.isMatch}
            search={state.search}
            onSearch={(search) => onChange({ search })}
          />
        )}
      </div>
      {menu !== undefined && menu.box < boxes.layout.size && (
        <FlameMenu
          {...menu}
          label={boxes.facts(menu.box).label}
          onClose={() => {
            setMenu(undefined);
            focusGraph();
          }}
          onZoom={() => graph.focusOn(menu.box)}
          onSandwich={() => graph.toggleSandwich(menu.box)}
          onMark={() => onChange({ search: boxes.facts(menu.box).label })}
          onOpen={onOpenSpan && (() => onOpenSpan(boxes.rowOf(menu.box)))}
          openText={openText ?? openSpanText(boxes.facts(menu.box))}
        />
      )}
      <div className={styles.spoken} role="status" aria-label="Frame">
        {cursor !== undefined && [boxes.facts(cursor).label, ...factLines(boxes.facts(cursor), data.format)].join(', ')}
      </div>
    </section>
  );
}

const SUMMARIES: Readonly<Record<FlameView, string>> = {
  merged: 'merged by path',
  time: 'by time',
  sandwich: 'callers and callees',
};

/** The name that is marked, when it is one. */
function onlyMarked(names: readonly FrameName[], isMarked: Uint8Array | undefined): FrameName | undefined {
  const first = isMarked?.indexOf(1) ?? -1;
  return first !== -1 && isMarked?.lastIndexOf(1) === first ? names[first] : undefined;
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
  // What is wider scrolls inside.
  stacked: css({ flexDirection: 'column', '&& > *': { minWidth: 0, maxWidth: 'none' } }),
  graph: css({ flex: '5 1 0', minWidth: 0, minHeight: 0, display: 'flex' }),
  empty: css({ flex: '5 1 0', margin: 0, padding: theme.spacing(2), color: theme.colors.text.secondary }),
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
