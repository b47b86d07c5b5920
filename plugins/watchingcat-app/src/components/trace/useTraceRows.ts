// The state of a trace view beyond its props, and every move in it: rows that are shown, the active row, matches, what is revealed.
import {
  collapsedRows,
  NOTHING_COLLAPSED,
  positionOf,
  revealRow,
  searchTrace,
  STATUS_ERROR,
  toggleRow,
  visibleRows,
  type Collapsed,
  type CollapseRule,
} from '@watchingcat/analysis';
import { NO_PARENT } from '@watchingcat/model';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { decodeCollapsed, encodeCollapsed } from './collapsedText';
import { widthNs, zoomAt } from './geometry/timeWindow';
import { rowOfSpan, spanKey } from './spanKey';
import { traceModel } from './traceModel';
import type { TraceViewProps } from './TraceView';
import { useTimeWindow } from './useTimeWindow';

const PAGE_ROWS = 20;
const MARGIN_ROWS = 2;
/** A span that is zoomed to fills this part of the timeline. */
const ZOOMED_PART = 0.8;

/** Asks to scroll a row into view, with this many rows around it. */
export interface Reveal {
  readonly row: number;
  readonly margin: number;
}

export function useTraceRows(props: TraceViewProps) {
  const { trace, selectedSpanId, onSelectSpan, search, onSearchChange, onCollapsedChange } = props;
  const model = useMemo(() => traceModel(trace), [trace]);
  const time = useTimeWindow(trace.durationNs, props.zoom, props.onZoomChange);
  const collapsed = useMemo(() => decodeCollapsed(trace, props.collapsed), [trace, props.collapsed]);
  const closed = useMemo(() => collapsedRows(trace, collapsed, model.errorsBelow), [trace, collapsed, model]);
  const rows = useMemo(() => visibleRows(trace, closed), [trace, closed]);
  const selected = useMemo(() => rowOfSpan(trace, selectedSpanId), [trace, selectedSpanId]);

  const query = useDeferredValue(search.trim().toLowerCase());
  const matchRows = useMemo(() => (query === '' ? undefined : searchTrace(trace, query)), [trace, query]);
  const isMatch = useMemo(() => matchRows && marks(trace.size, matchRows), [trace, matchRows]);
  const errorRows = useMemo(() => Uint32Array.from(rowsWithErrors(trace.status)), [trace]);

  // The active row follows the selection when that changes from outside (Back, another link).
  const [moved, setMoved] = useState<{ readonly row: number; readonly whenSelected: string | undefined }>();
  const wanted = moved !== undefined && moved.whenSelected === selectedSpanId ? moved.row : (selected ?? moved?.row);
  const cursor = wanted === undefined || wanted >= trace.size ? undefined : shownRow(rows, wanted);
  // A selection from outside is revealed too, so the request is made of both.
  const [asked, setAsked] = useState<Reveal>();
  const revealSelected = useMemo(
    () => (selected === undefined ? undefined : { row: selected, margin: MARGIN_ROWS }),
    [selected],
  );
  const reveal = asked !== undefined && (selected === undefined || asked.row === selected) ? asked : revealSelected;

  const setCollapsed = (next: Collapsed) => {
    if (next !== collapsed) onCollapsedChange(encodeCollapsed(trace, next));
  };
  const select = (row: number, replace: boolean) => {
    const key = spanKey(trace, row);
    setMoved({ row, whenSelected: key });
    onSelectSpan(key, { replace });
  };
  /** Makes a row the active one; when a span is open, opens this one instead. */
  const go = (row: number) => {
    setCollapsed(revealRow(trace, collapsed, closed, row));
    if (selected === undefined) setMoved({ row, whenSelected: selectedSpanId });
    else select(row, true);
    setAsked({ row, margin: MARGIN_ROWS });
  };
  const goToPosition = (position: number) => {
    if (rows.length > 0) go(rows[Math.min(Math.max(position, 0), rows.length - 1)]);
  };
  const position = cursor === undefined ? -1 : positionOf(rows, cursor);
  const goAmong = (found: Uint32Array, direction: 1 | -1) => {
    if (found.length === 0) return;
    const before = cursor === undefined ? -1 : positionOf(found, direction === 1 ? cursor : cursor - 1);
    const next = direction === 1 ? before + 1 : before;
    go(found[(next + found.length) % found.length]);
  };
  const goToMatch = (direction: 1 | -1) => goAmong(matchRows ?? errorRows, direction);
  const open = useCallback(
    (row: number) => {
      const key = spanKey(trace, row);
      setMoved({ row, whenSelected: key });
      // Nothing moves under the pointer, unless the row is cut off.
      setAsked({ row, margin: 0 });
      if (key !== selectedSpanId) onSelectSpan(key, { replace: false });
    },
    [trace, selectedSpanId, onSelectSpan],
  );
  const toggle = useCallback(
    (row: number) => onCollapsedChange(encodeCollapsed(trace, toggleRow(collapsed, row))),
    [trace, collapsed, onCollapsedChange],
  );
  const collapse = (rule: CollapseRule) => {
    setCollapsed({ ...NOTHING_COLLAPSED, rule });
    if (cursor !== undefined) setAsked({ row: cursor, margin: MARGIN_ROWS });
  };

  const hasChildren = cursor !== undefined && trace.subtreeSize[cursor] > 1;
  const right = () => {
    if (cursor === undefined) goToPosition(0);
    else if (closed[cursor]) toggle(cursor);
    else if (hasChildren) go(cursor + 1);
  };
  const left = () => {
    if (cursor === undefined) return;
    if (hasChildren && !closed[cursor]) toggle(cursor);
    else if (trace.parent[cursor] !== NO_PARENT) go(trace.parent[cursor]);
  };
  const zoomBy = (factor: number) => {
    const middle = (time.window.fromNs + time.window.toNs) / 2;
    const around = cursor === undefined ? middle : trace.startNs[cursor] + trace.durationsNs[cursor] / 2;
    const isSeen = around >= time.window.fromNs && around <= time.window.toNs;
    time.setWindow(zoomAt(time.window, time.full, factor, isSeen ? around : middle));
  };
  const zoomToSpan = () => {
    if (cursor === undefined) return;
    const margin = (Math.max(trace.durationsNs[cursor], widthNs(time.full) / 1e6) * (1 / ZOOMED_PART - 1)) / 2;
    const fromNs = trace.startNs[cursor] - margin;
    time.setWindow({ fromNs, toNs: trace.startNs[cursor] + trace.durationsNs[cursor] + margin });
  };
  const down = () => goToPosition(position + 1);
  const up = () => goToPosition(Math.max(0, position - 1));
  const openCursor = () => {
    if (cursor !== undefined) open(cursor);
  };
  const keys = {
    ArrowDown: down,
    j: down,
    ArrowUp: up,
    k: up,
    PageDown: () => goToPosition(position + PAGE_ROWS),
    PageUp: () => goToPosition(position - PAGE_ROWS),
    Home: () => goToPosition(0),
    End: () => goToPosition(rows.length - 1),
    ArrowRight: right,
    ArrowLeft: left,
    Enter: openCursor,
    ' ': openCursor,
    n: () => goToMatch(1),
    N: () => goToMatch(-1),
    c: () => collapse('all'),
    e: () => collapse('none'),
    '+': () => zoomBy(0.5),
    '=': () => zoomBy(0.5),
    '-': () => zoomBy(2),
    '0': time.reset,
    z: zoomToSpan,
  };
  const at = isMatch && matchRows && cursor !== undefined && isMatch[cursor] ? positionOf(matchRows, cursor) + 1 : 0;
  return {
    model,
    time,
    rows,
    closed,
    selected,
    cursor,
    reveal,
    query,
    isMatch,
    matches: matchRows && { at, count: matchRows.length },
    keys,
    go,
    goToMatch,
    goToError: (direction: 1 | -1) => goAmong(errorRows, direction),
    open,
    toggle,
    collapse,
    close: () => {
      if (cursor !== undefined) setMoved({ row: cursor, whenSelected: undefined });
      onSelectSpan(undefined);
    },
    /** What Esc does when no span is open. */
    clear: () => {
      if (search !== '') onSearchChange('');
      else time.reset();
    },
  };
}

/** The row itself, or the closest ancestor that is shown: the last row before it. */
function shownRow(rows: Uint32Array, row: number): number | undefined {
  const position = positionOf(rows, row);
  return position === -1 ? undefined : rows[position];
}

function marks(size: number, rows: Uint32Array): Uint8Array {
  const marked = new Uint8Array(size);
  for (const row of rows) marked[row] = 1;
  return marked;
}

function rowsWithErrors(status: Uint8Array): number[] {
  const rows: number[] = [];
  status.forEach((code, row) => {
    if (code === STATUS_ERROR) rows.push(row);
  });
  return rows;
}
