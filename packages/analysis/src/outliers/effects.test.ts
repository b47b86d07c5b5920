import fc from 'fast-check';
import { benjaminiHochberg } from './benjaminiHochberg.ts';
import { kolmogorovSmirnov } from './kolmogorovSmirnov.ts';
import { leastDifference } from './proportions.ts';

describe('leastDifference', () => {
  const least = (a: number, m: number, b: number, n: number) =>
    leastDifference({ selected: a, selectedTotal: m, baseline: b, baselineTotal: n }, 1.959964);

  // Newcombe 1998, table II, method 10: the eight examples of the paper.
  it.each([
    [56, 70, 48, 80, 0.0524],
    [9, 10, 3, 10, 0.1705],
    [10, 10, 0, 20, 0.6791],
    [10, 10, 0, 10, 0.6075],
    [6, 7, 2, 7, 0.0582],
    [5, 56, 0, 29, 0],
    [0, 10, 0, 20, 0],
    [0, 10, 0, 10, 0],
  ])('%d/%d against %d/%d differ by at least %d', (a, m, b, n, bound) =>
    expect(least(a, m, b, n)).toBeCloseTo(bound, 4),
  );

  it('is the same when the sets change places', () =>
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), fc.nat(50), fc.nat(50), (a, b, c, d) => {
        const [m, n] = [a + b + 1, c + d + 1];
        expect(least(a, m, c, n)).toBeCloseTo(least(c, n, a, m), 12);
        expect(least(a, m, c, n)).toBeLessThanOrEqual(Math.abs(a / m - c / n));
      }),
    ));
});

describe('kolmogorovSmirnov', () => {
  const test = (x: number[], y: number[]) =>
    kolmogorovSmirnov(Float64Array.from(x).sort(), Float64Array.from(y).sort());

  it('is 1 apart, split at the highest of the lower set, for sets that do not overlap', () =>
    expect(test([5, 6, 7], [1, 2, 3])).toMatchObject({ distance: 1, split: 3 }));

  it('counts equal numbers of both sets as one step', () =>
    expect(test([1, 1, 2], [1, 1, 2])).toMatchObject({ distance: 0, p: 1 }));

  it('finds the largest of all differences of shares', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 }),
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 }),
        (x, y) => {
          const upTo = (list: number[], v: number) => list.filter((number) => number <= v).length / list.length;
          const distances = Array.from({ length: 10 }, (_, v) => Math.abs(upTo(x, v) - upTo(y, v)));
          const { distance, split, upToSplit, p } = test(x, y);
          if (distance > 0) {
            expect(upToSplit).toEqual([x, y].map((list) => list.filter((number) => number <= split).length));
          }
          expect(distance).toBeCloseTo(Math.max(...distances), 12);
          expect(Math.abs(upTo(x, split) - upTo(y, split))).toBeCloseTo(distance, 12);
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
        },
      ),
    ));

  it('gives 0.05 at the asymptotic critical value for large samples', () => {
    // Samples of 10,000 whose distance is 1.3581 × √(2/10,000) = 0.0192: y is x with its lowest 192 numbers moved to the top.
    const x = Array.from({ length: 10_000 }, (_, i) => i);
    const y = x.map((i) => (i < 192 ? i + 10_000 : i));
    expect(test(x, y).distance).toBeCloseTo(0.0192, 10);
    expect(test(x, y).p).toBeCloseTo(0.05, 2);
  });
});

describe('benjaminiHochberg', () => {
  it('agrees with an example worked out by hand', () => {
    // Sorted 0.01, 0.02, 0.03, 0.5 times 4/rank: 0.04, 0.04, 0.04, 0.5.
    const adjusted = [...benjaminiHochberg([0.5, 0.02, 0.01, 0.03])];
    [0.5, 0.04, 0.04, 0.04].forEach((p, i) => expect(adjusted[i]).toBeCloseTo(p, 12));
  });

  it('keeps the order, and never makes a p-value smaller or more than 1', () =>
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (p) => {
        const adjusted = benjaminiHochberg(p);
        p.forEach((one, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(one);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          p.forEach((other, j) => {
            if (one < other) expect(adjusted[i]).toBeLessThanOrEqual(adjusted[j]);
          });
        });
      }),
    ));
});
