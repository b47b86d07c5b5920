import fc from 'fast-check';
import { IdIndex } from './idIndex.ts';

it('finds the first index of each id, as a Map does', () =>
  fc.assert(
    fc.property(
      fc.array(fc.string({ maxLength: 3 }), { maxLength: 200 }),
      fc.string({ maxLength: 3 }),
      (ids, other) => {
        const index = new IdIndex(ids, ids.length);
        const map = new Map<string, number>();
        ids.forEach((id, i) => {
          expect(index.add(i)).toBe(!map.has(id));
          if (!map.has(id)) map.set(id, i);
        });
        for (const id of [...ids, other]) expect(index.find(id)).toBe(map.get(id) ?? -1);
      },
    ),
  ));

it('tells 100,000 ids apart that count up', () => {
  const ids = Array.from({ length: 100_000 }, (_, i) => i.toString(16).padStart(16, '0'));
  const index = new IdIndex(ids, ids.length);
  expect(ids.every((_, i) => index.add(i))).toBe(true);
  expect(ids.every((id, i) => index.find(id) === i)).toBe(true);
  expect(index.find('ffffffffffffffff')).toBe(-1);
});
