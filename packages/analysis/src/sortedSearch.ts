// Binary search in ascending typed arrays.

/** First position from `low` and below `size` whose value is at least `value`; `size` when there is none. */
export function lowerBound(sorted: Float64Array, value: number, size: number, low = 0): number {
  let from = low;
  for (let to = size; from < to;) {
    const middle = (from + to) >>> 1;
    if (sorted[middle] < value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** First position whose value is above `value`; the length when there is none. */
export function firstAbove(sorted: Float64Array | Uint32Array, value: number): number {
  let from = 0;
  for (let to = sorted.length; from < to;) {
    const middle = (from + to) >>> 1;
    if (sorted[middle] <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}
