// Is a value more frequent in one set of items than in the other by more than chance? Tests of counts, given what was counted.
import { chiSquareSurvival, lnGamma } from './specialFunctions.ts';

/** Below this expected count in a cell the χ² distribution is no good approximation any more (Cochran 1954). */
export const LEAST_EXPECTED = 5;

/** Items with and without some property in the selection and in the baseline. */
export interface Counts {
  /** Items of the selection that have the property. */
  readonly selected: number;
  readonly baseline: number;
  readonly selectedTotal: number;
  readonly baselineTotal: number;
}

export type ProportionTest = 'fisher' | 'g';

/** Two-sided p-value for "the property is as frequent in both sets": Fisher's exact test where an expected count is small, else a G-test. */
export function proportionTest(counts: Counts): { readonly p: number; readonly test: ProportionTest } {
  const { selected, baseline, selectedTotal, baselineTotal } = counts;
  const having = selected + baseline;
  const total = selectedTotal + baselineTotal;
  const leastExpected = (Math.min(having, total - having) * Math.min(selectedTotal, baselineTotal)) / total;
  if (leastExpected < LEAST_EXPECTED) return { p: fisherExact(counts), test: 'fisher' };
  return { p: gTest([selected, selectedTotal - selected], [baseline, baselineTotal - baseline]), test: 'g' };
}

/**
 * Fisher's exact test, two-sided: the probability of all tables with the same margins that are not more probable than this one (Fisher
 * 1934; Agresti, Categorical Data Analysis, 3.5). O(least margin).
 */
export function fisherExact({ selected, baseline, selectedTotal, baselineTotal }: Counts): number {
  const { least, probabilities } = hypergeometric(selected + baseline, selectedTotal, selectedTotal + baselineTotal);
  const observed = probabilities[selected - least] * (1 + 1e-7); // equally probable tables differ by rounding
  let p = 0;
  for (const probability of probabilities) if (probability <= observed) p += probability;
  return Math.min(1, p);
}

/** The least p-value that the exact test can give for a property that `having` items have, however they are spread over the two sets. */
export function leastAttainableP(having: number, selectedTotal: number, baselineTotal: number): number {
  const total = selectedTotal + baselineTotal;
  const least = Math.max(0, having - baselineTotal);
  const most = Math.min(having, selectedTotal);
  return Math.exp(
    Math.min(lnProbability(having, selectedTotal, total, least), lnProbability(having, selectedTotal, total, most)),
  );
}

/**
 * Probability of each number of items with a property among `drawn` out of `total`, when `having` of the total have it. The first is of
 * `least`. Computed outwards from the most probable number, so that what underflows is what does not matter.
 */
function hypergeometric(having: number, drawn: number, total: number) {
  const least = Math.max(0, drawn + having - total);
  const most = Math.min(having, drawn);
  const probabilities = new Float64Array(most - least + 1);
  const mode = Math.floor(((having + 1) * (drawn + 1)) / (total + 2));
  probabilities[mode - least] = Math.exp(lnProbability(having, drawn, total, mode));
  // P(x + 1) / P(x)
  const ratio = (x: number) => ((having - x) * (drawn - x)) / ((x + 1) * (total - having - drawn + x + 1));
  for (let x = mode; x < most; x++) probabilities[x + 1 - least] = probabilities[x - least] * ratio(x);
  for (let x = mode - 1; x >= least; x--) probabilities[x - least] = probabilities[x + 1 - least] / ratio(x);
  return { least, probabilities };
}

function lnProbability(having: number, drawn: number, total: number, x: number): number {
  return lnChoose(having, x) + lnChoose(total - having, drawn - x) - lnChoose(total, drawn);
}

function lnChoose(n: number, k: number): number {
  if (k === 0 || k === n) return 0;
  return lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
}

/**
 * G-test (likelihood ratio) of independence with Williams' correction (Sokal and Rohlf, Biometry, 17.4): p-value for "the categories are
 * spread alike over both sets". Rows are categories; the caller pools those with small expected counts. 1 when there is nothing to compare.
 */
export function gTest(selected: readonly number[], baseline: readonly number[]): number {
  const selectedTotal = sum(selected);
  const baselineTotal = sum(baseline);
  const total = selectedTotal + baselineTotal;
  if (selectedTotal === 0 || baselineTotal === 0) return 1;
  let g = 0;
  let rows = 0;
  let inverseRows = 0;
  for (let row = 0; row < selected.length; row++) {
    const inRow = selected[row] + baseline[row];
    if (inRow === 0) continue;
    rows++;
    inverseRows += 1 / inRow;
    g +=
      deviance(selected[row], (inRow * selectedTotal) / total) +
      deviance(baseline[row], (inRow * baselineTotal) / total);
  }
  if (rows < 2) return 1;
  const inverseColumns = 1 / selectedTotal + 1 / baselineTotal;
  const williams = 1 + ((total * inverseRows - 1) * (total * inverseColumns - 1)) / (6 * total * (rows - 1));
  return chiSquareSurvival(Math.max(0, g) / williams, rows - 1);
}

const deviance = (observed: number, expected: number) =>
  observed === 0 ? 0 : 2 * observed * Math.log(observed / expected);

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
