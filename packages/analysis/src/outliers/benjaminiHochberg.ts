// Of many tests at once, some look significant by chance alone: p-values adjusted so that a limit on them is a limit on the share of
// false findings among all findings.

/** Adjusted p-values in the order given (Benjamini and Hochberg, Journal of the Royal Statistical Society B 57, 1995, p. 289). */
export function benjaminiHochberg(p: ArrayLike<number>): Float64Array {
  const adjusted = new Float64Array(p.length);
  const order = Array.from(adjusted, (_, test) => test).sort((a, b) => p[a] - p[b]);
  let least = 1;
  for (let rank = order.length; rank >= 1; rank--) {
    const test = order[rank - 1];
    least = Math.min(least, p[test] * (order.length / rank)); // in this order, so that rounding never makes it less than p
    adjusted[test] = least;
  }
  return adjusted;
}
