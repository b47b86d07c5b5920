import fc from 'fast-check';
import { durationQuantilesMs } from './histogram.ts';

/** As the view red_1m_view computes it. */
const bucketOf = (ns: number) => Math.floor(16 * Math.log2(ns + 1));

function histogramOf(durationsNs: readonly number[]) {
  const counts = new Map<number, number>();
  for (const ns of durationsNs) counts.set(bucketOf(ns), (counts.get(bucketOf(ns)) ?? 0) + 1);
  return { buckets: [...counts.keys()], counts: [...counts.values()] };
}

/** percentile_cont over all values, in ms. */
function quantileMs(durationsNs: readonly number[], quantile: number): number {
  const sorted = [...durationsNs].sort((a, b) => a - b);
  const rank = quantile * (sorted.length - 1);
  const below = Math.floor(rank);
  const upper = sorted[Math.min(below + 1, sorted.length - 1)];
  return (sorted[below] + (rank - below) * (upper - sorted[below])) / 1e6;
}

it('has no quantiles without calls', () => {
  expect(durationQuantilesMs({ buckets: [], counts: [] }, [0.5, 0.99])).toEqual([undefined, undefined]);
});

it('is within 2.2 % of the true quantile for durations from a microsecond to a day', () => {
  const duration = fc.double({ min: 3, max: 13.9, noNaN: true }).map((exponent) => Math.round(10 ** exponent));
  fc.assert(
    fc.property(
      fc.array(duration, { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (durations, quantile) => {
        const truth = quantileMs(durations, quantile);
        const [estimate] = durationQuantilesMs(histogramOf(durations), [quantile]);
        expect(Math.abs(estimate! - truth) / truth).toBeLessThan(0.022);
      },
    ),
  );
});

it('is within 23 ns of the truth for durations below a microsecond', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1 }), (durations) => {
      const [estimate] = durationQuantilesMs(histogramOf(durations), [0.95]);
      expect(Math.abs(estimate! - quantileMs(durations, 0.95)) * 1e6).toBeLessThan(23);
    }),
  );
});
