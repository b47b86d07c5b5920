// The rows of a trace: names, and bars on a time axis. Only what is in view exists: some dozens of DOM rows over one canvas, in a
// scrolled element of the height of all. For screen readers it is a treegrid with one active row.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { lineAt, positionOf, rowOfLine, STATUS_ERROR, type Line, type PathByRow } from '@watchingcat/analysis';
import { NO_PARENT } from '@watchingcat/model';
import React, { useLayoutEffect, useState } from 'react';
import { formatDurationNs } from '../../format';
import { indentStep } from '../geometry/barLayout';
import { positionAt } from '../geometry/rowScroll';
import { MAX_STICKY_ROWS } from '../geometry/stickyRows';
import { ResizeHandle } from '../ResizeHandle';
import type { TraceModel } from '../traceModel';
import { useCanvas } from '../useCanvas';
import { useElementSize } from '../useElementSize';
import { useRowScroll } from '../useRowScroll';
import type { ShownLines } from '../useShownRows';
import type { TimeWindowState } from '../useTimeWindow';
import type { Reveal } from '../useTraceRows';
import type { ColorBy } from '../viewOptions';
import { ColorLegend } from './ColorLegend';
import { drawRows } from './draw/drawRows';
import { FoldRow } from './FoldRow';
import { SpanRow } from './SpanRow';
import { StickyRows } from './StickyRows';
import { AXIS_HEIGHT, TimeAxis } from './TimeAxis';
import { TimelineHover } from './TimelineHover';
import { useBarColors, useServiceColors } from './useBarColors';
import { useRowColors } from './useRowColors';
import { useStickyRows } from './useStickyRows';
import { useTicks } from './useTicks';

const ROW_HEIGHT = 24;
const MIN_NAME_WIDTH = 140;
const MIN_TIMELINE_WIDTH = 160;
/** At the right of the shown time: there the labels of bars that reach its end are. */
const LABEL_ROOM_PX = 62;

export interface WaterfallProps {
  /** Prefix of element ids, unique on the page. */
  readonly id: string;
  readonly model: TraceModel;
  readonly lines: ShownLines;
  readonly time: TimeWindowState;
  readonly nameWidth: number;
  readonly onNameWidthChange: (width: number) => void;
  readonly cursor: Line | undefined;
  /** Row of the open span. */
  readonly selected: number | undefined;
  /** A new object scrolls its line into view. */
  readonly reveal: Reveal | undefined;
  readonly isMatch: Uint8Array | undefined;
  /** In lower case. */
  readonly query: string;
  readonly colorBy: ColorBy;
  readonly path: PathByRow | undefined;
  /** By row, in ns; undefined when all spans are shown as they were sent. */
  readonly shiftNs: Float64Array | undefined;
  readonly onOpen: (line: Line) => void;
  readonly onToggle: (line: Line) => void;
  readonly onGo: (row: number) => void;
  readonly setGrid: (element: HTMLElement | null) => void;
}

export function Waterfall({ setGrid, ...props }: WaterfallProps) {
  const { model, lines, time, cursor, selected, reveal, isMatch, query, colorBy } = props;
  const { trace } = model;
  const styles = useStyles2(getStyles);
  const { size, element: scroller, setElement: setScroller } = useElementSize();
  const [area, setArea] = useState<HTMLElement | null>(null);

  const nameWidth = Math.max(MIN_NAME_WIDTH, Math.min(props.nameWidth, size.width - MIN_TIMELINE_WIDTH));
  const width = Math.max(1, size.width - nameWidth);
  const timeWidth = Math.max(1, width - LABEL_ROOM_PX);
  const scroll = { rows: lines.size, rowHeight: ROW_HEIGHT, viewHeight: size.height };
  const rows = useRowScroll(scroll);
  const { offset, first, last } = rows;
  const sticky = useStickyRows(model, lines, first);

  useLayoutEffect(() => {
    if (reveal === undefined || scroller === null) return;
    const position = positionOf(lines, reveal.line);
    if (position === -1) return;
    const top = position * ROW_HEIGHT - rows.offsetOf(scroller);
    const isSeen = top >= sticky.length * ROW_HEIGHT && top + ROW_HEIGHT <= size.height;
    if (reveal.margin === 0 && isSeen) return;
    // Not below the ancestors on top, however many there will be.
    const margin = {
      above: reveal.margin + Math.min(trace.depth[rowOfLine(reveal.line)], MAX_STICKY_ROWS),
      below: reveal.margin,
    };
    rows.reveal(scroller, position, margin);
    // Only when there is something new to reveal: after that, scrolling is the person's.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [reveal, scroller, size.height]);

  const { window } = time;
  const ticks = useTicks(window, timeWidth);
  const colors = useRowColors();
  const bars = useBarColors(model, colorBy);
  const serviceColors = useServiceColors(model);
  const setCanvas = useCanvas(drawRows, {
    model,
    lines,
    first,
    last,
    sticky,
    offset,
    rowHeight: ROW_HEIGHT,
    window,
    width,
    timeWidth,
    height: size.height,
    ticks,
    isMatch,
    path: props.path,
    bars,
    colors,
  });
  const lineUnder = (y: number) => {
    if (y < sticky.length * ROW_HEIGHT) return sticky[Math.floor(y / ROW_HEIGHT)];
    const position = positionAt(scroll, offset, y);
    return position === undefined ? undefined : lineAt(lines, position);
  };

  // Rows that leave at one end are used again at the other: changing a row costs less than making one.
  const slots = Math.ceil(size.height / ROW_HEIGHT) + 1;
  const step = indentStep(nameWidth, model.overview.depth);
  const rowId = (line: Line) => `${props.id}-row-${line < 0 ? `run-${rowOfLine(line)}` : line}`;
  const cursorPosition = cursor === undefined ? -1 : positionOf(lines, cursor);
  const isCursorInView = cursorPosition >= first && cursorPosition < last;

  const rowAt = (position: number) => {
    const row = lines.row[position];
    const line = lineAt(lines, position);
    const parent = trace.parent[row];
    const common = {
      id: rowId(line),
      rowIndex: position + 1,
      top: position * ROW_HEIGHT - offset,
      height: ROW_HEIGHT,
      nameWidth,
      indent: lines.level[position] * step,
      level: lines.level[position] + 1,
      service: trace.services[trace.service[row]],
      operation: trace.operations[trace.operation[row]],
      isServiceEntry: parent === NO_PARENT || trace.service[parent] !== trace.service[row],
      color: serviceColors[trace.service[row]],
      isCursor: line === cursor,
      isDimmed: isMatch !== undefined && isMatch[row] === 0,
      query,
      onToggle: props.onToggle,
    };
    const key = position % slots;
    if (line < 0) {
      const stats = model.runStats(model.runs().runOf[row]);
      return (
        <FoldRow key={`run ${key}`} {...common} line={line} stats={stats} isExpanded={lines.isOpen(line) === true} />
      );
    }
    const hidden = lines.hiddenBy(row);
    return (
      <SpanRow
        key={key}
        {...common}
        row={row}
        duration={formatDurationNs(trace.durationsNs[row])}
        startOffset={formatDurationNs(trace.startNs[row])}
        isError={trace.status[row] === STATUS_ERROR}
        flags={trace.flags[row]}
        shiftNs={props.shiftNs?.[row] ?? 0}
        isExpanded={lines.isOpen(row)}
        hiddenSpans={hidden.spans}
        hiddenErrors={hidden.errors}
        isSelected={row === selected}
        onOpen={props.onOpen}
      />
    );
  };
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
      <div ref={setScroller} className={styles.scroller} onScroll={rows.onScroll} tabIndex={-1}>
        <div style={{ height: rows.contentHeight, minHeight: '100%' }}>
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
              aria-rowcount={lines.size}
              aria-activedescendant={isCursorInView && cursor !== undefined ? rowId(cursor) : undefined}
              tabIndex={0}
              className={styles.grid}
            >
              {Array.from({ length: last - first }, (_, i) => rowAt(first + i))}
            </div>
            {lines.size === 0 && (
              <div className={styles.empty}>No span matches. Esc clears the search, m shows all.</div>
            )}
            <StickyRows
              trace={trace}
              rows={sticky}
              rowHeight={ROW_HEIGHT}
              nameWidth={nameWidth}
              indentOf={(row) => lines.level[positionOf(lines, row)] * step}
              colorOf={(row) => serviceColors[trace.service[row]]}
              onGo={props.onGo}
            />
            <TimelineHover
              model={model}
              area={area}
              nameWidth={nameWidth}
              width={timeWidth}
              time={time}
              lineUnder={lineUnder}
            />
          </div>
        </div>
      </div>
      <ColorLegend entries={bars.legend} label={`Colours: ${colorBy}`} />
    </div>
  );
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
  empty: css({
    position: 'absolute',
    top: theme.spacing(2),
    left: theme.spacing(2),
    color: theme.colors.text.secondary,
  }),
});
