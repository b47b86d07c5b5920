import fc from 'fast-check';
import { sortedByTime } from './sortedByTime.ts';

const byComparing = (times: Float64Array) =>
  Int32Array.from(times, (_, i) => i).sort((a, b) => times[a] - times[b] || a - b);

it('orders few times, equals in the order of the input', () =>
  expect([...sortedByTime(Float64Array.of(5, -1, 5, 0, -0, 2.5))]).toEqual([1, 3, 4, 5, 0, 2]));

it('orders many as comparing does: small and large, whole and broken, negative and equal', () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.integer({ min: -20, max: 20 }),
          fc.maxSafeInteger(),
          fc.double({ noNaN: true, noDefaultInfinity: true }),
        ),
        { minLength: 1, maxLength: 60 },
      ),
      (few) => {
        const times = Float64Array.from({ length: 6_000 }, (_, i) => few[(i * 7) % few.length] + (i % 3));
        const expected = byComparing(times);
        expect(sortedByTime(times).every((index, i) => index === expected[i])).toBe(true);
      },
    ),
    { numRuns: 40 },
  ));
