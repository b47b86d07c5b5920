import type { Trace } from '@watchingcat/model';
import fc from 'fast-check';
import { anyTrace, traceFrom, traceOf } from '../testing/traceOf.ts';
import { compareWithCohort } from './compareWithCohort.ts';

const compare = (cohort: readonly Trace[], trace: Trace) =>
  compareWithCohort(
    cohort.map((each) => ({ trace: each })),
    { trace },
  );

/** A root that calls `query` a number of times, each `ns` long, one after the other; `own` ns are left to the root. */
const request = (own: number, calls: number, ns: number, extra?: string) =>
  traceFrom([
    { id: 'root', duration: own + calls * ns + (extra === undefined ? 0 : 5) },
    ...Array.from({ length: calls }, (_, i) => ({
      id: `q${i}`,
      parent: 'root',
      operation: 'query',
      start: i * ns,
      duration: ns,
    })),
    ...(extra === undefined ? [] : [{ id: extra, parent: 'root', start: calls * ns, duration: 5 }]),
  ]);

it('compares each path with its median over the cohort', () => {
  const { basis, traces, cohortTotalNs, traceTotalNs, explanation, remainderNs } = compare(
    [request(1, 2, 10), request(2, 3, 10), request(3, 40, 10)],
    request(2, 40, 10),
  );
  expect({ basis, traces, cohortTotalNs, traceTotalNs, remainderNs }).toEqual({
    basis: 'self-time',
    traces: 3,
    cohortTotalNs: 32,
    traceTotalNs: 402,
    remainderNs: 0,
  });
  expect(explanation).toEqual([
    expect.objectContaining({
      operation: 'query',
      depth: 1,
      row: 1,
      presentIn: 3,
      medianCalls: 3,
      calls: 40,
      medianSelfNs: 30,
      selfNs: 400,
      changeNs: 370,
    }),
  ]);
});

it('takes a path that less than half of the traces have as usually absent', () => {
  const { paths } = compare([request(1, 0, 0, 'retry'), request(1, 0, 0), request(1, 0, 0)], request(1, 0, 0, 'retry'));
  expect(paths[1]).toMatchObject({ operation: 'retry', presentIn: 1, medianCalls: 0, medianSelfNs: 0, changeNs: 5 });
});

it('shows what is usual and missing here', () =>
  expect(compare([request(1, 2, 10)], request(1, 0, 0)).explanation).toEqual([
    expect.objectContaining({ operation: 'query', row: -1, calls: 0, medianCalls: 2, changeNs: -20 }),
  ]));

it('takes the mean of the middle two when the number of traces is even', () =>
  expect(compare([request(1, 0, 0), request(4, 0, 0)], request(4, 0, 0)).explanation[0].changeNs).toBe(1.5));

it('states what the medians of the paths leave over', () => {
  // Either `a` or `b` takes the time, each in half of the traces and one: the median of the sums is 10, the sum of the medians 0.
  const either = (name: string) => traceOf({ id: 'root', duration: 10 }, { id: name, parent: 'root', duration: 10 });
  const { cohortTotalNs, explanation, remainderNs } = compare([either('a'), either('b'), either('c')], either('a'));
  expect(cohortTotalNs).toBe(10);
  expect(explanation.map(({ operation, changeNs }) => [operation, changeNs])).toEqual([['a', 10]]);
  expect(remainderNs).toBe(-10);
});

it('uses critical paths only when every trace has one', () => {
  const trace = request(1, 1, 2);
  const withPath = { trace, exclusiveNs: Float64Array.of(3, 0) };
  const slower = { trace, exclusiveNs: Float64Array.of(1, 2) };
  expect(compareWithCohort([withPath], slower)).toMatchObject({
    basis: 'critical-path',
    explanation: [
      { operation: 'root', changeNs: -2 },
      { operation: 'query', changeNs: 2, medianExclusiveNs: 0, exclusiveNs: 2 },
    ],
  });
  expect(compareWithCohort([withPath, { trace }], slower).basis).toBe('self-time');
});

it('throws RangeError for an empty cohort', () => expect(() => compare([], request(1, 0, 0))).toThrow(RangeError));

it('finds nothing in a trace whose cohort is copies of it', () =>
  fc.assert(
    fc.property(anyTrace, fc.integer({ min: 1, max: 4 }), (trace, copies) => {
      const { explanation, remainderNs } = compare(Array<Trace>(copies).fill(trace), trace);
      expect(explanation).toEqual([]);
      expect(remainderNs).toBe(0);
    }),
  ));

it('explains the whole difference with what is left over, and does not depend on the order of the cohort', () =>
  fc.assert(
    fc.property(fc.array(anyTrace, { minLength: 1, maxLength: 5 }), anyTrace, (cohort, trace) => {
      const { explanation, remainderNs, traceTotalNs, cohortTotalNs, pathOfRow } = compare(cohort, trace);
      const explained = explanation.reduce((sum, { changeNs }) => sum + changeNs, 0);
      expect(explained + remainderNs).toBe(traceTotalNs - cohortTotalNs);
      expect(pathOfRow).toHaveLength(trace.size);
      const turned = compare(cohort.toReversed(), trace);
      const changes = (of: typeof explanation) => of.map(({ changeNs }) => changeNs).toSorted((a, b) => a - b);
      expect(changes(turned.explanation)).toEqual(changes(explanation));
    }),
  ));
