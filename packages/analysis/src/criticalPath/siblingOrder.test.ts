import fc from 'fast-check';
import { SiblingOrder } from './siblingOrder.ts';

/** What `arrange` makes of spans that are sorted by start: their ends, and their positions by end. */
function arranged(spans: readonly { start: number; end: number; tolerated: number }[]) {
  const siblings = new SiblingOrder();
  siblings.reserve(spans.length);
  spans.forEach(({ start, end, tolerated }, i) => {
    siblings.start[i] = start;
    siblings.end[i] = end;
    siblings.tolerated[i] = tolerated;
  });
  siblings.arrange(spans.length);
  return { end: [...siblings.end.slice(0, spans.length)], byEnd: [...siblings.byEnd.slice(0, spans.length)] };
}

it('cuts a span where a later one starts that it reaches into by no more than tolerated', () => {
  const tolerated = 2;
  expect(
    arranged([
      { start: 0, end: 12, tolerated },
      { start: 10, end: 23, tolerated }, // reaches into the next by 3
      { start: 20, end: 30, tolerated },
    ]),
  ).toEqual({ end: [10, 23, 30], byEnd: [0, 1, 2] });
});

it('orders spans anew after they were cut, those that end together by start', () =>
  expect(
    arranged([
      { start: 0, end: 12, tolerated: 2 },
      { start: 10, end: 10, tolerated: 0 },
      { start: 10, end: 15, tolerated: 0 },
    ]),
  ).toEqual({ end: [10, 10, 15], byEnd: [0, 1, 2] }));

/** Thousands of spans, so that all ways of sorting take part: ends all over, in heaps, or nearly in order. */
const manySpans = fc
  .record({ size: fc.integer({ min: 1000, max: 3000 }), seed: fc.nat(), shape: fc.constantFrom('any', 'heaps', 'row') })
  .map(({ size, seed, shape }) => {
    let state = seed + 1;
    const next = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
    return Array.from({ length: size }, (_, i) => {
      const start = shape === 'row' ? i * 10 : Math.floor(next() * 10_000);
      const takes = { any: next() * 10_000, heaps: next() < 0.5 ? 1 : 1e12, row: 8 + next() * 6 }[shape];
      return { start, end: start + Math.floor(takes), tolerated: Math.floor(Math.min(takes / 10, next() * 5)) };
    }).sort((a, b) => a.start - b.start);
  });

it('finds what a look at each pair finds, among thousands', () =>
  fc.assert(
    fc.property(manySpans, (spans) => {
      const end = spans.map((span) => {
        const since = span.end - span.tolerated;
        const next = spans.find((other) => other.start >= since && other.start < span.end && other.end > span.end);
        return next?.start ?? span.end;
      });
      const byEnd = [...spans.keys()].sort((a, b) => end[a] - end[b] || a - b);
      expect(arranged(spans)).toEqual({ end, byEnd });
    }),
    { numRuns: 30 },
  ));
