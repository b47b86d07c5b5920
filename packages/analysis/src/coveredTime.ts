// The time that a row of siblings covers, as intervals that do not touch: what is left of their parent is its own time. Drawing asks for
// it of spans with hundreds of thousands of children, so it is made once and then searched.
import type { Trace } from '@watchingcat/model';

/** Ascending, none overlapping or touching the next; times in ns after the trace's start. */
export interface Intervals {
  readonly startNs: Float64Array;
  readonly endNs: Float64Array;
}

/**
 * Of the siblings from row `first` up to, not including, row `end`: children of a row (`row + 1` to `row + subtreeSize`), or a run.
 * Relies on the row order of a Trace (siblings by start). O(number of siblings).
 */
export function coveredTime({ startNs, durationsNs, subtreeSize }: Trace, first: number, end: number): Intervals {
  const starts: number[] = [];
  const ends: number[] = [];
  for (let row = first; row < end; row += subtreeSize[row]) {
    const last = ends.length - 1;
    const until = startNs[row] + durationsNs[row];
    if (last >= 0 && startNs[row] <= ends[last]) ends[last] = Math.max(ends[last], until);
    else {
      starts.push(startNs[row]);
      ends.push(until);
    }
  }
  return { startNs: Float64Array.from(starts), endNs: Float64Array.from(ends) };
}

/** Index of the first value above `limit` among ascending ones from `from` up to `to`; `to` when there is none. O(log n). */
export function firstAbove(values: Float64Array, limit: number, from = 0, to = values.length): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
