import { subtreeErrors, traceOverview } from './traceOverview.ts';
import { traceOf } from './testing/traceOf.ts';

it('counts levels, roots and errors', () => {
  const trace = traceOf({ id: 'a' }, { id: 'b', parent: 'a', error: true }, { id: 'c', parent: 'b' }, { id: 'other' });
  expect(traceOverview(trace)).toMatchObject({ errors: 1, depth: 3, roots: 2 });
});

it('counts what is odd', () => {
  const trace = traceOf(
    { id: 'a', start: 10, duration: -1 },
    { id: 'early', parent: 'a', start: 9 },
    { id: 'early', parent: 'a', start: 11 },
    { id: 'orphan', parent: 'gone' },
    { id: 'loop', parent: 'loop' },
  );
  expect(traceOverview(trace).oddities).toEqual({
    missingParents: 1,
    cycles: 1,
    duplicateIds: 1,
    negativeDurations: 1,
    startBeforeParent: 1,
  });
});

it('counts the errors that a collapsed row would hide', () => {
  const trace = traceOf(
    { id: 'a' },
    { id: 'b', parent: 'a', start: 1, error: true },
    { id: 'c', parent: 'b', start: 2, error: true },
    { id: 'd', parent: 'a', start: 3 },
  );
  expect([...subtreeErrors(trace)]).toEqual([2, 2, 1, 0]);
});
