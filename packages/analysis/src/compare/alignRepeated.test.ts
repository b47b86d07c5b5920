import fc from 'fast-check';
import { alignRepeated, MAX_ALIGNMENT_CELLS } from './alignRepeated.ts';

/** Pairs numbers at the cost of their difference. */
function align(shorter: readonly number[], longer: readonly number[]): number[] {
  return [...alignRepeated(shorter.length, longer.length, (s, l) => Math.abs(shorter[s] - longer[l])).partners];
}

const costOf = (shorter: readonly number[], longer: readonly number[], partners: readonly number[]) =>
  partners.reduce((cost, l, s) => cost + Math.abs(shorter[s] - longer[l]), 0);

/** Tries every rising choice of partners. */
function leastCost(shorter: readonly number[], longer: readonly number[]): number {
  if (shorter.length === 0) return 0;
  let least = Infinity;
  for (let l = 0; l + shorter.length <= longer.length; l++) {
    least = Math.min(least, Math.abs(shorter[0] - longer[l]) + leastCost(shorter.slice(1), longer.slice(l + 1)));
  }
  return least;
}

it('pairs lists of the same length one by one', () => expect(align([1, 9, 5], [9, 1, 5])).toEqual([0, 1, 2]));

it('pairs a call with the one most like it', () => expect(align([50], [5, 5, 50])).toEqual([2]));

it('keeps the order even where crossing would cost less', () => expect(align([9, 1], [1, 9, 1])).toEqual([1, 2]));

it('takes the earliest of equally good partners', () => expect(align([7, 7], [7, 7, 7, 7])).toEqual([0, 1]));

it('pairs nothing with nothing', () => expect(align([], [1, 2])).toEqual([]));

it('costs as little as the best of all rising choices', () => {
  const numbers = (maxLength: number) => fc.array(fc.integer({ min: 0, max: 9 }), { maxLength });
  fc.assert(
    fc.property(numbers(4), numbers(7), (x, y) => {
      const [shorter, longer] = x.length <= y.length ? [x, y] : [y, x];
      const partners = align(shorter, longer);
      partners.forEach((l, s) => expect(l).toBeGreaterThan(s === 0 ? -1 : partners[s - 1]));
      expect(costOf(shorter, longer, partners)).toBe(leastCost(shorter, longer));
    }),
  );
});

it('pairs by position, without asking for a cost, above the cap', () => {
  const longer = 2 * Math.ceil(Math.sqrt(MAX_ALIGNMENT_CELLS)) + 2;
  const cost = jest.fn(() => 0);
  const { partners, aligned } = alignRepeated(longer / 2, longer, cost);
  expect(aligned).toBe(false);
  expect(cost).not.toHaveBeenCalled();
  expect(partners[longer / 2 - 1]).toBe(longer / 2 - 1);
});

it('needs no table for 10,000 against 10,000', () =>
  expect(alignRepeated(10_000, 10_000, () => NaN)).toMatchObject({ aligned: true }));
