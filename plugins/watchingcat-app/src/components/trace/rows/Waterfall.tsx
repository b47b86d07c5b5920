// The rows of a trace: names, and bars on a time axis. Only what is in view exists: some dozens of DOM rows over one canvas, in a
// scrolled element of the height of all. For screen readers it is a treegrid with one active row.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { NO_PARENT } from '@watchingcat/model';
import { positionOf, STATUS_ERROR } from '@watchingcat/analysis';
import React, { useLayoutEffect, useState } from 'react';
import { formatDurationNs } from '../../format';
import { indentStep } from '../geometry/barLayout';
import { offsetAt, offsetToReveal, positionAt, rowsInView, scrollHeight, scrollTopAt } from '../geometry/rowScroll';
import { ResizeHandle } from '../ResizeHandle';
import type { TraceModel } from '../traceModel';
import { useElementSize } from '../useElementSize';
import type { TimeWindowState } from '../useTimeWindow';
import type { Reveal } from '../useTraceRows';
import { SpanRow } from './SpanRow';
import { AXIS_HEIGHT, TimeAxis } from './TimeAxis';
import { TimelineHover } from './TimelineHover';
import { useRowColors, useRowsCanvas, useTicks } from './useRowsCanvas';

const ROW_HEIGHT = 24;
const MIN_NAME_WIDTH = 140;
const MIN_TIMELINE_WIDTH = 160;
/** At the right of the shown time: there the labels of bars that reach its end are. */
const LABEL_ROOM_PX = 62;

export interface WaterfallProps {
  /** Prefix of element ids, unique on the page. */
  readonly id: string;
  readonly model: TraceModel;
  readonly rows: Uint32Array;
  readonly closed: Uint8Array;
  readonly time: TimeWindowState;
  readonly nameWidth: number;
  readonly onNameWidthChange: (width: number) => void;
  readonly cursor: number | undefined;
  readonly selected: number | undefined;
  /** A new object scrolls its row into view. */
  readonly reveal: Reveal | undefined;
  readonly isMatch: Uint8Array | undefined;
  /** In lower case. */
  readonly query: string;
  readonly onOpen: (row: number) => void;
  readonly onToggle: (row: number) => void;
  readonly setGrid: (element: HTMLElement | null) => void;
}

export function Waterfall({ setGrid, ...props }: WaterfallProps) {
  const { model, rows, closed, time, cursor, selected, reveal, isMatch, query } = props;
  const { trace } = model;
  const styles = useStyles2(getStyles);
  const { size, element: scroller, setElement: setScroller } = useElementSize();
  const [area, setArea] = useState<HTMLElement | null>(null);
  const [scrollTop, setScrollTop] = useState(0);

  const nameWidth = Math.max(MIN_NAME_WIDTH, Math.min(props.nameWidth, size.width - MIN_TIMELINE_WIDTH));
  const width = Math.max(1, size.width - nameWidth);
  const timeWidth = Math.max(1, width - LABEL_ROOM_PX);
  const scroll = { rows: rows.length, rowHeight: ROW_HEIGHT, viewHeight: size.height };
  const offset = offsetAt(scroll, scrollTop);
  const { first, last } = rowsInView(scroll, offset);

  useLayoutEffect(() => {
    if (reveal === undefined || scroller === null) return;
    const position = positionOf(rows, reveal.row);
    if (position === -1) return;
    const target = offsetToReveal(scroll, offsetAt(scroll, scroller.scrollTop), position, reveal.margin);
    scrollElement(scroller, scrollTopAt(scroll, target));
    // Only when there is something new to reveal: after that, scrolling is the person's.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [reveal, scroller, size.height]);

  const { window } = time;
  const ticks = useTicks(window, timeWidth);
  const colors = useRowColors(trace.services);
  const setCanvas = useRowsCanvas({
    model,
    rows,
    first,
    last,
    offset,
    rowHeight: ROW_HEIGHT,
    window,
    width,
    timeWidth,
    height: size.height,
    ticks,
    isMatch,
    colors,
  });
  const rowAt = (y: number) => {
    const position = positionAt(scroll, offset, y);
    return position === undefined ? undefined : rows[position];
  };

  // Rows that leave at one end are used again at the other: changing a row costs less than making one.
  const slots = Math.ceil(size.height / ROW_HEIGHT) + 1;
  const step = indentStep(nameWidth, model.overview.depth);
  const rowId = (row: number) => `${props.id}-row-${row}`;
  const cursorPosition = cursor === undefined ? -1 : positionOf(rows, cursor);
  const isCursorInView = cursorPosition >= first && cursorPosition < last;
  return (
    <div className={styles.waterfall}>
      <div className={styles.head}>
        <div className={styles.headName} style={{ width: nameWidth }}>
          Service and operation
        </div>
        <ResizeHandle
          label="Width of the name column"
          width={nameWidth}
          min={MIN_NAME_WIDTH}
          max={Math.max(MIN_NAME_WIDTH, size.width - MIN_TIMELINE_WIDTH)}
          side="right"
          onResize={props.onNameWidthChange}
        />
        <TimeAxis ticks={ticks} window={window} width={timeWidth} onZoom={time.setWindow} onReset={time.reset} />
      </div>
      <div
        ref={setScroller}
        className={styles.scroller}
        onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
        tabIndex={-1}
      >
        <div style={{ height: scrollHeight(scroll), minHeight: '100%' }}>
          <div ref={setArea} className={styles.view} style={{ height: size.height }}>
            <canvas
              ref={setCanvas}
              className={styles.canvas}
              style={{ left: nameWidth, width, height: size.height }}
              aria-hidden
            />
            <div className={styles.nameEdge} style={{ left: nameWidth }} />
            <div
              ref={setGrid}
              role="treegrid"
              aria-label="Spans"
              aria-rowcount={rows.length}
              aria-activedescendant={isCursorInView && cursor !== undefined ? rowId(cursor) : undefined}
              tabIndex={0}
              className={styles.grid}
            >
              {Array.from(rows.subarray(first, last), (row, i) => {
                const parent = trace.parent[row];
                const hasChildren = trace.subtreeSize[row] > 1;
                const isError = trace.status[row] === STATUS_ERROR;
                const isClosed = closed[row] === 1;
                return (
                  <SpanRow
                    key={(first + i) % slots}
                    id={rowId(row)}
                    row={row}
                    rowIndex={first + i + 1}
                    top={(first + i) * ROW_HEIGHT - offset}
                    height={ROW_HEIGHT}
                    nameWidth={nameWidth}
                    indent={trace.depth[row] * step}
                    level={trace.depth[row] + 1}
                    service={trace.services[trace.service[row]]}
                    operation={trace.operations[trace.operation[row]]}
                    isServiceEntry={parent === NO_PARENT || trace.service[parent] !== trace.service[row]}
                    color={colors.services[trace.service[row]]}
                    duration={formatDurationNs(trace.durationsNs[row])}
                    startOffset={formatDurationNs(trace.startNs[row])}
                    isError={isError}
                    isExpanded={hasChildren ? !isClosed : undefined}
                    hiddenSpans={isClosed ? trace.subtreeSize[row] - 1 : 0}
                    hiddenErrors={isClosed ? model.errorsBelow[row] - (isError ? 1 : 0) : 0}
                    isCursor={row === cursor}
                    isSelected={row === selected}
                    isDimmed={isMatch !== undefined && isMatch[row] === 0}
                    query={query}
                    onOpen={props.onOpen}
                    onToggle={props.onToggle}
                  />
                );
              })}
            </div>
            <TimelineHover
              model={model}
              area={area}
              nameWidth={nameWidth}
              width={timeWidth}
              time={time}
              rowAt={rowAt}
            />
          </div>
        </div>
      </div>
    </div>
  );
}

function scrollElement(element: HTMLElement, top: number): void {
  element.scrollTop = top;
}

const getStyles = (theme: GrafanaTheme2) => ({
  waterfall: css({ flex: 1, minWidth: 0, minHeight: 0, display: 'flex', flexDirection: 'column' }),
  head: css({
    flex: 'none',
    display: 'flex',
    height: AXIS_HEIGHT,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    background: theme.colors.background.secondary,
    // The same place for a scrollbar as the rows below have, so that ticks and bars line up.
    overflow: 'hidden',
    scrollbarGutter: 'stable',
  }),
  headName: css({
    flex: 'none',
    lineHeight: `${AXIS_HEIGHT}px`,
    paddingLeft: theme.spacing(1),
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  scroller: css({
    flex: 1,
    minHeight: 0,
    overflowX: 'hidden',
    overflowY: 'auto',
    scrollbarGutter: 'stable',
    outline: 'none',
  }),
  view: css({ position: 'sticky', top: 0, overflow: 'hidden' }),
  canvas: css({ position: 'absolute', top: 0 }),
  nameEdge: css({
    position: 'absolute',
    top: 0,
    bottom: 0,
    width: 1,
    background: theme.colors.border.weak,
    pointerEvents: 'none',
  }),
  grid: css({
    position: 'absolute',
    inset: 0,
    outline: 'none',
    '&:focus-visible [data-cursor="true"]': { boxShadow: `inset 0 0 0 2px ${theme.colors.primary.main}` },
  }),
});
