import fc from 'fast-check';
import { anyCalls, framesOf, pathsOf } from '../testing/flameFrames.ts';
import { traceOf } from '../testing/traceOf.ts';
import { comparedFrames, growth } from './comparedFrames.ts';
import type { FlameFrames } from './frames.ts';

const before = framesOf(
  traceOf(
    { id: '1', duration: 10, service: 'web', operation: 'GET' },
    { id: '2', parent: '1', start: 1, duration: 4, service: 'db', operation: 'read' },
    { id: '3', parent: '1', start: 6, duration: 2, service: 'cache', operation: 'get' },
  ),
);
const after = framesOf(
  traceOf(
    { id: '1', duration: 30, service: 'web', operation: 'GET' },
    { id: '2', parent: '1', start: 1, duration: 20, service: 'db', operation: 'read' },
    { id: '3', parent: '1', start: 22, duration: 3, service: 'auth', operation: 'check' },
  ),
);

/** Width before and after of each path. */
function parts(frames: FlameFrames): Map<string, [number, number]> {
  return new Map(
    pathsOf(frames).map((path, frame) => {
      const then = frames.after!.width[frame];
      return [path, [frames.width[frame] - then, then]];
    }),
  );
}

it('matches frames by their path; what is gone or new has nothing on the other side', () =>
  expect([...parts(comparedFrames(before, after))]).toEqual([
    ['web: GET', [10, 30]],
    ['web: GET/db: read', [4, 20]],
    ['web: GET/auth: check', [0, 3]],
    ['web: GET/cache: get', [2, 0]],
  ]));

it('keeps own parts apart as well', () => {
  const { self, after: then } = comparedFrames(before, after);
  expect([...self]).toEqual([4 + 7, 24, 3, 2]);
  expect([...then!.self]).toEqual([7, 20, 3, 0]);
});

describe('for traces of any shape', () => {
  it('explains all of both', () =>
    fc.assert(
      fc.property(anyCalls, anyCalls, (a, b) => {
        const [one, other] = [framesOf(a), framesOf(b)];
        const both = comparedFrames(one, other);
        const sum = (column: Float64Array) => column.reduce((all, part) => all + part, 0);
        expect(both.extent).toBe(one.extent + other.extent);
        expect(sum(both.self)).toBe(both.extent);
        expect(sum(both.after!.self)).toBe(other.extent);
      }),
    ));

  it('finds the same in a trace and itself, and the mirror image the other way round', () =>
    fc.assert(
      fc.property(anyCalls, anyCalls, (a, b) => {
        const [one, other] = [framesOf(a), framesOf(b)];
        for (const [x, y] of parts(comparedFrames(one, one)).values()) expect(x).toBe(y);
        const mirrored = [...parts(comparedFrames(other, one))].map(([path, [x, y]]) => [path, [y, x]]);
        expect(new Map(mirrored as Array<[string, [number, number]]>)).toEqual(parts(comparedFrames(one, other)));
      }),
    ));
});

it('measures growth alike in both directions', () => {
  expect([growth(10, 20), growth(20, 10), growth(0, 5), growth(5, 0), growth(3, 3), growth(0, 0)]).toEqual([
    0.5, -0.5, 1, -1, 0, 0,
  ]);
});
