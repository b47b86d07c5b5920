import fc from 'fast-check';
import type { Trace } from '@watchingcat/model';
import { anyTrace, traceFrom, traceOf, type TestSpan } from '../testing/traceOf.ts';
import { MIN_RUN, NO_RUN, runStats, siblingRuns } from './runs.ts';

const root: TestSpan = { id: 'root', duration: 1_000 };
const queries = (count: number, from = 0): TestSpan[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `q${from + i}`,
    parent: 'root',
    operation: 'SELECT',
    start: (from + i) * 10,
    duration: i + 1,
  }));
const found = (trace: Trace) => {
  const { first, end, count } = siblingRuns(trace);
  return Array.from(first, (row, run) => ({ first: trace.spanIds[row], end: end[run], count: count[run] }));
};

it('finds siblings of one service and operation that follow each other', () =>
  expect(found(traceFrom([root, ...queries(5)]))).toEqual([{ first: 'q0', end: 6, count: 5 }]));
it(`finds none of fewer than ${MIN_RUN}`, () => expect(found(traceFrom([root, ...queries(MIN_RUN - 1)]))).toEqual([]));
it('ends where another operation comes between', () =>
  expect(
    found(traceFrom([root, ...queries(4), { id: 'x', parent: 'root', start: 45 }, ...queries(5, 5)])).map(
      (r) => r.count,
    ),
  ).toEqual([4, 5]));
it('finds runs of roots', () =>
  expect(found(traceFrom(queries(4).map((q) => ({ ...q, parent: '' }))))).toHaveLength(1));

it('needs the same below each, in any order', () => {
  const parts = (i: number, swap: boolean): TestSpan[] => [
    { id: `a${i}`, parent: `q${i}`, operation: 'a', start: i * 10 + (swap ? 2 : 1) },
    { id: `b${i}`, parent: `q${i}`, operation: 'b', start: i * 10 + (swap ? 1 : 2) },
  ];
  const alike = queries(4).flatMap((q, i) => [q, ...parts(i, i === 2)]);
  expect(found(traceOf(root, ...alike))).toEqual([{ first: 'q0', end: 13, count: 4 }]);
  expect(found(traceOf(root, ...alike.slice(0, -1)))).toEqual([]); // the last one lacks its b
});
it('tells a child from a sibling', () => {
  const under = queries(4).flatMap((q, i): TestSpan[] => [
    q,
    { id: `a${i}`, parent: q.id, operation: 'a' },
    { id: `b${i}`, parent: i === 3 ? q.id : `a${i}`, operation: 'b' },
  ]);
  expect(found(traceOf(root, ...under))).toEqual([]);
});

it('counts, adds up and ranks the members', () => {
  const trace = traceFrom([root, ...queries(20).map((q, i) => ({ ...q, error: i === 7 }))]);
  expect(runStats(trace, siblingRuns(trace), 0)).toEqual({
    count: 20,
    errors: 1,
    totalNs: 210, // 1 + 2 + … + 20
    p50Ns: 10,
    p95Ns: 19,
    startNs: 0,
    endNs: 210, // the last starts at 190 and takes 20
  });
});

/** A tree as text, with sorted children: the slow way to say that two are alike. */
function shapeText(trace: Trace, row: number): string {
  const children: string[] = [];
  for (let child = row + 1; child < row + trace.subtreeSize[row]; child += trace.subtreeSize[child])
    children.push(shapeText(trace, child));
  return `${trace.service[row]}/${trace.operation[row]}(${children.sort().join()})`;
}

it('puts neighbours into one run exactly when a slow comparison of their trees says so', () =>
  fc.assert(
    fc.property(anyTrace, fc.constantFrom(1, 2), (any, operations) => {
      const trace = { ...any, operation: any.operation.map((operation) => operation % operations) };
      const { runOf, count, first } = siblingRuns(trace);
      const members = new Uint32Array(first.length);
      for (let row = 0; row < trace.size; row++) {
        if (runOf[row] !== NO_RUN) members[runOf[row]]++;
        const next = row + trace.subtreeSize[row];
        if (next >= trace.size || trace.parent[next] !== trace.parent[row]) continue;
        const isAlike = shapeText(trace, row) === shapeText(trace, next);
        if (!isAlike) expect(runOf[row] === NO_RUN || runOf[row] !== runOf[next]).toBe(true);
        else expect(runOf[row]).toBe(runOf[next]);
      }
      expect([...members]).toEqual([...count]);
      count.forEach((length) => expect(length).toBeGreaterThanOrEqual(MIN_RUN));
    }),
  ));
