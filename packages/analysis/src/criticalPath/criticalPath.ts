// The chain of spans that kept a request from ending sooner: from the root's end backwards, always to the child that ended last before
// that point (CRISP, USENIX ATC '22), over the model of waits.ts. The definition with drawings: docs/critical-path.md.
import type { Trace } from '@watchingcat/model';
import { mainRoot } from './root.ts';
import { type Waits, waitsBelow } from './waits.ts';
import { type CriticalPathWarning, pathWarnings } from './warnings.ts';

export interface CriticalPath {
  /** The row whose duration the path explains. */
  readonly root: number;
  readonly durationNs: number;
  /** In time order and without gaps from 0 to `durationNs`; none is empty. Times in ns after the root's start. */
  readonly segments: PathSegments;
  /** By row of the trace: time on the path that is the span's own, in ns. Adds up to `durationNs`. */
  readonly exclusiveNs: Float64Array;
  /** By row: time for which the span or one below it is on the path; 0 for spans that the path does not touch. */
  readonly inclusiveNs: Float64Array;
  readonly warnings: readonly CriticalPathWarning[];
  /** What the path was computed from; drag, slack and what-if start there. */
  readonly waits: Waits;
}

/** Segment i belongs to the span in `row[i]`. */
export interface PathSegments {
  readonly size: number;
  readonly row: Uint32Array;
  readonly startNs: Float64Array;
  readonly endNs: Float64Array;
}

/**
 * Iterative; O(n log n), and O(n) where siblings follow one another.
 * @param root the row to explain, any row; without it the root that `mainRoot` chooses
 * @throws RangeError when `root` is not a row of the trace
 */
export function criticalPath(trace: Trace, root: number = mainRoot(trace)): CriticalPath {
  if (!Number.isInteger(root) || root < 0 || root >= trace.size)
    throw new RangeError(`root must be a row of the trace, 0 to ${trace.size - 1}, got ${root}`);
  const waits = waitsBelow(trace, root);
  const { startNs, endNs, firstChild, childCount } = waits;
  const exclusiveNs = new Float64Array(trace.size);
  const inclusiveNs = new Float64Array(trace.size);
  // A span is entered once and left once; on both occasions at most one segment ends.
  const rows = new Uint32Array(2 * trace.subtreeSize[root]);
  const starts = new Float64Array(2 * trace.subtreeSize[root]);
  let size = 0;
  // Per row, how far back the walk has come in it, and which of its children it has not looked at. The parents are the stack.
  const until = new Float64Array(trace.size);
  const open = new Uint32Array(trace.size);

  enter(root);
  for (let row = root; ;) {
    const child = lastToEnd(row);
    const from = child === -1 ? startNs[row] : endNs[child];
    if (from < until[row]) {
      rows[size] = row;
      starts[size++] = from - startNs[root];
      exclusiveNs[row] += until[row] - from;
    }
    if (child !== -1) {
      row = child;
      enter(row);
    } else if (row !== root) {
      until[trace.parent[row]] = startNs[row];
      row = trace.parent[row];
    } else break;
  }
  const durationNs = endNs[root] - startNs[root];
  return {
    root,
    durationNs,
    segments: inTimeOrder(rows, starts, size, durationNs),
    exclusiveNs,
    inclusiveNs,
    warnings: pathWarnings(waits),
    waits,
  };

  function enter(row: number): void {
    inclusiveNs[row] = endNs[row] - startNs[row];
    until[row] = endNs[row];
    open[row] = firstChild[row] + childCount[row];
  }

  /** The child that ended last up to where the walk is; of several, the one that ran longest. -1 when there is none. */
  function lastToEnd(row: number): number {
    const { byEnd } = waits;
    const first = firstChild[row];
    let at = open[row];
    while (at > first && !canHoldBack(byEnd[at - 1], until[row])) at--;
    let best = at > first ? byEnd[--at] : -1;
    for (; at > first && endNs[byEnd[at - 1]] === endNs[best]; at--) best = longer(byEnd[at - 1], best);
    open[row] = at;
    return best;
  }

  function canHoldBack(row: number, time: number): boolean {
    return endNs[row] <= time && startNs[row] < endNs[row];
  }

  /** By span id where both start together, so that the order in which spans arrived decides nothing. */
  function longer(a: number, b: number): number {
    if (startNs[a] !== startNs[b]) return startNs[a] < startNs[b] ? a : b;
    return trace.spanIds[a] < trace.spanIds[b] ? a : b;
  }
}

/** The walk goes backwards and needs only starts: a segment ends where the next one starts. */
function inTimeOrder(rows: Uint32Array, starts: Float64Array, size: number, durationNs: number): PathSegments {
  const row = rows.slice(0, size).reverse();
  const startNs = starts.slice(0, size).reverse();
  const endNs = new Float64Array(size);
  if (size > 0) {
    endNs.set(startNs.subarray(1));
    endNs[size - 1] = durationNs;
  }
  return { size, row, startNs, endNs };
}
