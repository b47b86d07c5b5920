import { COMPLETE, type Trace, type TraceQuery, type TraceSummary } from '@watchingcat/model';
import { traceOf } from '../testing/traceOf.ts';
import { cohortTraces, MAX_COHORT_TRACES } from './cohortTraces.ts';

const compared: Trace = { ...traceOf({ id: 'root', operation: 'pay' }), traceId: 'compared' };
const summary = (traceId: string, rootOperation = 'pay'): TraceSummary => ({
  traceId,
  rootService: 'shop',
  rootOperation,
  start: 0n,
  durationMs: 1,
  spans: 1,
  errors: 0,
  services: ['shop'],
});
const query: TraceQuery = { range: { start: 0n, end: 1n } };

function telemetryWith(traces: readonly TraceSummary[], trace: (id: string) => Promise<Trace | undefined>) {
  const asked: TraceQuery[] = [];
  return {
    asked,
    searchTraces: (one: TraceQuery) => {
      asked.push(one);
      return Promise.resolve({ traces, nextCursor: undefined, coverage: COMPLETE });
    },
    trace: async (id: string) => {
      const found = await trace(id);
      return found && { trace: found, coverage: COMPLETE };
    },
  };
}
const stored = (id: string) => Promise.resolve({ ...compared, traceId: id });
const signal = new AbortController().signal;

it('reads the traces with the same root, but not the compared one, and tells how far it is', async () => {
  const telemetry = telemetryWith([summary('a'), summary('compared'), summary('b', 'browse'), summary('c')], stored);
  const progress: number[][] = [];
  const cohort = await cohortTraces(telemetry, compared, query, signal, ({ loaded, of }) =>
    progress.push([loaded, of]),
  );
  expect(cohort.traces.map(({ traceId }) => traceId).toSorted()).toEqual(['a', 'c']);
  expect(cohort).toMatchObject({ otherRoots: 1, cut: undefined, coverage: COMPLETE });
  expect(progress).toEqual([
    [0, 2],
    [1, 2],
    [2, 2],
  ]);
  expect(telemetry.asked[0]?.limit).toBe(MAX_COHORT_TRACES + 1);
});

it('takes as many as it was asked for', async () => {
  const telemetry = telemetryWith([summary('a'), summary('b'), summary('c')], stored);
  expect((await cohortTraces(telemetry, compared, { ...query, limit: 2 }, signal)).traces).toHaveLength(2);
});

it('says when traces are gone or too large together', async () => {
  const gone = telemetryWith([summary('a'), summary('b')], (id) =>
    id === 'a' ? stored(id) : Promise.resolve(undefined),
  );
  expect((await cohortTraces(gone, compared, query, signal)).cut).toContain('1 of 2 traces were read');
  const large = telemetryWith([summary('a'), summary('b')], (id) =>
    Promise.resolve({ ...compared, traceId: id, size: 1_500_000 }),
  );
  const cohort = await cohortTraces(large, compared, query, signal);
  expect(cohort.traces).toHaveLength(1);
  expect(cohort.cut).toContain('2,000,000 spans');
});

it('stops when it is cancelled', async () => {
  const abort = new AbortController();
  let asked = 0;
  const telemetry = telemetryWith(
    Array.from({ length: 50 }, (_, i) => summary(String(i))),
    (id) => {
      asked++;
      abort.abort();
      return stored(id);
    },
  );
  await expect(cohortTraces(telemetry, compared, query, abort.signal)).rejects.toThrow('aborted');
  expect(asked).toBeLessThanOrEqual(4);
});
