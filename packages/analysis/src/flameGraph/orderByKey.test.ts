import fc from 'fast-check';
import { orderByKey } from './orderByKey.ts';

const keys = fc.oneof(
  fc.nat(5),
  fc.nat(),
  fc.double({ min: 0, noNaN: true }),
  fc.constantFrom(-0, 0, Number.MIN_VALUE, Infinity, 2 ** 53),
);

it('sorts as comparing does, and keeps the order of equal keys', () =>
  fc.assert(
    fc.property(fc.array(keys), (list) => {
      const expected = [...list.keys()].sort((a, b) => (list[a] === list[b] ? a - b : list[a] - list[b]));
      expect([...orderByKey(Float64Array.from(list))]).toEqual(expected);
    }),
  ));

it('keeps the given order of rows with equal keys', () =>
  expect([...orderByKey(Float64Array.of(1, 0, 1, 0), Uint32Array.of(3, 2, 1, 0))]).toEqual([3, 1, 2, 0]));
