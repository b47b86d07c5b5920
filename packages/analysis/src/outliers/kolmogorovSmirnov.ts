// Are numbers of one set larger or smaller than those of the other, wherever in their range? And where do the two differ most?
import { kolmogorovSurvival } from './specialFunctions.ts';

export interface KolmogorovSmirnov {
  /** Largest difference between the two shares of numbers up to some value, 0 to 1. */
  readonly distance: number;
  /** The value where it is: the two sets are told apart best by "above it". */
  readonly split: number;
  /** Numbers of each set up to the split. */
  readonly upToSplit: readonly [number, number];
  readonly p: number;
}

/**
 * Two-sample Kolmogorov–Smirnov test. The p-value is the asymptotic one with Stephens' correction for small samples (Journal of the Royal
 * Statistical Society B 32, 1970, p. 115); with ties it errs to the safe side. O(n).
 * @param a,b sorted, not empty, without NaN
 */
export function kolmogorovSmirnov(a: Float64Array, b: Float64Array): KolmogorovSmirnov {
  let distance = 0;
  let split = Math.min(a[0], b[0]);
  let upToSplit: [number, number] = [0, 0];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i], b[j]);
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    const here = Math.abs(i / a.length - j / b.length);
    if (here > distance) {
      distance = here;
      split = value;
      upToSplit = [i, j];
    }
  }
  const size = Math.sqrt((a.length * b.length) / (a.length + b.length));
  return { distance, split, upToSplit, p: kolmogorovSurvival((size + 0.12 + 0.11 / size) * distance) };
}
