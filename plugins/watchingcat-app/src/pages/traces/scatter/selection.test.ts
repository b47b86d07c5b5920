import fc from 'fast-check';
import { readSelection, selectedQuery, selectionText, tracesWithin } from './selection';

const WINDOW = { fromMs: 1_000.4, toMs: 2_000.2, minDurationMs: 12.345, maxDurationMs: 6_789 };

it('rounds a rectangle outwards', () => expect(selectionText(WINDOW)).toBe('1000,2001,12.3,6790'));

it('reads what it wrote, and holds all of it', () => {
  const ms = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2e12 }),
      fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
      ms,
      ms,
      (from, width, a, b) => {
        const window = {
          fromMs: from,
          toMs: from + width,
          minDurationMs: Math.min(a, b),
          maxDurationMs: Math.max(a, b),
        };
        const read = readSelection(selectionText(window))!;
        expect(read.fromMs).toBeLessThanOrEqual(window.fromMs);
        expect(read.toMs).toBeGreaterThanOrEqual(window.toMs);
        expect(read.minDurationMs).toBeLessThanOrEqual(window.minDurationMs * (1 + 1e-9));
        expect(read.maxDurationMs).toBeGreaterThanOrEqual(window.maxDurationMs * (1 - 1e-9));
      },
    ),
  );
});

it.each([null, '', '1,2,3', '1,2,3,x', '2,1,3,4', '1,2,4,3', '-1,2,3,4', '1,2,,4', '1,1e400,3,4'])(
  'finds no rectangle in %p',
  (text) => expect(readSelection(text)).toBeUndefined(),
);

it('searches within the rectangle and within what was searched for', () => {
  const query = { range: { start: 1_500_000_000n, end: 9_000_000_000n }, service: 'cart', minDurationMs: 50 };
  expect(selectedQuery(query, WINDOW)).toEqual({
    range: { start: 1_500_000_000n, end: 2_001_000_000n },
    service: 'cart',
    minDurationMs: 50,
    maxDurationMs: 6_789,
  });
});

it('holds dots at its edges', () => {
  const dot = (startMs: number, durationMs: number) => ({
    startMs,
    durationMs,
    summary: { traceId: `${startMs}` } as never,
  });
  const window = { fromMs: 10, toMs: 20, minDurationMs: 5, maxDurationMs: 6 };
  const dots = [dot(10, 5), dot(19, 6), dot(20, 5), dot(15, 7), dot(9, 5)];
  expect(tracesWithin(dots, window)).toEqual([{ traceId: '10' }, { traceId: '19' }]);
});
