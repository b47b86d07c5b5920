// How much more frequent something is in one set than in the other, at least. A p-value says that there is a difference; this says how
// large it is, so that many items do not make a small difference look important.
import type { Counts } from './contingency.ts';

/**
 * The least that the difference of the two shares is apart from 0, at the confidence of `z` (1.96: 95 %, two-sided): the bound nearest to 0
 * of Newcombe's hybrid score interval (Statistics in Medicine 17, 1998, p. 873, method 10). 0 when the interval holds 0. Both totals must
 * be above 0.
 */
export function leastDifference({ selected, baseline, selectedTotal, baselineTotal }: Counts, z: number): number {
  const p = selected / selectedTotal;
  const q = baseline / baselineTotal;
  const [lowP, highP] = wilson(p, selectedTotal, z);
  const [lowQ, highQ] = wilson(q, baselineTotal, z);
  const difference = Math.abs(p - q);
  const width = p >= q ? Math.hypot(p - lowP, highQ - q) : Math.hypot(highP - p, q - lowQ);
  return Math.max(0, difference - width);
}

/** Wilson's score interval of a share. */
function wilson(share: number, total: number, z: number): [number, number] {
  const square = z * z;
  const middle = share + square / (2 * total);
  const half = z * Math.sqrt((share * (1 - share)) / total + square / (4 * total * total));
  const scale = 1 + square / total;
  return [(middle - half) / scale, (middle + half) / scale];
}
