import { NO_PARENT, type Trace } from '@watchingcat/model';
import fc from 'fast-check';
import { selfTimes } from '../selfTimes.ts';
import { anyTrace, traceFrom, traceOf, type TestSpan } from '../testing/traceOf.ts';
import { compareTraces, type TraceComparison } from './compareTraces.ts';
import { NO_ROW } from './matchChildren.ts';

const compare = (a: Trace, b: Trace) => compareTraces({ trace: a }, { trace: b });

const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);

/** Nodes as "operation in A → operation in B", in tree order. */
function nodes(a: Trace, b: Trace, { tree }: TraceComparison): string[] {
  const name = (trace: Trace, row: number) => (row === NO_ROW ? '-' : trace.spanIds[row]);
  return Array.from(tree.rowA, (row, node) => `${name(a, row)}→${name(b, tree.rowB[node])}`);
}

const calls = (...durations: readonly number[]): TestSpan[] =>
  durations.map((duration, i) => ({
    id: `q${i}`,
    parent: 'root',
    operation: 'query',
    start: total(durations.slice(0, i)),
    duration,
  }));

it('says which call took longer', () => {
  const a = traceOf({ id: 'root', duration: 10 }, { id: 'db', parent: 'root', start: 2, duration: 3 });
  const b = traceOf({ id: 'root', duration: 17 }, { id: 'db', parent: 'root', start: 2, duration: 9 });
  const comparison = compare(a, b);
  expect(comparison).toMatchObject({ basis: 'self-time', totalA: 10, totalB: 17 });
  expect(comparison.explanation).toEqual([
    expect.objectContaining({ operation: 'db', kindOfChange: 'changed', callsA: 1, callsB: 1, changeNs: 6 }),
    expect.objectContaining({ operation: 'root', kindOfChange: 'changed', changeNs: 1 }),
  ]);
  expect([...comparison.changes.durationNs]).toEqual([7, 6]);
  expect([...comparison.changes.selfNs]).toEqual([1, 6]);
  expect(comparison.changes.criticalShare).toBeUndefined();
});

it('says what was added and what is missing, with all below it', () => {
  const a = traceOf(
    { id: 'root', duration: 10 },
    { id: 'cache', parent: 'root', duration: 2 },
    { id: 'get', parent: 'cache', duration: 1 },
  );
  const b = traceOf({ id: 'root', duration: 10 }, { id: 'db', parent: 'root', start: 1, duration: 4 });
  const comparison = compare(a, b);
  expect(nodes(a, b, comparison)).toEqual(['root→root', 'cache→-', 'get→-', '-→db']);
  expect(
    comparison.explanation.map(({ operation, kindOfChange, changeNs }) => [operation, kindOfChange, changeNs]),
  ).toEqual([
    ['db', 'added', 4],
    ['root', 'changed', -2],
    ['cache', 'missing', -1],
    ['get', 'missing', -1],
  ]);
});

it('counts repeated calls and pairs the alike ones', () => {
  const a = traceFrom([{ id: 'root', duration: 100 }, ...calls(30, 10)]);
  const b = traceFrom([{ id: 'root', duration: 100 }, ...calls(1, 30, 1, 12)]);
  const comparison = compare(a, b);
  expect(nodes(a, b, comparison).toSorted()).toEqual(['-→q0', '-→q2', 'q0→q1', 'q1→q3', 'root→root']);
  expect(comparison.explanation[1]).toMatchObject({
    operation: 'query',
    kindOfChange: 'repeated',
    callsA: 2,
    callsB: 4,
    changeNs: 4,
    matchedNs: 2,
    addedNs: 2,
    missingNs: 0,
  });
});

it('pairs a call with the attempt that ended the same way', () => {
  const root = { id: 'root', duration: 100 };
  const a = traceOf(root, { id: 'ok', parent: 'root', operation: 'pay', duration: 10 });
  const b = traceOf(
    root,
    { id: 'failed', parent: 'root', operation: 'pay', duration: 10, error: true },
    { id: 'retry', parent: 'root', operation: 'pay', start: 20, duration: 10 },
  );
  expect(nodes(a, b, compare(a, b))).toEqual(['root→root', '-→failed', 'ok→retry']);
});

it('matches two single roots whatever they are called', () => {
  const a = traceOf({ id: 'GET /cart/1', duration: 4 }, { id: 'db', parent: 'GET /cart/1' });
  const b = traceOf({ id: 'GET /cart/2', duration: 5 }, { id: 'db', parent: 'GET /cart/2' });
  expect(nodes(a, b, compare(a, b))).toEqual(['GET /cart/1→GET /cart/2', 'db→db']);
});

it('explains the duration by exclusive time where both critical paths are known', () => {
  const a = traceOf({ id: 'root', duration: 10 }, { id: 'async', parent: 'root', start: 1, duration: 5 });
  const b = traceOf({ id: 'root', duration: 12 }, { id: 'async', parent: 'root', start: 1, duration: 11 });
  const comparison = compareTraces(
    { trace: a, exclusiveNs: Float64Array.of(10, 0) },
    { trace: b, exclusiveNs: Float64Array.of(3, 9) },
  );
  expect(comparison).toMatchObject({ basis: 'critical-path', totalA: 10, totalB: 12 });
  expect(comparison.explanation.map(({ operation, changeNs }) => [operation, changeNs])).toEqual([
    ['async', 9],
    ['root', -7],
  ]);
  expect([...comparison.changes.criticalShare!]).toEqual([-0.75, 0.75]);
});

it('counts the attributes that differ, where those of both spans are known', () => {
  const trace = traceOf({ id: 'root' }, { id: 'x', parent: 'root' }, { id: 'y', parent: 'root', start: 1 });
  const attributes = (version: string) => (row: number) => (row === 2 ? undefined : new Map([['version', version]]));
  const { changes } = compareTraces({ trace, attributes: attributes('1') }, { trace, attributes: attributes('2') });
  expect([...changes.attributes!]).toEqual([1, 1, 0]);
});

it('is empty between a trace and itself', () =>
  fc.assert(
    fc.property(anyTrace, (trace) => {
      const { tree, changes, explanation } = compare(trace, trace);
      expect(explanation).toEqual([]);
      expect([...tree.rowA].toSorted((x, y) => x - y)).toEqual(Array.from({ length: trace.size }, (_, row) => row));
      expect(tree.rowB).toEqual(tree.rowA);
      expect(changes.selfNs.every((ns) => ns === 0)).toBe(true);
    }),
  ));

/** Traces with few names, so that there is much to align. */
const repetitive = fc
  .array(
    fc.record({
      parent: fc.integer({ min: 0, max: 8 }),
      operation: fc.constantFrom('p', 'q'),
      start: fc.integer({ min: 0, max: 20 }),
      duration: fc.integer({ min: 0, max: 9 }),
      error: fc.boolean(),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((spans) =>
    traceFrom(spans.map((span, i) => ({ ...span, id: `${i}`, parent: i === 0 ? '' : `${span.parent % i}` }))),
  );

const anyPair = fc.oneof(fc.tuple(anyTrace, anyTrace), fc.tuple(repetitive, repetitive));

it('mirrors when the traces change places: signs turn round, added becomes missing', () =>
  fc.assert(
    fc.property(anyPair, ([a, b]) => {
      const there = compare(a, b);
      const back = compare(b, a);
      const rows = ({ tree, changes }: TraceComparison, turned: boolean) =>
        Array.from(tree.rowA, (row, node) => {
          const pair = turned ? [tree.rowB[node], row] : [row, tree.rowB[node]];
          return [...pair, (turned ? -1 : 1) * changes.selfNs[node] + 0].join();
        }).toSorted();
      expect(rows(back, true)).toEqual(rows(there, false));
      const sums = ({ explanation }: TraceComparison, sign: number) =>
        explanation.map(({ callsA, callsB, matchedNs, addedNs, missingNs }) =>
          (sign === 1
            ? [callsA, callsB, matchedNs, addedNs, missingNs]
            : [callsB, callsA, -matchedNs + 0, -missingNs + 0, -addedNs + 0]
          ).join(),
        );
      expect(sums(back, -1).toSorted()).toEqual(sums(there, 1).toSorted());
    }),
  ));

it('explains the whole difference, to the nanosecond', () =>
  fc.assert(
    fc.property(anyPair, ([a, b]) => {
      const { explanation, totalA, totalB, tree } = compare(a, b);
      expect(totalB - totalA).toBe(total(selfTimes(b)) - total(selfTimes(a)));
      expect(total(explanation.map(({ changeNs }) => changeNs))).toBe(totalB - totalA);
      for (const { changeNs, matchedNs, addedNs, missingNs, path, node, callsA } of explanation) {
        expect(tree.path.indexOf(path)).toBe(node);
        expect(tree.path.filter((one, at) => one === path && tree.rowA[at] !== NO_ROW)).toHaveLength(callsA);
        expect(matchedNs + addedNs + missingNs).toBe(changeNs);
      }
    }),
  ));

it('has every span of both traces exactly once, under its own parent, in depth-first order', () =>
  fc.assert(
    fc.property(anyPair, ([a, b]) => {
      const { tree } = compare(a, b);
      const present = (rows: Int32Array) => [...rows].filter((row) => row !== NO_ROW).toSorted((x, y) => x - y);
      expect(present(tree.rowA)).toEqual(Array.from({ length: a.size }, (_, row) => row));
      expect(present(tree.rowB)).toEqual(Array.from({ length: b.size }, (_, row) => row));
      for (let node = 0; node < tree.size; node++) {
        const above = tree.parent[node];
        const rowA = tree.rowA[node];
        if (rowA !== NO_ROW) expect(a.parent[rowA]).toBe(above === -1 ? NO_PARENT : tree.rowA[above]);
        if (above !== -1) {
          expect(tree.depth[node]).toBe(tree.depth[above] + 1);
          expect(node).toBeGreaterThan(above);
          expect(node + tree.subtreeSize[node]).toBeLessThanOrEqual(above + tree.subtreeSize[above]);
        }
      }
    }),
  ));

describe('hostile traces', () => {
  it('goes 20,000 spans deep', () => {
    const chain = (size: number, step: number) =>
      traceFrom(
        Array.from({ length: size }, (_, i) => ({
          id: `${i}`,
          operation: 'nest',
          parent: i === 0 ? '' : `${i - 1}`,
          start: i,
          duration: step * (size - i),
        })),
      );
    const { tree, explanation } = compare(chain(20_000, 2), chain(20_000, 3));
    expect(tree.size).toBe(20_000);
    expect(total(explanation.map(({ changeNs }) => changeNs))).toBe(20_000);
  });

  it('pairs 10,000 children with 5,000 by position and says so', () => {
    const wide = (size: number) =>
      traceFrom([{ id: 'root', duration: size }, ...calls(...Array.from({ length: size }, () => 0))]);
    const { tree, explanation } = compare(wide(10_000), wide(5_000));
    expect(tree.unalignedGroups).toBe(1);
    expect(tree.size).toBe(10_001);
    expect(explanation[1]).toMatchObject({ kindOfChange: 'repeated', callsA: 10_000, callsB: 5_000 });
  });
});
