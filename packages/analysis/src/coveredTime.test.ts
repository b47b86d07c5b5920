import fc from 'fast-check';
import { coveredTime, firstAbove } from './coveredTime.ts';
import { selfTimes } from './selfTimes.ts';
import { anyTrace, traceOf } from './testing/traceOf.ts';

it('joins siblings that overlap or touch, and keeps the gaps', () => {
  const trace = traceOf(
    { id: 'root', duration: 100 },
    { id: 'a', parent: 'root', start: 10, duration: 10 },
    { id: 'b', parent: 'root', start: 15, duration: 15 },
    { id: 'c', parent: 'root', start: 30, duration: 5 },
    { id: 'd', parent: 'root', start: 60, duration: 0 },
  );
  const { startNs, endNs } = coveredTime(trace, 1, trace.size);
  expect([[...startNs], [...endNs]]).toEqual([
    [10, 60],
    [35, 60],
  ]);
});

it('covers what is not own time', () =>
  fc.assert(
    fc.property(anyTrace, (trace) => {
      const self = selfTimes(trace);
      for (let row = 0; row < trace.size; row++) {
        const { startNs, endNs } = coveredTime(trace, row + 1, row + trace.subtreeSize[row]);
        const from = trace.startNs[row];
        const to = from + trace.durationsNs[row];
        let covered = 0;
        startNs.forEach((start, i) => {
          if (i > 0) expect(start).toBeGreaterThan(endNs[i - 1]);
          covered += Math.max(0, Math.min(endNs[i], to) - Math.max(start, from));
        });
        expect(trace.durationsNs[row] - covered).toBeCloseTo(self[row]);
      }
    }),
  ));

it.each([
  [0, 0],
  [3, 2],
  [2, 1],
  [9, 3],
])('finds the first value above %d', (limit, index) => expect(firstAbove(Float64Array.of(1, 3, 5), limit)).toBe(index));
