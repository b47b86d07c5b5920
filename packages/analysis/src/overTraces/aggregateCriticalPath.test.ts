import { MAX_AGGREGATE_TRACES } from '../criticalPath/aggregate.ts';
import { searchable } from '../testing/searchable.ts';
import { traceOf } from '../testing/traceOf.ts';
import { aggregateCriticalPath } from './aggregateCriticalPath.ts';
import type { AnalysisProgress } from './traceAnalyses.ts';

const RANGE = { range: { start: 0n, end: 1n } };
/** The cart takes `ns` of 100. */
const trace = (n: number, ns: number) => ({
  ...traceOf(
    { id: 'root', duration: 100, service: 'web' },
    { id: 'child', parent: 'root', duration: ns, service: 'cart' },
  ),
  traceId: String(n),
});
const traces = (count: number) => Array.from({ length: count }, (_, n) => trace(n, 40));

it('adds up the critical paths of everything that a search finds, page by page', async () => {
  const telemetry = searchable([trace(1, 20), trace(2, 60), trace(3, 40)], 2);
  const { aggregate, coverage } = await aggregateCriticalPath(telemetry, RANGE);
  expect(coverage).toEqual({ kind: 'complete' });
  expect(aggregate).toMatchObject({ traces: 3, spans: 6 });
  expect(aggregate?.byService.map(({ service, exclusiveNs }) => [service, exclusiveNs])).toEqual([
    ['web', 180],
    ['cart', 120],
  ]);
  expect(telemetry.asked.map(({ cursor }) => cursor)).toEqual([undefined, '2']);
});

it('asks for a sample, so that what it looks at stands for what it leaves out, and says so', async () => {
  const telemetry = searchable(traces(MAX_AGGREGATE_TRACES + 1), 700);
  const { aggregate, coverage } = await aggregateCriticalPath(telemetry, { ...RANGE, sort: 'slowest', limit: 3 });
  expect(telemetry.asked.map(({ sort, limit }) => [sort, limit])).toEqual([
    ['sample', 1_000],
    ['sample', 300],
  ]);
  expect(aggregate?.traces).toBe(MAX_AGGREGATE_TRACES);
  expect(coverage).toMatchObject({ kind: 'sampled', seen: MAX_AGGREGATE_TRACES });
});

it('says how many traces have gone since they were found', async () => {
  const { aggregate, coverage } = await aggregateCriticalPath(searchable(traces(3), 10, ['1']), RANGE);
  expect(aggregate?.traces).toBe(2);
  expect(coverage).toEqual({
    kind: 'partial',
    reason: '1 of 3 traces that the search found are not stored any more.',
  });
});

it('has no aggregate of nothing', async () =>
  expect(await aggregateCriticalPath(searchable([], 10), RANGE)).toEqual({
    aggregate: undefined,
    shiftedTraces: 0,
    coverage: { kind: 'complete' },
  }));

it('puts clocks right before it looks, and says of how many traces, unless asked not to', async () => {
  const MS = 1e6;
  const web = { id: 'root', service: 'web', start: 200 * MS, duration: 100 * MS };
  const cart = { id: 'child', parent: 'root', service: 'cart', start: 0, duration: 40 * MS };
  const skewed = { ...traceOf(web, cart), traceId: 's' };
  const telemetry = searchable([skewed, trace(1, 40)], 10);
  const shares = async (skew?: 'off') => {
    const { aggregate, shiftedTraces } = await aggregateCriticalPath(telemetry, RANGE, { skew });
    const cartNs = aggregate?.byService.find(({ service }) => service === 'cart')?.exclusiveNs;
    return { cartNs, shiftedTraces };
  };
  expect(await shares()).toEqual({ cartNs: 40 * MS + 40, shiftedTraces: 1 });
  expect(await shares('off')).toEqual({ cartNs: 40, shiftedTraces: 0 });
});

it('answers what would be if a service were faster', async () => {
  const rules = [{ service: 'cart', factor: 0.5 }];
  const { aggregate } = await aggregateCriticalPath(searchable(traces(2), 10), RANGE, { rules });
  expect(aggregate?.whatIf).toMatchObject({ traces: 2, meanSavedNs: 20, savedShare: 0.2 });
});

it('tells its progress from nothing to all', async () => {
  const told: AnalysisProgress[] = [];
  await aggregateCriticalPath(searchable(traces(25), 100), RANGE, { onProgress: (progress) => told.push(progress) });
  expect(told.map(({ traces: seen, of }) => [seen, of])).toEqual([
    [0, 25],
    [10, 25],
    [20, 25],
    [25, 25],
  ]);
});

it('stops when it is cancelled, and opens no further trace', async () => {
  const cancel = new AbortController();
  const telemetry = searchable(traces(100), 100);
  const open = jest.spyOn(telemetry, 'trace');
  const asked = aggregateCriticalPath(telemetry, RANGE, {
    signal: cancel.signal,
    onProgress: ({ traces: seen }) => seen === 10 && cancel.abort(),
  });
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  expect(open.mock.calls.length).toBeLessThan(20);
});

it('passes on what a trace could not be loaded for', async () => {
  const telemetry = searchable(traces(5), 10);
  telemetry.trace = () => Promise.reject(new Error('the network is down'));
  await expect(aggregateCriticalPath(telemetry, RANGE)).rejects.toThrow('the network is down');
});
