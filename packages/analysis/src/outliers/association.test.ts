import { seededRandom } from '../testing/seededRandom.ts';
import { cramersV } from './association.ts';

const items = Array.from({ length: 1000 }, (_, i) => i);

it('is 1 when the finer attribute determines the coarser', () =>
  expect(
    cramersV(
      Int32Array.from(items, (i) => i % 12),
      Int32Array.from(items, (i) => i % 3),
    ),
  ).toBeCloseTo(1, 2));

it('is 0 for an attribute that is always the same', () =>
  expect(
    cramersV(
      new Int32Array(1000),
      Int32Array.from(items, (i) => i % 3),
    ),
  ).toBe(0));

it('is near 0 for unrelated attributes of many values, and for ids', () => {
  const random = seededRandom(5);
  const some = (values: number) => Int32Array.from(items, () => Math.floor(random() * values));
  expect(cramersV(some(30), some(30))).toBeLessThan(0.1);
  expect(cramersV(Int32Array.from(items), some(2))).toBeLessThan(0.1);
});

it('agrees with the example in the documentation of ClickHouse', () => {
  // https://clickhouse.com/docs/sql-reference/aggregate-functions/reference/cramersvbiascorrected: number % 10 and number % 4 of 150.
  const numbers = items.slice(0, 150);
  const v = cramersV(
    Int32Array.from(numbers, (i) => i % 10),
    Int32Array.from(numbers, (i) => i % 4),
  );
  expect(v).toBeCloseTo(0.5305112825189074, 12);
});
