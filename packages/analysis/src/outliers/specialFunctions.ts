// The few distribution functions that the tests of outliers need. Written here, because the packages that have them (jstat, the parts of
// @stdlib) bring hundreds of functions, or dozens of packages, into a browser bundle for four formulas; checked against published
// tables in the tests. Source of the formulas: NIST Digital Library of Mathematical Functions (https://dlmf.nist.gov), by number below.

/** ln Γ(x) for x > 0: Stirling's series (DLMF 5.11.1) after shifting small x up (5.5.1). Error below 1e-13, or 1e-14 of the answer. */
export function lnGamma(x: number): number {
  let shift = 0;
  while (x < 10) {
    shift -= Math.log(x);
    x += 1;
  }
  const inverse = 1 / x;
  const square = inverse * inverse;
  const series =
    inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188)))));
  return shift + (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

const PRECISION = 1e-15;
const MOST_TERMS = 100_000;

/**
 * Upper regularised incomplete gamma function Q(a, x), for a > 0 and x ≥ 0: by the power series of P below x = a + 1 (DLMF 8.7.1), by the
 * continued fraction above (8.9.2, evaluated with Lentz's method), where each converges fast.
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - lnGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < MOST_TERMS && term > sum * PRECISION; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return Math.max(0, 1 - front * sum);
  }
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < PRECISION) break;
  }
  return front * fraction;
}

/** P(χ² ≥ x) for `freedom` degrees of freedom. */
export function chiSquareSurvival(x: number, freedom: number): number {
  return upperGamma(freedom / 2, x / 2);
}

/** The z ≥ 0 with P(|N(0, 1)| ≥ z) = p, for 0 < p ≤ 1. By bisection: z² is χ² distributed with one degree of freedom. */
export function twoSidedZ(p: number): number {
  let low = 0;
  let high = 40; // P is below 1e-300 there
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (chiSquareSurvival(middle * middle, 1) > p) low = middle;
    else high = middle;
  }
  return low;
}

/** P(K ≥ x) of Kolmogorov's distribution: 2 Σ (−1)^(k−1) exp(−2k²x²); for small x by its theta transform (DLMF 20.7.33), which converges there. */
export function kolmogorovSurvival(x: number): number {
  if (x <= 0) return 1;
  if (x < 1) {
    let sum = 0;
    for (let k = 1; k < 20; k += 2) sum += Math.exp((-k * k * Math.PI * Math.PI) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  let sum = 0;
  for (let k = 1; k < 20; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, sum);
}
