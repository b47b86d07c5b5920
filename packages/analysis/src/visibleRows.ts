// Which rows a tree view shows when some subtrees are collapsed. Works on the row order of a Trace: a subtree is a range of rows.
import { NO_PARENT, type Trace } from '@watchingcat/model';
import { STATUS_ERROR } from './selfTimes.ts';

/** A description of what is collapsed that survives a reload: a rule, and the spans that are the other way round. */
export interface Collapsed {
  readonly rule: CollapseRule;
  /** Rows whose state is the opposite of what the rule says. */
  readonly except: ReadonlySet<number>;
}

/**
 * - `none`, `all`: every subtree is open, or closed.
 * - `errors`: only what leads to an error is open.
 * - a number: rows of this depth (a root has 0) and deeper are closed.
 */
export type CollapseRule = 'none' | 'all' | 'errors' | number;

export const NOTHING_COLLAPSED: Collapsed = { rule: 'none', except: new Set() };

/** 1 for each row that has children and is closed. `errorsBelow` is the answer of `subtreeErrors`. O(n). */
export function collapsedRows(trace: Trace, { rule, except }: Collapsed, errorsBelow: Uint32Array): Uint8Array {
  const closed = new Uint8Array(trace.size);
  const { subtreeSize, depth, status } = trace;
  for (let row = 0; row < trace.size; row++) {
    if (subtreeSize[row] === 1) continue;
    let isClosed = false;
    if (rule === 'all') isClosed = true;
    else if (rule === 'errors') isClosed = errorsBelow[row] - (status[row] === STATUS_ERROR ? 1 : 0) === 0;
    else if (typeof rule === 'number') isClosed = depth[row] >= rule;
    if (isClosed !== except.has(row)) closed[row] = 1;
  }
  return closed;
}

/** The rows that are shown, in order. O(number of shown rows). */
export function visibleRows(trace: Trace, closed: Uint8Array): Uint32Array {
  const rows = new Uint32Array(trace.size);
  let shown = 0;
  for (let row = 0; row < trace.size; row += closed[row] ? trace.subtreeSize[row] : 1) rows[shown++] = row;
  return rows.subarray(0, shown);
}

/** Opens or closes the subtree of one row. */
export function toggleRow(collapsed: Collapsed, row: number): Collapsed {
  const except = new Set(collapsed.except);
  if (!except.delete(row)) except.add(row);
  return { ...collapsed, except };
}

/** Opens every ancestor of the row, so that it is shown. Returns the same object when it already is. */
export function revealRow(trace: Trace, collapsed: Collapsed, closed: Uint8Array, row: number): Collapsed {
  let revealed = collapsed;
  for (let above = trace.parent[row]; above !== NO_PARENT; above = trace.parent[above]) {
    if (closed[above]) revealed = toggleRow(revealed, above);
  }
  return revealed;
}

/** Position of `row` among sorted `rows`, or of the last one before it (-1 when there is none). O(log n). */
export function positionOf(rows: Uint32Array, row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle] <= row) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
