// Quantiles from the buckets of red_1m. Bucket b holds durations of [2^(b/16), 2^((b+1)/16)) - 1 ns.
// A duration is known as the geometric middle of its bucket, which is within 2^(1/32) - 1 = 2.2 % of the truth (below 1 µs: 23 ns).
// A quantile between two ranks is interpolated between their durations, as in Prometheus, numpy and PostgreSQL's percentile_cont;
// an average of two numbers that are within 2.2 % is within 2.2 %.

const BUCKETS_PER_DOUBLING = 16;

/** How many calls had a duration in which bucket. Buckets in any order, each at most once. */
export interface DurationHistogram {
  readonly buckets: readonly number[];
  readonly counts: readonly number[];
}

/**
 * @param quantiles each from 0 to 1
 * @returns milliseconds, in the order of `quantiles`; `undefined` for each when there were no calls
 */
export function durationQuantilesMs(
  histogram: DurationHistogram,
  quantiles: readonly number[],
): readonly (number | undefined)[] {
  const order = histogram.buckets.map((_, index) => index).sort((a, b) => histogram.buckets[a] - histogram.buckets[b]);
  const total = histogram.counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return quantiles.map(() => undefined);

  const durationAt = (rank: number) => {
    let seen = 0;
    for (const index of order) {
      seen += histogram.counts[index];
      if (rank < seen) return bucketMiddleMs(histogram.buckets[index]);
    }
    return bucketMiddleMs(histogram.buckets[order[order.length - 1]]);
  };
  return quantiles.map((quantile) => {
    const rank = quantile * (total - 1);
    const below = Math.floor(rank);
    const lower = durationAt(below);
    return rank === below ? lower : lower + (rank - below) * (durationAt(below + 1) - lower);
  });
}

function bucketMiddleMs(bucket: number): number {
  return (2 ** ((bucket + 0.5) / BUCKETS_PER_DOUBLING) - 1) / 1e6;
}
