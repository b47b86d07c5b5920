import fc from 'fast-check';
import { chiSquareSurvival, kolmogorovSurvival, lnGamma, twoSidedZ, upperGamma } from './specialFunctions.ts';

describe('lnGamma', () => {
  it('is the logarithm of the factorial', () => {
    let factorial = 1;
    for (let n = 1; n < 25; n++) {
      expect(lnGamma(n)).toBeCloseTo(Math.log(factorial), 12);
      factorial *= n;
    }
  });

  it('is ln √π at one half', () => expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13));

  it('grows by ln x from x to x + 1', () =>
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (x) => {
        const step = lnGamma(x + 1) - lnGamma(x);
        expect(Math.abs(step - Math.log(x))).toBeLessThan(1e-13 * Math.max(100, Math.abs(lnGamma(x + 1))));
      }),
    ));
});

describe('chiSquareSurvival', () => {
  // Critical values from the NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4, three decimals.
  it.each([
    [1, 0.1, 2.706],
    [1, 0.05, 3.841],
    [1, 0.001, 10.828],
    [2, 0.05, 5.991],
    [5, 0.01, 15.086],
    [10, 0.05, 18.307],
    [30, 0.05, 43.773],
    [100, 0.05, 124.342],
    [100, 0.001, 149.449],
  ])('agrees with the table at %d degrees of freedom, p = %d', (freedom, p, critical) =>
    expect(chiSquareSurvival(critical, freedom) / p).toBeCloseTo(1, 2),
  );

  it('is exp(−x/2) at two degrees of freedom, far into the tail', () => {
    for (const x of [0, 0.1, 1, 3, 10, 100, 1000]) {
      expect(chiSquareSurvival(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 10);
    }
  });

  it('falls as x grows, from 1 to 0', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.array(fc.double({ min: 0, max: 5000, noNaN: true })),
        (freedom, xs) => {
          const survival = xs.toSorted((a, b) => a - b).map((x) => chiSquareSurvival(x, freedom));
          survival.forEach((p, i) => {
            expect(p).toBeGreaterThanOrEqual(0);
            expect(p).toBeLessThanOrEqual(i === 0 ? 1 : survival[i - 1] + 1e-12);
          });
        },
      ),
    ));
});

it('upperGamma gives the Poisson sum for whole a (DLMF 8.4.10)', () => {
  const poisson = (a: number, x: number) => {
    let term = Math.exp(-x);
    let sum = term;
    for (let k = 1; k < a; k++) sum += term *= x / k;
    return sum;
  };
  for (const a of [1, 2, 7, 20]) {
    for (const x of [0.5, 3, 8, 25, 40]) expect(upperGamma(a, x)).toBeCloseTo(poisson(a, x), 13);
  }
});

it('twoSidedZ gives the familiar quantiles of the normal distribution', () => {
  expect(twoSidedZ(0.05)).toBeCloseTo(1.959963985, 8);
  expect(twoSidedZ(0.01)).toBeCloseTo(2.575829304, 8);
  expect(twoSidedZ(1)).toBeCloseTo(0, 6);
});

describe('kolmogorovSurvival', () => {
  // Smirnov's table (Annals of Mathematical Statistics 19, 1948, p. 279) and the usual asymptotic critical values.
  it.each([
    [0.5, 0.963945],
    [0.8, 0.544142],
    [1.0, 0.27],
    [1.2239, 0.1],
    [1.3581, 0.05],
    [1.6276, 0.01],
  ])('at %d is %d', (x, p) => expect(kolmogorovSurvival(x)).toBeCloseTo(p, 4));

  it('is continuous where one series takes over from the other', () =>
    expect(kolmogorovSurvival(1 - 1e-12)).toBeCloseTo(kolmogorovSurvival(1), 10));
});
