import type { Intervals } from '@watchingcat/analysis';
import fc from 'fast-check';
import { drawGaps, drawIntervals, type DrawStretch } from './intervalPixels';

const WIDTH = 100;
const window = { fromNs: 0, toNs: 1_000 }; // 10 ns a pixel
const of = (...pairs: ReadonlyArray<readonly [number, number]>): Intervals => ({
  startNs: Float64Array.from(pairs, ([start]) => start),
  endNs: Float64Array.from(pairs, ([, end]) => end),
});
const drawn = (run: (draw: DrawStretch) => void) => {
  const stretches: Array<[number, number]> = [];
  run((from, to) => stretches.push([from, to]));
  return stretches;
};
const gaps = (intervals: Intervals, from = 0, to = 1_000) =>
  drawn((draw) => drawGaps(intervals, from, to, window, WIDTH, draw));

it('draws what no interval covers', () =>
  expect(gaps(of([100, 200], [500, 700]))).toEqual([
    [0, 10],
    [20, 50],
    [70, 100],
  ]));
it('draws all of it when there are none, and nothing when all is covered', () => {
  expect(gaps(of(), 100, 300)).toEqual([[10, 30]]);
  expect(gaps(of([0, 2_000]))).toEqual([]);
});
it('stays within the shown time', () =>
  expect(gaps(of([-500, -100], [200, 300], [1_500, 1_600]), -900, 2_000)).toEqual([
    [0, 20],
    [30, 100],
  ]));
it('draws a point as wide as it must be seen', () =>
  expect(drawn((draw) => drawIntervals(of([100, 100], [400, 600]), window, WIDTH, 1, draw))).toEqual([
    [10, 11],
    [40, 60],
  ]));

const manyIntervals = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 40 })), { maxLength: 200 })
  .map((steps) => {
    let at = -300;
    return of(...steps.map(([gap, length]) => [(at += gap), (at += length)] as const));
  });
const paint = (stretches: ReadonlyArray<[number, number]>) => {
  const tenths = new Uint8Array(WIDTH * 10);
  for (const [from, to] of stretches) for (let i = Math.round(from * 10); i < Math.round(to * 10); i++) tenths[i] = 1;
  return tenths;
};

it('differs from a slow drawing only by gaps too narrow to see', () =>
  fc.assert(
    fc.property(manyIntervals, (intervals) => {
      const fast = paint(gaps(intervals));
      const slow = new Uint8Array(WIDTH * 10).fill(1);
      intervals.startNs.forEach((start, i) => {
        for (let ns = Math.max(0, start); ns < Math.min(1_000, intervals.endNs[i]); ns++) slow[ns] = 0;
      });
      // A gap of under a quarter of a pixel (2.5 of these) may be missing, nothing may be added.
      const isAdded = fast.some((drawn, i) => drawn === 1 && slow[i] === 0);
      const isWide = (i: number) => slow.subarray(i - 2, i + 3).every((drawn) => drawn === 1);
      const isMissed = fast.some((drawn, i) => drawn === 0 && i >= 2 && i + 3 <= slow.length && isWide(i));
      expect({ isAdded, isMissed }).toEqual({ isAdded: false, isMissed: false });
    }),
  ));

it('never draws more stretches than a few a pixel, however many intervals there are', () => {
  const size = 200_000;
  const intervals: Intervals = {
    startNs: Float64Array.from({ length: size }, (_, i) => i / 200),
    endNs: Float64Array.from({ length: size }, (_, i) => (i + 0.5) / 200),
  };
  expect(gaps(intervals).length).toBeLessThanOrEqual(4 * WIDTH);
  expect(drawn((draw) => drawIntervals(intervals, window, WIDTH, 1, draw)).length).toBeLessThanOrEqual(2 * WIDTH);
});
