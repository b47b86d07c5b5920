import type { Trace } from '@watchingcat/model';
import fc from 'fast-check';
import { anyTrace, traceFrom, traceOf } from '../testing/traceOf.ts';
import { frameNames } from './frameNames.ts';
import { timeLayout } from './timeLayout.ts';

const layoutOf = (trace: Trace) => timeLayout(trace, frameNames(trace));
/** A span without duration takes a nanosecond of its lane. */
const endOf = (trace: Trace, row: number) => trace.startNs[row] + Math.max(1, trace.durationsNs[row]);

it('has a lane for each depth when nothing runs at the same time', () => {
  const trace = traceOf(
    { id: 'root', duration: 10 },
    { id: 'a', parent: 'root', start: 1, duration: 3 },
    { id: 'b', parent: 'root', start: 4, duration: 3 },
    { id: 'c', parent: 'a', start: 2, duration: 1 },
  );
  const { lanes } = layoutOf(trace);
  expect(lanes.count).toBe(3);
  // Rows: root, a, c, b.
  expect([...lanes.lane]).toEqual([0, 1, 2, 1]);
  expect([...lanes.boxes]).toEqual([0, 1, 3, 2]);
});

it('puts what overlaps on the next lane of its depth, and uses a lane again once it is free', () => {
  const trace = traceOf(
    { id: 'root', duration: 20 },
    { id: 'a', parent: 'root', start: 0, duration: 10 },
    { id: 'b', parent: 'root', start: 5, duration: 10 },
    { id: 'c', parent: 'root', start: 12, duration: 2 },
    { id: 'below', parent: 'c', start: 12, duration: 1 },
  );
  expect([...layoutOf(trace).lanes.lane]).toEqual([0, 1, 2, 1, 3]);
});

it('hides no span without duration under its neighbour', () => {
  const trace = traceOf(
    { id: 'root', duration: 4 },
    { id: 'mark', parent: 'root', start: 2 },
    { id: 'work', parent: 'root', start: 2, duration: 2 },
  );
  expect([...layoutOf(trace).lanes.lane]).toEqual([0, 1, 2]);
});

describe('for traces of any shape', () => {
  it('lets no two spans of a lane overlap, keeps depths apart, and takes the fewest lanes', () =>
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const { lanes } = layoutOf(trace);
        const rows = Array.from({ length: trace.size }, (_, row) => row);
        let fewest = 0;
        for (const depth of new Set(trace.depth)) {
          const level = rows.filter((row) => trace.depth[row] === depth);
          fewest += Math.max(
            ...level.map(
              (at) =>
                level.filter((row) => trace.startNs[row] <= trace.startNs[at] && trace.startNs[at] < endOf(trace, row))
                  .length,
            ),
          );
        }
        expect(lanes.count).toBe(fewest);
        for (let lane = 0; lane < lanes.count; lane++) {
          const boxes = [...lanes.boxes.subarray(lanes.first[lane], lanes.first[lane + 1])];
          expect(new Set(boxes.map((row) => trace.depth[row])).size).toBe(1);
          boxes.slice(1).forEach((row, i) => expect(trace.startNs[row]).toBeGreaterThanOrEqual(endOf(trace, boxes[i])));
        }
      }),
    ));

  it('has parents on lanes above their children', () =>
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const { lanes, parent } = layoutOf(trace);
        parent.forEach((above, row) => above === -1 || expect(lanes.lane[above]).toBeLessThan(lanes.lane[row]));
      }),
    ));
});

it('lays out 100,000 spans that all run at once', () => {
  const size = 100_000;
  const trace = traceFrom(Array.from({ length: size }, (_, i) => ({ id: `${i}`, start: i, duration: 2 * size })));
  expect(layoutOf(trace).lanes.count).toBe(size);
});
