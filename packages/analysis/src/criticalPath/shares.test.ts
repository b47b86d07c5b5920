import fc from 'fast-check';
import { anyTree } from '../testing/anyTree.ts';
import { anyTrace, traceFrom, traceOf } from '../testing/traceOf.ts';
import { criticalPath } from './criticalPath.ts';
import { criticalPathShares } from './shares.ts';

it('adds up own time on the path by service and by operation, largest first', () => {
  const trace = traceOf(
    { id: 'root', duration: 100, service: 'web', operation: 'GET /' },
    { id: 'a', parent: 'root', start: 0, duration: 30, service: 'db', operation: 'SELECT' },
    { id: 'b', parent: 'root', start: 40, duration: 30, service: 'db', operation: 'SELECT' },
    { id: 'c', parent: 'root', start: 75, duration: 5, service: 'db', operation: 'COMMIT' },
    { id: 'beside', parent: 'root', start: 41, duration: 10, service: 'cache', operation: 'GET' },
  );
  expect(criticalPathShares(criticalPath(trace))).toEqual({
    byService: [
      { service: 'db', spans: 3, exclusiveNs: 65, share: 0.65 },
      { service: 'web', spans: 1, exclusiveNs: 35, share: 0.35 },
    ],
    byOperation: [
      { service: 'db', operation: 'SELECT', spans: 2, exclusiveNs: 60, share: 0.6 },
      { service: 'web', operation: 'GET /', spans: 1, exclusiveNs: 35, share: 0.35 },
      { service: 'db', operation: 'COMMIT', spans: 1, exclusiveNs: 5, share: 0.05 },
    ],
  });
});

it('is empty where there is no path', () =>
  expect(criticalPathShares(criticalPath(traceOf({ id: 'root' })))).toEqual({ byService: [], byOperation: [] }));

it('adds up to the whole duration, for traces of any shape', () =>
  fc.assert(
    fc.property(fc.oneof(anyTrace, anyTree.map(traceFrom)), (trace) => {
      const path = criticalPath(trace);
      for (const groups of Object.values(criticalPathShares(path)) as { exclusiveNs: number }[][])
        expect(groups.reduce((sum, { exclusiveNs }) => sum + exclusiveNs, 0)).toBe(path.durationNs);
    }),
  ));
