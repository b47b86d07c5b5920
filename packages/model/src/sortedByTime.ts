// Which of many times comes first. Sorting a million indices with a comparing function takes a second; sorting the bits of the numbers
// by 16 at a time takes a twentieth of that.

/** Below this, counting 65,536 digits costs more than comparing. */
const MIN_RADIX = 5_000;
const DIGIT_BITS = 16;
const DIGITS = 1 << DIGIT_BITS;

/**
 * Indices of the times in ascending order; equals keep the order of the input. No NaN. Radix sort, least significant digit first, on the
 * bits of IEEE 754, which have the order of the numbers once those of negative numbers are turned round.
 */
export function sortedByTime(times: Float64Array): Int32Array {
  const size = times.length;
  let order = new Int32Array(size);
  for (let i = 0; i < size; i++) order[i] = i;
  if (size < MIN_RADIX) return order.sort((a, b) => times[a] - times[b] || a - b);
  const { low, high } = orderedBits(times);
  let next = new Int32Array(size);
  const begin = new Int32Array(DIGITS);
  for (const [word, shift] of [
    [low, 0],
    [low, DIGIT_BITS],
    [high, 0],
    [high, DIGIT_BITS],
  ] as const) {
    begin.fill(0);
    for (let i = 0; i < size; i++) begin[(word[i] >>> shift) & (DIGITS - 1)]++;
    if (begin[(word[0] >>> shift) & (DIGITS - 1)] === size) continue; // the same digit everywhere
    for (let digit = 0, sum = 0; digit < DIGITS; digit++) {
      const count = begin[digit];
      begin[digit] = sum;
      sum += count;
    }
    for (let i = 0; i < size; i++) next[begin[(word[order[i]] >>> shift) & (DIGITS - 1)]++] = order[i];
    [order, next] = [next, order];
  }
  return order;
}

function orderedBits(times: Float64Array): { readonly low: Uint32Array; readonly high: Uint32Array } {
  const low = new Uint32Array(times.length);
  const high = new Uint32Array(times.length);
  const bytes = new DataView(times.buffer, times.byteOffset, times.byteLength);
  const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  for (let i = 0; i < times.length; i++) {
    // -0 is 0.
    if (times[i] === 0) {
      high[i] = 0x80000000;
      continue;
    }
    const lowBits = bytes.getUint32(8 * i + (isLittleEndian ? 0 : 4), isLittleEndian);
    const highBits = bytes.getUint32(8 * i + (isLittleEndian ? 4 : 0), isLittleEndian);
    const isNegative = highBits >>> 31 === 1;
    low[i] = isNegative ? ~lowBits : lowBits;
    high[i] = isNegative ? ~highBits : highBits | 0x80000000;
  }
  return { low, high };
}
