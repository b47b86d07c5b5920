import fc from 'fast-check';
import { fisherExact, gTest, leastAttainableP, proportionTest } from './contingency.ts';
import { chiSquareSurvival } from './specialFunctions.ts';

const counts = (selected: number, selectedTotal: number, baseline: number, baselineTotal: number) => ({
  selected,
  selectedTotal,
  baseline,
  baselineTotal,
});

const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);

describe('fisherExact', () => {
  it("finds 34/70 for Fisher's tea taster with 3 of 4 cups right", () =>
    expect(fisherExact(counts(3, 4, 1, 4))).toBeCloseTo(34 / 70, 12));

  it('finds 2/70 when all 4 cups are right', () => expect(fisherExact(counts(4, 4, 0, 4))).toBeCloseTo(2 / 70, 12));

  it('is 1 over the number of ways to choose for a value that all of the selection has and nobody else', () =>
    expect(fisherExact(counts(8, 8, 0, 992)) * choose(1000, 8)).toBeCloseTo(1, 8));

  it('agrees with adding up binomial coefficients', () =>
    fc.assert(
      fc.property(fc.nat(12), fc.nat(12), fc.nat(12), fc.nat(12), (a, b, c, d) => {
        const ways = (x: number) => choose(a + c, x) * choose(b + d, a + b - x);
        let extreme = 0;
        let all = 0;
        for (let x = Math.max(0, a - d); x <= Math.min(a + b, a + c); x++) {
          all += ways(x);
          if (ways(x) <= ways(a) * (1 + 1e-9)) extreme += ways(x);
        }
        expect(fisherExact(counts(a, a + b, c, c + d))).toBeCloseTo(extreme / all, 9);
      }),
    ));
});

it('leastAttainableP is what the test gives when the property is wholly inside or outside of the selection', () => {
  expect(leastAttainableP(1, 8, 992)).toBeCloseTo(8 / 1000, 12);
  expect(leastAttainableP(2, 8, 992)).toBeCloseTo((8 * 7) / (1000 * 999), 12);
  expect(leastAttainableP(3, 5, 5)).toBeCloseTo(10 / 120, 12);
});

describe('gTest', () => {
  it('agrees with a table worked out by hand', () => {
    // Rows (10, 30) and (20, 20), columns 30 and 50, so the expected counts are 15, 25, 15, 25.
    const g = 2 * (10 * Math.log(10 / 15) + 30 * Math.log(30 / 25) + 20 * Math.log(20 / 15) + 20 * Math.log(20 / 25));
    const williams = 1 + ((80 / 40 + 80 / 40 - 1) * (80 / 30 + 80 / 50 - 1)) / (6 * 80);
    expect(gTest([10, 20], [30, 20])).toBeCloseTo(chiSquareSurvival(g / williams, 1), 12);
  });

  it('is 1 for equal proportions, for one category and for an empty set', () => {
    expect(gTest([10, 20, 30], [1, 2, 3])).toBeCloseTo(1, 12);
    expect(gTest([10, 0], [20, 0])).toBe(1);
    expect(gTest([0, 0], [3, 4])).toBe(1);
  });

  it('does not depend on the order of categories nor on which set is the selection', () =>
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(50), fc.nat(50)), { minLength: 2, maxLength: 8 }), (rows) => {
        const p = gTest(
          rows.map(([s]) => s),
          rows.map(([, b]) => b),
        );
        const turned = rows.toReversed();
        expect(
          gTest(
            turned.map(([, b]) => b),
            turned.map(([s]) => s),
          ),
        ).toBeCloseTo(p, 9);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
      }),
    ));
});

describe('proportionTest', () => {
  it('is exact where an expected count is below 5', () =>
    expect(proportionTest(counts(3, 4, 1, 4))).toEqual({ p: expect.closeTo(34 / 70, 12), test: 'fisher' }));

  it('agrees with the exact test where both may be used', () => {
    for (const [a, c] of [
      [30, 20],
      [45, 20],
      [60, 25],
    ]) {
      const exact = fisherExact(counts(a, 100, c, 100));
      const { p, test } = proportionTest(counts(a, 100, c, 100));
      expect(test).toBe('g');
      expect(p / exact).toBeGreaterThan(0.5);
      expect(p / exact).toBeLessThan(1.5);
    }
  });
});
