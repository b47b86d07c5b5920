// Binary search in ascending typed arrays.

/** First position below `size` whose value is at least `value`; `size` when there is none. */
export function lowerBound(sorted: Float64Array, value: number, size: number): number {
  let low = 0;
  for (let high = size; low < high;) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** First position whose value is above `value`; the length when there is none. */
export function firstAbove(sorted: Float64Array, value: number): number {
  let low = 0;
  for (let high = sorted.length; low < high;) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
