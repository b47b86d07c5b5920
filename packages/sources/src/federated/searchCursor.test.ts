import fc from 'fast-check';
import { byPlace, readCursor, writeCursor } from './searchCursor.ts';

const time = fc.bigInt({ min: 0n, max: 4_000_000_000_000_000_000n });
const traceId = fc.stringMatching(/^[0-9a-f]{32}$/);
const place = fc.record({ key: time, traceId });

it('reads what it wrote', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('newest', 'slowest'),
      time,
      time,
      fc.nat(99_999),
      place,
      (sort, start, end, given, after) => {
        const cursor = { range: { start, end }, given, after };
        expect(readCursor(writeCursor(sort, cursor), sort)).toEqual(cursor);
      },
    ),
  );
});

it('orders all places, the largest first', () => {
  fc.assert(
    fc.property(place, place, (a, b) => {
      expect(Math.sign(byPlace(a, b))).toBe(-Math.sign(byPlace(b, a)) || 0);
      if (a.key > b.key) expect(byPlace(a, b)).toBe(-1);
    }),
  );
});

it.each(['', 'newest', 'slowest:1:2:3:4:zz', 'newest:1:2:3:4'])('refuses %p', (text) =>
  expect(() => readCursor(text, 'newest')).toThrow(/Start again without one/),
);

it('refuses the cursor of another order', () => {
  const cursor = writeCursor('slowest', {
    range: { start: 0n, end: 1n },
    given: 1,
    after: { key: 1n, traceId: '0'.repeat(32) },
  });
  expect(() => readCursor(cursor, 'newest')).toThrow(/not a cursor of this search/);
});
