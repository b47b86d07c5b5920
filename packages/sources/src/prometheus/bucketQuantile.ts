// Quantiles of classic histograms, by the rules of Prometheus' histogram_quantile (prometheus/prometheus, promql/quantile.go), so that
// one request for the buckets gives every quantile, and each is what PromQL would have said.

/** `count` observations of at most `upperBound`. */
export interface Bucket {
  readonly upperBound: number;
  readonly count: number;
}

/** Counts that differ by less than this part of themselves differ by the rounding of sums, not by observations. */
const SMALL_DELTA = 1e-12;

/**
 * Estimates by linear interpolation inside the bucket; above the highest finite bound nothing is known, and that bound is returned.
 * @param q 0 to 1
 * @param buckets in any order; equal bounds are added up; counts that fall with rising bounds are lifted
 * @returns `undefined` where Prometheus says NaN: no observations, no +Inf bucket, or no finite one
 */
export function bucketQuantile(q: number, buckets: readonly Bucket[]): number | undefined {
  const bounds: number[] = [];
  const counts: number[] = [];
  for (const { upperBound, count } of [...buckets].sort((a, b) => a.upperBound - b.upperBound)) {
    if (bounds.at(-1) === upperBound) counts[counts.length - 1] += count;
    else {
      bounds.push(upperBound);
      counts.push(count);
    }
  }
  const last = bounds.length - 1;
  if (last < 1 || bounds[last] !== Infinity) return undefined;
  liftToMonotonic(counts);
  const observations = counts[last];
  if (!(observations > 0)) return undefined;

  const rank = q * observations;
  const found = counts.findIndex((count) => count >= rank);
  if (found === last || found === -1) return bounds[last - 1];
  if (found === 0) return bounds[0] <= 0 ? bounds[0] : bounds[0] * (rank / counts[0]);
  const below = counts[found - 1];
  return bounds[found - 1] + (bounds[found] - bounds[found - 1]) * ((rank - below) / (counts[found] - below));
}

function liftToMonotonic(counts: number[]): void {
  let highest = counts[0];
  for (let index = 1; index < counts.length; index++) {
    const count = counts[index];
    if (count < highest || isAlmost(count, highest)) counts[index] = highest;
    else highest = count;
  }
}

function isAlmost(a: number, b: number): boolean {
  return Math.abs(a - b) <= SMALL_DELTA * (Math.abs(a) + Math.abs(b));
}
