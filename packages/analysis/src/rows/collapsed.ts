// What is folded away in a tree view of a trace. Works on the row order of a Trace: a subtree is a range of rows.
import { NO_PARENT, type Trace } from '@watchingcat/model';
import { STATUS_ERROR } from '../selfTimes.ts';
import { NO_RUN, type Runs } from './runs.ts';

/** A description of what is collapsed that survives a reload: rules, and what is the other way round. */
export interface Collapsed {
  readonly rule: CollapseRule;
  /** Rows whose state is the opposite of what the rule says. */
  readonly except: ReadonlySet<number>;
  /** Runs of alike siblings are one line each, */
  readonly foldRuns: boolean;
  /** but for these, by their first rows. */
  readonly openRuns: ReadonlySet<number>;
}

/**
 * - `none`, `all`: every subtree is open, or closed.
 * - `errors`: only what leads to an error is open.
 * - `services`: of spans that one service does by itself only the one is shown by which it was entered; calls to others stay.
 * - a number: rows of this depth (a root has 0) and deeper are closed.
 */
export type CollapseRule = 'none' | 'all' | 'errors' | 'services' | number;

export const NOTHING_COLLAPSED: Collapsed = { rule: 'none', except: new Set(), foldRuns: false, openRuns: new Set() };

/** What `collapsedRows` says of a row. */
export const FOLD = {
  open: 0,
  /** Everything below it is hidden. */
  subtree: 1,
  /** What its service does below it is hidden; calls to other services are not. */
  part: 2,
  /** It is hidden with the part of its service that it belongs to. */
  inPart: 3,
} as const;

/** One of `FOLD` for each row. `errorsBelow` is the answer of `subtreeErrors`. O(n). */
export function collapsedRows(trace: Trace, { rule, except }: Collapsed, errorsBelow: Uint32Array): Uint8Array {
  if (rule === 'services') return collapsedParts(trace, except);
  const closed = new Uint8Array(trace.size);
  const { subtreeSize, depth, status } = trace;
  for (let row = 0; row < trace.size; row++) {
    if (subtreeSize[row] === 1) continue;
    let isClosed = false;
    if (rule === 'all') isClosed = true;
    else if (rule === 'errors') isClosed = errorsBelow[row] - (status[row] === STATUS_ERROR ? 1 : 0) === 0;
    else if (typeof rule === 'number') isClosed = depth[row] >= rule;
    if (isClosed !== except.has(row)) closed[row] = FOLD.subtree;
  }
  return closed;
}

function collapsedParts({ size, parent, service, subtreeSize }: Trace, except: ReadonlySet<number>): Uint8Array {
  const isInner = (row: number) => parent[row] !== NO_PARENT && service[parent[row]] === service[row];
  const hasInner = new Uint8Array(size);
  for (let row = 0; row < size; row++) if (isInner(row)) hasInner[parent[row]] = 1;
  const closed = new Uint8Array(size);
  for (let row = 0; row < size; row++) {
    const entersPart = !isInner(row);
    if (!entersPart && closed[parent[row]] >= FOLD.part) closed[row] = FOLD.inPart;
    else if (entersPart && hasInner[row]) closed[row] = except.has(row) ? FOLD.open : FOLD.part;
    else if (except.has(row) && subtreeSize[row] > 1) closed[row] = FOLD.subtree;
  }
  return closed;
}

/** By row of a closed part: how many of its spans are hidden, and how many of these failed. O(n). */
export function hiddenInParts(
  trace: Trace,
  closed: Uint8Array,
): { readonly spans: Uint32Array; readonly errors: Uint32Array } {
  const spans = new Uint32Array(trace.size);
  const errors = new Uint32Array(trace.size);
  for (let row = trace.size - 1; row > 0; row--) {
    if (closed[row] !== FOLD.inPart) continue;
    spans[trace.parent[row]] += spans[row] + 1;
    errors[trace.parent[row]] += errors[row] + (trace.status[row] === STATUS_ERROR ? 1 : 0);
  }
  return { spans, errors };
}

/** Opens or closes the subtree of one row. */
export function toggleRow(collapsed: Collapsed, row: number): Collapsed {
  return { ...collapsed, except: toggled(collapsed.except, row) };
}

/** Opens or closes the run that begins at a row. */
export function toggleRun(collapsed: Collapsed, firstRow: number): Collapsed {
  return { ...collapsed, openRuns: toggled(collapsed.openRuns, firstRow) };
}

function toggled(rows: ReadonlySet<number>, row: number): ReadonlySet<number> {
  const changed = new Set(rows);
  if (!changed.delete(row)) changed.add(row);
  return changed;
}

/**
 * Opens whatever hides the row. Returns the same object when nothing does.
 * @param runs undefined where runs are not folded
 */
export function revealRow(
  trace: Trace,
  collapsed: Collapsed,
  closed: Uint8Array,
  row: number,
  runs: Runs | undefined,
): Collapsed {
  let revealed = collapsed;
  for (let above = row; above !== NO_PARENT; above = trace.parent[above]) {
    const run = runs === undefined ? NO_RUN : runs.runOf[above];
    if (runs !== undefined && run !== NO_RUN && !revealed.openRuns.has(runs.first[run]))
      revealed = toggleRun(revealed, runs.first[run]);
    if (above !== row && closed[above] === FOLD.subtree) revealed = toggleRow(revealed, above);
  }
  if (closed[row] !== FOLD.inPart) return revealed;
  let entry = row;
  while (closed[entry] === FOLD.inPart) entry = trace.parent[entry];
  return toggleRow(revealed, entry);
}
