import fc from 'fast-check';
import { isOnSide } from '../flameGraph/comparedFrames.ts';
import { mergedFrames } from '../flameGraph/mergedFrames.ts';
import { frameNames } from '../flameGraph/frameNames.ts';
import { anyCalls, pathsOf } from '../testing/flameFrames.ts';
import { traceOf } from '../testing/traceOf.ts';
import type { Trace } from '@watchingcat/model';
import { compareTraces } from './compareTraces.ts';
import { comparisonFrames } from './comparisonFrames.ts';

const a = traceOf(
  { id: '1', duration: 10, service: 'web', operation: 'GET' },
  { id: '2', parent: '1', start: 1, duration: 4, service: 'db', operation: 'read' },
  { id: '3', parent: '1', start: 6, duration: 2, service: 'cache', operation: 'get' },
);
const b = traceOf(
  { id: '1', duration: 30, service: 'web', operation: 'GET' },
  { id: '2', parent: '1', start: 1, duration: 14, service: 'db', operation: 'read' },
  { id: '4', parent: '1', start: 15, duration: 6, service: 'db', operation: 'read', error: true },
  { id: '3', parent: '1', start: 22, duration: 3, service: 'auth', operation: 'check' },
);
const framesOfPair = (before: Trace, after: Trace) => {
  const { tree } = compareTraces({ trace: before }, { trace: after });
  return { tree, ...comparisonFrames(tree, before, after) };
};

it('makes one frame of all calls of a path, with what each trace has of it', () => {
  const { frames } = framesOfPair(a, b);
  const { before, after } = frames.sides!;
  expect(
    pathsOf(frames).map((path, frame) => [path, before.width[frame], after.width[frame], after.spans!.count[frame]]),
  ).toEqual([
    ['web: GET', 10, 30, 1],
    ['web: GET/db: read', 4, 20, 2],
    ['web: GET/auth: check', 0, 3, 1],
    ['web: GET/cache: get', 2, 0, 0],
  ]);
  expect([...frames.self]).toEqual([4 + 7, 24, 3, 2]);
  expect([...after.spans!.errors]).toEqual([0, 1, 0, 0]);
  expect([...frames.parent.keys()].map((frame) => [isOnSide(before, frame), isOnSide(after, frame)])).toEqual([
    [true, true],
    [true, true],
    [false, true],
    [true, false],
  ]);
});

it('knows a call without any time from one that is not there', () => {
  const empty = traceOf({ id: '1', duration: 5 }, { id: '2', parent: '1', duration: 0, operation: 'noop' });
  const { frames } = framesOfPair(empty, empty);
  expect(isOnSide(frames.sides!.after, 1)).toBe(true);
});

it('leads from a frame to its first call in the comparison, and back', () => {
  const { tree, frames, firstNode, frameOfPath } = framesOfPair(a, b);
  const read = pathsOf(frames).indexOf('web: GET/db: read');
  expect(tree.rowB[firstNode[read]]).toBe(1);
  expect(frameOfPath[tree.path[firstNode[read]]]).toBe(read);
});

it('takes roots of other names for the same, as the comparison does', () => {
  const other = traceOf({ id: '1', duration: 7, service: 'web', operation: 'POST' });
  expect(pathsOf(framesOfPair(a, other).frames)).toEqual(['web: POST', 'web: POST/db: read', 'web: POST/cache: get']);
});

describe('for traces of any shape', () => {
  it('holds all self time of both, each on its side', () =>
    fc.assert(
      fc.property(anyCalls, anyCalls, (one, other) => {
        const { frames } = framesOfPair(one, other);
        const { before, after } = frames.sides!;
        const sum = (column: Float64Array) => column.reduce((all, part) => all + part, 0);
        const extentOf = (trace: Trace) => mergedFrames(trace, frameNames(trace)).frames.extent;
        expect(sum(before.self)).toBe(extentOf(one));
        expect(sum(after.self)).toBe(extentOf(other));
        expect(frames.extent).toBe(extentOf(one) + extentOf(other));
      }),
    ));

  it('finds the same in a trace and itself, and the mirror image the other way round', () =>
    fc.assert(
      fc.property(anyCalls, anyCalls, (one, other) => {
        const itself = framesOfPair(one, one).frames.sides!;
        expect(itself.after).toEqual(itself.before);
        const [there, back] = [framesOfPair(one, other).frames, framesOfPair(other, one).frames];
        expect(back.extent).toBe(there.extent);
        const sorted = (column: Float64Array) => [...column].sort((x, y) => x - y);
        expect(sorted(back.sides!.before.width)).toEqual(sorted(there.sides!.after.width));
        expect(sorted(back.sides!.after.width)).toEqual(sorted(there.sides!.before.width));
      }),
    ));

  it('has each node in the frame of its path', () =>
    fc.assert(
      fc.property(anyCalls, anyCalls, (one, other) => {
        const { tree, frames, firstNode, frameOfPath } = framesOfPair(one, other);
        expect(frames.size).toBe(frameOfPath.length);
        for (let node = 0; node < tree.size; node++) {
          const frame = frameOfPath[tree.path[node]];
          expect(firstNode[frame]).toBeLessThanOrEqual(node);
          if (tree.parent[node] === -1) continue;
          expect(frameOfPath[tree.path[tree.parent[node]]]).toBe(frames.parent[frame]);
        }
      }),
    ));
});
