import type { Trace } from '@watchingcat/model';
import fc from 'fast-check';
import { anyTree } from '../testing/anyTree.ts';
import { anyTrace, type TestSpan, traceFrom } from '../testing/traceOf.ts';
import { type AggregateAnswer, CriticalPathAggregate, MAX_AGGREGATE_TRACES } from './aggregate.ts';
import { MAX_CALL_PATH_DEPTH } from './callPaths.ts';
import { criticalPath } from './criticalPath.ts';
import { whatIf, type WhatIfRule } from './whatIf.ts';

const MS = 1e6;

const named = (traceId: string, spans: readonly TestSpan[]): Trace => ({ ...traceFrom(spans), traceId });

/** GET / of web, which asks the database for so long and works for 10 ms around it. */
const request = (traceId: string, databaseMs: number) =>
  named(traceId, [
    { id: 'root', duration: (databaseMs + 10) * MS, service: 'web', operation: 'GET /' },
    { id: 'q', parent: 'root', start: 5 * MS, duration: databaseMs * MS, service: 'db', operation: 'SELECT' },
  ]);

function aggregateOf(traces: readonly Trace[], rules?: readonly WhatIfRule[]): AggregateAnswer {
  const aggregate = new CriticalPathAggregate(rules);
  for (const trace of traces) expect(aggregate.add(trace)).toBe('added');
  return aggregate.answer();
}

it('tells who holds the time, on average and in how many traces', () => {
  const { traces, spans, byService, byOperation } = aggregateOf([request('a', 10), request('b', 30)]);
  expect([traces, spans]).toEqual([2, 4]);
  // db: 10 of 20 and 30 of 40 ms.
  expect(byService.map(({ service, meanShare }) => [service, meanShare])).toEqual([
    ['db', 0.625],
    ['web', 0.375],
  ]);
  expect(byOperation[0]).toMatchObject({
    service: 'db',
    operation: 'SELECT',
    traces: 2,
    exclusiveNs: 40 * MS,
    exampleTraceId: 'b',
  });
});

it('shows what makes slow traces slow, in contrast to typical ones', () => {
  // 90 traces of 20 ms, of which the database has half; 10 of 110 ms, of which it has 100.
  const traces = Array.from({ length: 100 }, (_, i) => request(`${i}`.padStart(3, '0'), i < 90 ? 10 : 100));
  const { ranks, byService } = aggregateOf(traces);
  expect(ranks).toEqual({
    p50: { durationNs: 20 * MS, traces: 11 },
    p95: { durationNs: 110 * MS, traces: 5 },
    p99: { durationNs: 110 * MS, traces: 3 },
  });
  const db = byService.find(({ service }) => service === 'db');
  expect(db?.at.p50).toEqual({ meanNs: 10 * MS, share: 0.5 });
  expect(db?.at.p99).toEqual({ meanNs: 100 * MS, share: 100 / 110 });
});

it('keeps the ways to an operation apart', () => {
  const trace = named('t', [
    { id: 'root', duration: 100, service: 'web', operation: 'GET /' },
    { id: 'a', parent: 'root', start: 0, duration: 60, service: 'cart', operation: 'read' },
    { id: 'qa', parent: 'a', start: 0, duration: 60, service: 'db', operation: 'SELECT' },
    { id: 'q', parent: 'root', start: 60, duration: 40, service: 'db', operation: 'SELECT' },
  ]);
  const { byCallPath, byOperation } = aggregateOf([trace]);
  expect(byOperation.map(({ exclusiveNs }) => exclusiveNs)).toEqual([100]);
  expect(
    byCallPath.map(({ path, exclusiveNs }) => [path.map(({ service }) => service).join(' > '), exclusiveNs]),
  ).toEqual([
    ['web > cart > db', 60],
    ['web > db', 40],
  ]);
});

it('charges what lies deeper than a call path may be to the last span on the way that is kept', () => {
  const depth = MAX_CALL_PATH_DEPTH + 20;
  const chain = Array.from({ length: depth }, (_, i) => ({
    id: `${i}`,
    parent: i === 0 ? '' : `${i - 1}`,
    start: i,
    duration: 2 * depth - 2 * i,
    operation: 'recurse',
  }));
  const { byCallPath, isCut } = aggregateOf([traceFrom(chain)]);
  expect(isCut).toBe(true);
  expect(byCallPath).toHaveLength(MAX_CALL_PATH_DEPTH);
  expect(byCallPath[0].path).toHaveLength(MAX_CALL_PATH_DEPTH);
  expect(byCallPath[0].exclusiveNs).toBe(2 * 21);
});

it('plays all traces again for what-if', () => {
  const traces = [request('a', 10), request('b', 30), named('c', [{ id: 'root', duration: 20 * MS, service: 'web' }])];
  // Saves 5 and 15 of 20 + 40 + 20 ms.
  expect(aggregateOf(traces, [{ service: 'db', factor: 0.5 }]).whatIf).toEqual({
    traces: 2,
    meanSavedNs: (20 * MS) / 3,
    savedShare: 0.25,
    durationNs: { p50: 20 * MS, p95: 25 * MS, p99: 25 * MS },
  });
  expect(aggregateOf(traces).whatIf).toBeUndefined();
});

it('counts traces by warning', () => {
  const orphaned = named('o', [
    { id: 'root', duration: 5 },
    { id: 'x', parent: 'lost', duration: 1 },
  ]);
  expect(aggregateOf([request('a', 10), orphaned]).warnings).toEqual([
    { code: 'missing_parents', traces: 1 },
    { code: 'other_roots', traces: 1 },
  ]);
});

it('is full at its cap, and says so', () => {
  const aggregate = new CriticalPathAggregate();
  const trace = request('a', 1);
  for (let i = 0; i < MAX_AGGREGATE_TRACES; i++) aggregate.add(trace);
  expect(aggregate.add(trace)).toBe('full');
  expect(aggregate.answer().traces).toBe(MAX_AGGREGATE_TRACES);
});

it('has no answer before the first trace', () =>
  expect(() => new CriticalPathAggregate().answer()).toThrow(RangeError));

const anyTraces = fc
  .array(fc.oneof(anyTrace, anyTree.map(traceFrom)), { minLength: 1, maxLength: 12 })
  .map((traces) => traces.map((trace, i) => ({ ...trace, traceId: `trace ${i}` })));

it('adds up to the time of all paths, in each list and at each rank', () =>
  fc.assert(
    fc.property(anyTraces, (traces) => {
      const { byService, byOperation, byCallPath } = aggregateOf(traces);
      const durations = traces.map((trace) => criticalPath(trace).durationNs);
      const total = durations.reduce((sum, ns) => sum + ns);
      for (const list of [byService, byOperation, byCallPath]) {
        expect(list.reduce((sum, { exclusiveNs }) => sum + exclusiveNs, 0)).toBeCloseTo(total, 0);
        const shares = list.reduce((sum, { meanShare }) => sum + meanShare, 0);
        expect(shares).toBeCloseTo(durations.filter((ns) => ns > 0).length / traces.length);
        const slowest = list.reduce((sum, { at }) => sum + at.p99.meanNs, 0);
        expect(slowest).toBeCloseTo(Math.max(...durations), 0); // with so few, the longest stands for p99
      }
    }),
  ));

it('saves what the traces save one by one', () =>
  fc.assert(
    fc.property(anyTraces, fc.constantFrom('a', 'b', 'c'), fc.constantFrom(0, 0.5, 2), (traces, service, factor) => {
      const rules = [{ service, factor }];
      const saved = traces.map((trace) => whatIf(criticalPath(trace), rules).savedNs);
      const answer = aggregateOf(traces, rules).whatIf;
      expect(answer?.meanSavedNs).toBeCloseTo(saved.reduce((sum, ns) => sum + ns) / traces.length, 3);
    }),
  ));
