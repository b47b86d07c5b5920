// Who waits for whom below one span, and when: the model from which path, drag, slack and what-if are all computed. A span is taken to be
// one thread of control that starts its children and waits for them in the order in which this was observed.
import type { Trace } from '@watchingcat/model';
import { SiblingOrder } from './siblingOrder.ts';
import { toleratedOverlap, WAITING, waitingOf } from './waiting.ts';

/** Columns by row, as long as the trace. Times in ns after the trace's start. */
export interface Waits {
  readonly trace: Trace;
  readonly root: number;
  /** Codes of `WAITING`. */
  readonly waiting: Uint8Array;
  /** The part of each waited-for span that can hold back the root: inside its parent, and without small overlaps. */
  readonly startNs: Float64Array;
  readonly endNs: Float64Array;
  /** The waited-for children of a row lie at `firstChild` … `firstChild + childCount - 1` of `byStart` and `byEnd`. */
  readonly firstChild: Uint32Array;
  readonly childCount: Uint32Array;
  readonly byStart: Uint32Array;
  readonly byEnd: Uint32Array;
}

/** O(n log n) in the size of the root's subtree, and O(n) where children follow one another. */
export function waitsBelow(trace: Trace, root: number): Waits {
  const { size, subtreeSize, durationsNs } = trace;
  const waiting = new Uint8Array(size);
  const startNs = new Float64Array(size);
  const endNs = new Float64Array(size);
  const firstChild = new Uint32Array(size);
  const childCount = new Uint32Array(size);
  const byStart = new Uint32Array(subtreeSize[root]);
  const byEnd = new Uint32Array(subtreeSize[root]);
  const siblings = new SiblingOrder();
  waiting[root] = WAITING.waited;
  startNs[root] = trace.startNs[root];
  endNs[root] = trace.startNs[root] + durationsNs[root];

  let used = 0;
  for (let row = root; row < root + subtreeSize[root];) {
    // Below a span that cannot hold back the root nothing can.
    const isOff = waiting[row] !== WAITING.waited && waiting[row] !== WAITING.truncated;
    if (isOff || endNs[row] <= startNs[row]) {
      row += subtreeSize[row];
      continue;
    }
    const count = waitForChildren(row, used);
    firstChild[row] = used;
    childCount[row] = count;
    if (followEachOther(used, count)) for (let i = used; i < used + count; i++) byEnd[i] = byStart[i];
    else arrangeChildren(row, used, count);
    used += count;
    row++;
  }
  return { trace, root, waiting, startNs, endNs, firstChild, childCount, byStart, byEnd };

  /**
   * Puts the waited-for children at `first` of `byStart`, and says how many there are. A function of its own, because it is compiled earlier than
   * the loop that calls it: a path is computed once, in code that is still cold.
   */
  function waitForChildren(row: number, first: number): number {
    const stop = row + subtreeSize[row];
    let count = 0;
    for (let child = row + 1; child < stop; child += subtreeSize[child]) {
      const code = waitingOf(trace, row, child);
      waiting[child] = code;
      if (code !== WAITING.waited && code !== WAITING.truncated) continue;
      const from = Math.max(trace.startNs[child], startNs[row]);
      const to = Math.min(trace.startNs[child] + durationsNs[child], endNs[row]);
      if (to < from || (to === from && durationsNs[child] > 0)) {
        waiting[child] = WAITING.unreached; // it lies in what was cut away from its parent
        continue;
      }
      startNs[child] = from;
      endNs[child] = to;
      byStart[first + count++] = child;
    }
    return count;
  }

  /** Then they end in the order in which they start, and there is no overlap to cut away. Most siblings do. */
  function followEachOther(first: number, count: number): boolean {
    for (let i = first + 1; i < first + count; i++) if (startNs[byStart[i]] < endNs[byStart[i - 1]]) return false;
    return true;
  }

  function arrangeChildren(parent: number, first: number, count: number): void {
    siblings.reserve(count);
    const { start, end, tolerated } = siblings;
    for (let i = 0; i < count; i++) {
      const child = byStart[first + i];
      start[i] = startNs[child];
      end[i] = endNs[child];
      tolerated[i] = toleratedOverlap(end[i] - start[i], durationsNs[parent]);
    }
    siblings.arrange(count);
    for (let i = 0; i < count; i++) {
      endNs[byStart[first + i]] = end[i];
      byEnd[first + i] = byStart[first + siblings.byEnd[i]];
    }
  }
}

/**
 * The order of events in a parent: whether it saw the end of one child before the start of another. At the same moment ends come first,
 * because what starts then was waiting for them; but a child without duration starts before it ends.
 */
export function endsFirst({ startNs, endNs }: Waits, ending: number, starting: number): boolean {
  return endNs[ending] < startNs[starting] || (endNs[ending] === startNs[starting] && startNs[ending] < endNs[ending]);
}
