// The state of a trace view beyond its props, and every move in it: lines that are shown, the active one, matches, what is revealed.
// "Row" is a span of the trace, "line" what is shown: a span, or the fold of a run (see analysis' `Line`).
import { lineAt, positionOf, rowOfLine, STATUS_ERROR, type CollapseRule, type Line } from '@watchingcat/analysis';
import { NO_PARENT } from '@watchingcat/model';
import { useMemo, useState } from 'react';
import { rowOfSpan, spanKey } from './spanKey';
import { traceModel } from './traceModel';
import type { TraceViewProps } from './TraceView';
import { useEvent } from './useEvent';
import { useShownRows } from './useShownRows';
import { useTimeWindow } from './useTimeWindow';
import { useTraceSearch } from './useTraceSearch';
import { COLOR_BY } from './viewOptions';
import { zoomMoves } from './zoomMoves';

const PAGE_ROWS = 20;
const MARGIN_ROWS = 2;

/** Asks to scroll a line into view, with this many lines around it. */
export interface Reveal {
  readonly line: Line;
  readonly margin: number;
}

export function useTraceRows(props: TraceViewProps) {
  const { trace, selectedSpanId, onSelectSpan, search, onSearchChange, options } = props;
  const model = useMemo(() => traceModel(trace), [trace]);
  const time = useTimeWindow(trace.durationNs, props.zoom, props.onZoomChange);
  const found = useTraceSearch(trace, search);
  const folds = useShownRows(
    model,
    props.collapsed,
    props.onCollapsedChange,
    options.onlyMatches ? found.rows : undefined,
  );
  const { lines } = folds;
  const selected = useMemo(() => rowOfSpan(trace, selectedSpanId), [trace, selectedSpanId]);
  const errorRows = useMemo(() => Uint32Array.from(rowsWithErrors(trace.status)), [trace]);

  // The active line follows the selection when that changes from outside (Back, another link).
  const [moved, setMoved] = useState<{ readonly line: Line; readonly whenSelected: string | undefined }>();
  const wanted = moved !== undefined && moved.whenSelected === selectedSpanId ? moved.line : (selected ?? moved?.line);
  const position = wanted === undefined || rowOfLine(wanted) >= trace.size ? -1 : positionOf(lines, wanted);
  const cursor = position === -1 ? undefined : lineAt(lines, position);
  const cursorRow = cursor === undefined ? undefined : rowOfLine(cursor);
  // A selection from outside is revealed too, so the request is made of both.
  const [asked, setAsked] = useState<Reveal>();
  const revealSelected = useMemo(
    () => (selected === undefined ? undefined : { line: selected, margin: MARGIN_ROWS }),
    [selected],
  );
  const reveal =
    asked !== undefined && (selected === undefined || asked.line === selected || asked.line < 0)
      ? asked
      : revealSelected;

  const select = (row: number, replace: boolean) => {
    const key = spanKey(trace, row);
    setMoved({ line: row, whenSelected: key });
    if (key !== selectedSpanId) onSelectSpan(key, { replace });
  };
  /** Makes a line the active one; when a span is open and this is a span, opens this one instead. */
  const go = useEvent((line: Line) => {
    folds.reveal(line);
    if (selected === undefined || line < 0) setMoved({ line, whenSelected: selectedSpanId });
    else select(line, true);
    setAsked({ line, margin: MARGIN_ROWS });
  });
  const goToPosition = (to: number) => {
    if (lines.size > 0) go(lineAt(lines, Math.min(Math.max(to, 0), lines.size - 1)));
  };
  const goAmong = (rows: Uint32Array, direction: 1 | -1) => {
    if (rows.length === 0) return;
    const before = cursorRow === undefined ? -1 : countUpTo(rows, direction === 1 ? cursorRow : cursorRow - 1) - 1;
    // On the line of a run the cursor is before the run's first span.
    const isBefore = cursor !== undefined && cursor < 0 && direction === 1 && rows[before] === cursorRow;
    const next = direction === 1 ? before + (isBefore ? 0 : 1) : before;
    go(rows[(next + rows.length) % rows.length]);
  };
  const goToMatch = useEvent((direction: 1 | -1) => goAmong(found.rowsNow() ?? errorRows, direction));
  const goToError = useEvent(() => goAmong(errorRows, 1));
  /** A click or Enter: a span opens its details, the fold of a run opens or closes. */
  const open = useEvent((line: Line) => {
    // Nothing moves under the pointer, unless the line is cut off.
    setAsked({ line, margin: 0 });
    if (line >= 0) {
      select(line, false);
      return;
    }
    setMoved({ line, whenSelected: selectedSpanId });
    folds.toggle(line);
  });
  const keepInView = () => {
    if (cursor !== undefined) setAsked({ line: cursor, margin: MARGIN_ROWS });
  };
  const collapse = useEvent((rule: CollapseRule) => {
    folds.collapse(rule);
    keepInView();
  });
  const setFoldRuns = useEvent((foldRuns: boolean) => {
    folds.setFoldRuns(foldRuns);
    keepInView();
  });

  const isOpen = cursor === undefined ? undefined : lines.isOpen(cursor);
  const isAboveNext = position >= 0 && position + 1 < lines.size && lines.level[position + 1] > lines.level[position];
  const right = () => {
    if (cursor === undefined) goToPosition(0);
    else if (isOpen === false) folds.toggle(cursor);
    else if (isAboveNext) goToPosition(position + 1);
  };
  const left = () => {
    if (cursor === undefined) return;
    if (isOpen === true) folds.toggle(cursor);
    else goToPosition(lineAbove(lines.level, position));
  };
  const zoom = zoomMoves(trace, time, cursorRow);
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
    End: () => goToPosition(lines.size - 1),
    ArrowRight: right,
    ArrowLeft: left,
    p: () => {
      if (cursorRow !== undefined && trace.parent[cursorRow] !== NO_PARENT) go(trace.parent[cursorRow]);
    },
    Enter: openCursor,
    ' ': openCursor,
    n: () => goToMatch(1),
    N: () => goToMatch(-1),
    c: () => collapse('all'),
    e: () => collapse('none'),
    s: () => collapse(folds.rule === 'services' ? 'none' : 'services'),
    r: () => setFoldRuns(!folds.foldRuns),
    m: () => props.onOptionsChange({ ...options, onlyMatches: !options.onlyMatches }),
    o: () => {
      const next = COLOR_BY[(COLOR_BY.indexOf(options.colorBy) + 1) % COLOR_BY.length];
      props.onOptionsChange({ ...options, colorBy: next });
    },
    ...Object.fromEntries(Array.from({ length: 9 }, (_, level) => [String(level + 1), () => collapse(level)])),
    '+': () => zoom.by(0.5),
    '=': () => zoom.by(0.5),
    '-': () => zoom.by(2),
    '[': () => zoom.pan(-1),
    ']': () => zoom.pan(1),
    '0': time.reset,
    z: zoom.toSpan,
  };
  const isOnMatch = cursor !== undefined && cursor >= 0 && found.isMatch?.[cursor] === 1;
  return {
    model,
    time,
    lines,
    rule: folds.rule,
    foldRuns: folds.foldRuns,
    selected,
    cursor,
    reveal,
    query: found.query,
    isMatch: found.isMatch,
    matchCount: found.rows?.length,
    /** 1 for the first; 0 while the cursor is on none of them. */
    matchAt: isOnMatch && found.rows ? countUpTo(found.rows, cursor) : 0,
    keys,
    go,
    goToMatch,
    goToError,
    open,
    toggle: folds.toggle,
    collapse,
    setFoldRuns,
    close: () => {
      if (cursor !== undefined) setMoved({ line: cursor, whenSelected: undefined });
      onSelectSpan(undefined);
    },
    /** What Esc does when no span is open. */
    clear: () => {
      if (search !== '') onSearchChange('');
      else time.reset();
    },
  };
}

/** Position of the closest line before this one that is less deep; the position itself when there is none. */
function lineAbove(level: Uint32Array, position: number): number {
  for (let above = position - 1; above >= 0; above--) if (level[above] < level[position]) return above;
  return position;
}

/** How many of the ascending rows are not above `row`. O(log n). */
function countUpTo(rows: Uint32Array, row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle] <= row) low = middle + 1;
    else high = middle;
  }
  return low;
}

function rowsWithErrors(status: Uint8Array): number[] {
  const rows: number[] = [];
  status.forEach((code, row) => {
    if (code === STATUS_ERROR) rows.push(row);
  });
  return rows;
}
