// Numbers that look random and are the same for the same seed, so that the same shoppers come again.

/** Uniform numbers from 0 (included) to 1 (excluded). */
export type Random = () => number;

/** mulberry32 by Tommy Ettinger (public domain): 32 bits of state, period 2^32. Not for secrets. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A generator for one of many independent series: shopper number `index` under `seed`. */
export function seriesRandom(seed: number, index: number): Random {
  return seededRandom(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
}

/** One of `choices`, each with equal chance. */
export function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)];
}

/** A waiting time with this mean, as between events that know nothing of each other (exponential). Above 0. */
export function exponential(random: Random, mean: number): number {
  return -Math.log(1 - random()) * mean || Number.MIN_VALUE;
}
