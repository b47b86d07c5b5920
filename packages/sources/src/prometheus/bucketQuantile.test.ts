import fc from 'fast-check';
import { bucketQuantile, type Bucket } from './bucketQuantile.ts';

const buckets = (...counts: readonly [bound: number, count: number][]): Bucket[] =>
  counts.map(([upperBound, count]) => ({ upperBound, count }));

it.each([
  ['interpolates inside a bucket', 0.5, buckets([10, 0], [20, 10], [Infinity, 10]), 15],
  ['starts the first bucket at 0', 0.5, buckets([10, 10], [Infinity, 10]), 5],
  ['gives the highest bound for what lies above it', 0.99, buckets([10, 1], [Infinity, 10]), 10],
  ['adds up equal bounds', 0.5, buckets([10, 0], [20, 5], [20, 5], [Infinity, 10]), 15],
  ['lifts counts that fall', 1, buckets([10, 8], [20, 6], [Infinity, 8]), 10],
] as const)('%s', (_what, q, given, expected) => expect(bucketQuantile(q, given)).toBeCloseTo(expected, 9));

it.each([
  ['no buckets', buckets()],
  ['no observations', buckets([10, 0], [Infinity, 0])],
  ['no bucket without a bound', buckets([10, 1], [20, 2])],
  ['no bucket with one', buckets([Infinity, 2])],
])('knows nothing of %s', (_what, given) => expect(bucketQuantile(0.5, given)).toBeUndefined());

it('rises with q, and stays between 0 and the highest bound', () => {
  const histogram = fc.array(fc.nat(1_000), { minLength: 2, maxLength: 20 }).map((counts) => {
    let sum = 0;
    return counts.map((count, index): Bucket => {
      sum += count;
      return { upperBound: index === counts.length - 1 ? Infinity : 2 ** index, count: sum };
    });
  });
  fc.assert(
    fc.property(
      histogram,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (given, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((q) => bucketQuantile(q, given));
        if (low === undefined || high === undefined) return expect(given.at(-1)!.count).toBe(0);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeGreaterThanOrEqual(low);
        return expect(high).toBeLessThanOrEqual(2 ** (given.length - 2));
      },
    ),
  );
});
