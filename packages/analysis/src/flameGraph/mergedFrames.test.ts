import { NO_PARENT, type Trace } from '@watchingcat/model';
import fc from 'fast-check';
import { selfTimes, STATUS_ERROR } from '../selfTimes.ts';
import { anyCalls, framesOf, pathsOf } from '../testing/flameFrames.ts';
import { traceFrom, traceOf } from '../testing/traceOf.ts';
import { frameNames } from './frameNames.ts';
import { NO_FRAME, type FlameFrames } from './frames.ts';
import { mergedFrames } from './mergedFrames.ts';

/** Two queries of one kind, one of another, in parallel: 10 of self time fit into 8 of clock time. */
const shop = traceOf(
  { id: '1', duration: 10, service: 'web', operation: 'GET' },
  { id: '2', parent: '1', start: 1, duration: 4, service: 'db', operation: 'read' },
  { id: '3', parent: '1', start: 1, duration: 8, service: 'db', operation: 'write', error: true },
  { id: '4', parent: '1', start: 3, duration: 3, service: 'db', operation: 'read', error: true },
);

const row = (frames: FlameFrames, frame: number) => ({
  path: pathsOf(frames)[frame],
  start: frames.start[frame],
  width: frames.width[frame],
  self: frames.self[frame],
  count: frames.spans?.count[frame],
  errors: frames.spans?.errors[frame],
  durationNs: frames.spans?.durationNs[frame],
});

it('makes one frame of all spans with the same path, widest first', () => {
  const frames = framesOf(shop);
  expect([0, 1, 2].map((frame) => row(frames, frame))).toEqual([
    { path: 'web: GET', start: 0, width: 17, self: 2, count: 1, errors: 0, durationNs: 10 },
    { path: 'web: GET/db: write', start: 0, width: 8, self: 8, count: 1, errors: 1, durationNs: 8 },
    { path: 'web: GET/db: read', start: 8, width: 7, self: 7, count: 2, errors: 1, durationNs: 7 },
  ]);
  expect(frames.extent).toBe(17);
});

it('keeps the same operation of another service, and under another parent, apart', () => {
  const trace = traceOf(
    { id: '1', duration: 9, service: 'web', operation: 'GET' },
    { id: '2', parent: '1', duration: 4, service: 'a', operation: 'GET' },
    { id: '3', parent: '2', duration: 2, service: 'a', operation: 'GET' },
    { id: '4', parent: '1', start: 5, duration: 2, service: 'b', operation: 'GET' },
  );
  expect(pathsOf(framesOf(trace))).toEqual([
    'web: GET',
    'web: GET/a: GET',
    'web: GET/a: GET/a: GET',
    'web: GET/b: GET',
  ]);
});

it('says which frame each span became, and a span of each frame', () => {
  const { frameOfRow, firstRow } = mergedFrames(shop, frameNames(shop));
  expect([...frameOfRow]).toEqual([0, 2, 1, 2]);
  expect([...firstRow]).toEqual([0, 2, 1]);
});

function byHand(trace: Trace): Map<string, { self: number; width: number; count: number; errors: number }> {
  const selfOfRow = selfTimes(trace);
  const label = (at: number) => `${trace.services[trace.service[at]]}: ${trace.operations[trace.operation[at]]}`;
  const found = new Map<string, { self: number; width: number; count: number; errors: number }>();
  for (let at = 0; at < trace.size; at++) {
    const path: string[] = [];
    for (let up = at; up !== NO_PARENT; up = trace.parent[up]) path.unshift(label(up));
    for (let length = 1; length <= path.length; length++) {
      const key = path.slice(0, length).join('/');
      const frame = found.get(key) ?? { self: 0, width: 0, count: 0, errors: 0 };
      found.set(key, frame);
      frame.width += selfOfRow[at];
      if (length < path.length) continue;
      frame.self += selfOfRow[at];
      frame.count++;
      if (trace.status[at] === STATUS_ERROR) frame.errors++;
    }
  }
  return found;
}

const byPath = (frames: FlameFrames) =>
  new Map(
    pathsOf(frames).map((path, frame) => {
      const { width, self, count, errors } = row(frames, frame);
      return [path, { width, self, count, errors }];
    }),
  );

describe('for traces of any shape', () => {
  it('is what adding up self times path by path gives', () =>
    fc.assert(
      fc.property(anyCalls, (trace) => {
        const frames = framesOf(trace);
        expect(byPath(frames).size).toBe(frames.size);
        expect(byPath(frames)).toEqual(byHand(trace));
      }),
    ));

  it('holds all self time of the trace, no more and no less', () =>
    fc.assert(
      fc.property(anyCalls, (trace) => {
        const { extent, self } = framesOf(trace);
        const all = selfTimes(trace).reduce((sum, ns) => sum + ns, 0);
        expect(extent).toBe(all);
        expect(self.reduce((sum, ns) => sum + ns, 0)).toBe(all);
      }),
    ));

  it('has children side by side inside of their parent, which its own part fills up', () =>
    fc.assert(
      fc.property(anyCalls, (trace) => {
        const { size, parent, start, width, self, subtreeSize } = framesOf(trace);
        for (let frame = 0; frame < size; frame++) {
          let at = start[frame];
          const below = frame + subtreeSize[frame];
          for (let child = frame + 1; child < below; child += subtreeSize[child]) {
            expect(parent[child]).toBe(frame);
            expect(start[child]).toBe(at);
            at += width[child];
          }
          expect(at + self[frame]).toBe(start[frame] + width[frame]);
        }
      }),
    ));

  it('does not depend on the order in which siblings, or spans, come', () =>
    fc.assert(
      fc.property(anyCalls, fc.infiniteStream(fc.nat()), (trace, order) => {
        // Ids told spans apart when they were built; a trace with the first of each only can come in any order.
        const rows = Array.from({ length: trace.size }, (_, at) => at);
        const spans = rows.map((at) => ({
          id: `${at}`,
          parent: trace.parent[at] === NO_PARENT ? '' : `${trace.parent[at]}`,
          start: trace.startNs[at],
          duration: trace.durationsNs[at],
          service: trace.services[trace.service[at]],
          operation: trace.operations[trace.operation[at]],
          error: trace.status[at] === STATUS_ERROR,
        }));
        const keys = rows.map(() => order.next().value as number);
        const shuffled = [...rows].sort((a, b) => keys[a] - keys[b]).map((at) => spans[at]);
        const [one, other] = [framesOf(traceFrom(spans)), framesOf(traceFrom(shuffled))];
        expect(pathsOf(other)).toEqual(pathsOf(one));
        expect(other.start).toEqual(one.start);
        expect(other.width).toEqual(one.width);
      }),
    ));
});

it('goes 200,000 spans deep and 200,000 wide', () => {
  const size = 200_000;
  const chain = traceFrom(
    Array.from({ length: size }, (_, i) => ({
      id: `${i}`,
      parent: i === 0 ? '' : `${i - 1}`,
      start: i,
      duration: 2 * size - 2 * i,
      operation: 'again',
    })),
  );
  const deep = framesOf(chain);
  expect(deep.size).toBe(size);
  expect(deep.depth[size - 1]).toBe(size - 1);
  expect(deep.extent).toBe(2 * size);

  const fan = traceFrom([
    { id: 'root', duration: size },
    ...Array.from({ length: size }, (_, i) => ({
      id: `${i}`,
      parent: 'root',
      start: i,
      duration: 1,
      operation: 'row',
    })),
  ]);
  const wide = framesOf(fan);
  expect(wide.size).toBe(2);
  expect(wide.parent[0]).toBe(NO_FRAME);
  expect(wide.spans?.count[1]).toBe(size);
  expect([...wide.self]).toEqual([0, size]);
});
