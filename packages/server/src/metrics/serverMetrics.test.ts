import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { createIngest } from '../ingest/createIngest.ts';
import { sdkSpan, serialize } from '../ingest/testing/sdkTelemetry.ts';
import { FreeSpace } from '../store/freeSpace.ts';
import { StorageMeter } from '../store/StorageMeter.ts';
import { StoreError } from '../store/Store.ts';
import { silent, temporaryStore } from '../store/testing/temporaryStore.ts';
import { serverMetrics, type Metrics } from './serverMetrics.ts';
import { parseExposition, type Family } from './testing/parseExposition.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(60_000);

const MIB = 2 ** 20;
const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

let open: Awaited<ReturnType<typeof temporaryStore>>;
let freeSpace: FreeSpace;
let metrics: Metrics;
let families: ReadonlyMap<string, Family>;
let nowMs = 0;

beforeAll(async () => {
  open = await temporaryStore();
  const read = async () => ({ freeBytes: 5 * MIB, totalBytes: 9 * MIB });
  freeSpace = await FreeSpace.watch({ directory: open.dataDir, minFreeBytes: 6 * MIB, log: silent, read });
  const ingest = await createIngest(open.store, join(open.dataDir, 'spool'), { flushMs: 1 });
  const noId = sdkSpan({ spanContext: () => ({ traceId: 'ab', spanId: 'cd', traceFlags: 1 }) });
  await ingest.export('traces', serialize.protobuf.traces([sdkSpan(), noId, sdkSpan(), noId]), 'default');
  ingest.malformed('logs', 'json');
  metrics = serverMetrics({ version: '1.2.3', ingest, meter: new StorageMeter(open.store, () => nowMs), freeSpace });
  await sleep(50); // the event loop's first sample needs 10
  families = parseExposition(await metrics.text());
});
afterAll(async () => {
  freeSpace.stop();
  await open.close();
});

const samples = (name: string): Readonly<Record<string, number>> => {
  const family = families.get(name);
  if (!family) throw new Error(`There is no ${name}`);
  return Object.fromEntries(family.samples);
};

it('says that it is text format 0.0.4', () =>
  expect(metrics.contentType).toBe('text/plain; version=0.0.4; charset=utf-8'));

it('counts by signal and by reason', () => {
  expect(samples('watchingcat_ingest_accepted_requests_total')).toEqual({
    'signal="traces"': 1,
    'signal="logs"': 0,
    'signal="metrics"': 0,
  });
  expect(samples('watchingcat_ingest_accepted_records_total')).toMatchObject({ 'signal="traces"': 2 });
  expect(samples('watchingcat_ingest_rejected_records_total')).toEqual({
    'signal="traces",reason="the trace id is not 16 bytes that are not all zero"': 2,
  });
  expect(samples('watchingcat_ingest_malformed_requests_total')).toMatchObject({
    'signal="logs",kind="json"': 1,
    'signal="traces",kind="json"': 0,
  });
  expect(samples('watchingcat_ingest_refused_requests_total')).toMatchObject({
    'signal="metrics",reason="disk_full"': 0,
  });
});

it('does not count twice what is read twice', async () => {
  const again = parseExposition(await metrics.text());
  expect(again.get('watchingcat_ingest_accepted_records_total')).toEqual(
    families.get('watchingcat_ingest_accepted_records_total'),
  );
});

it('tells the size of the store and the room that is left', () => {
  expect(samples('watchingcat_store_up')).toEqual({ '': 1 });
  expect(samples('watchingcat_store_table_rows')['table="spans",signal="traces"']).toBe(2);
  expect(samples('watchingcat_store_table_bytes')['table="spans",signal="traces"']).toBeGreaterThan(0);
  expect(samples('watchingcat_store_merges')['']).toBeGreaterThanOrEqual(0);
  expect(samples('watchingcat_disk_free_bytes')).toEqual({ '': 5 * MIB });
  expect(samples('watchingcat_disk_full')).toEqual({ '': 1 });
});

it('tells how the process fares and what it is', () => {
  expect(samples('watchingcat_build_info')).toEqual({ [`version="1.2.3",node_version="${process.version}"`]: 1 });
  expect(samples('process_cpu_seconds_total')['']).toBeGreaterThan(0);
  expect(samples('process_resident_memory_bytes')['']).toBeGreaterThan(MIB);
  const late = ['0.5', '0.9', '0.99', '1'].map(
    (quantile) => samples('watchingcat_event_loop_delay_seconds')[`quantile="${quantile}"`],
  );
  expect(late[0]).toBeGreaterThanOrEqual(0);
  expect(late).toEqual([...late].sort((a, b) => a - b));
});

it('names its metrics with their unit, and counters with _total', () => {
  const own = [...families].filter(([name]) => name.startsWith('watchingcat_'));
  expect(own.length).toBeGreaterThan(15);
  for (const [name, { type, help }] of own) {
    expect(help).toMatch(/\.$/);
    expect([name, type]).toEqual([name, name.endsWith('_total') ? 'counter' : 'gauge']);
    expect(name).not.toMatch(/_(ms|milliseconds|mib|kb)(_|$)/);
  }
});

it('leaves sizes out while the store does not answer', async () => {
  nowMs = 10_000;
  const rows = jest.spyOn(open.store, 'rows').mockRejectedValue(new StoreError('unavailable', 'restarting'));
  const without = parseExposition(await metrics.text());
  rows.mockRestore();
  expect(without.get('watchingcat_store_up')?.samples.get('')).toBe(0);
  expect(without.get('watchingcat_store_table_bytes')?.samples.size).toBe(0);
  expect(without.get('watchingcat_store_merges')?.samples.size).toBe(0);
  expect(without.get('watchingcat_ingest_queue_rows')?.samples.get('')).toBe(0);
});

// Needs Prometheus' own tool on the PATH, which not every machine has; the parser above judges everywhere.
(hasPromtool ? it : it.skip)('has nothing that promtool finds wrong', async () => {
  const checked = spawnSync('promtool', ['check', 'metrics'], { input: await metrics.text(), encoding: 'utf8' });
  expect(checked.stderr.split('\n').filter((line) => line.includes('watchingcat_'))).toEqual([]);
  expect([0, 3]).toContain(checked.status); // 3: advice on names, which is not to be about ours
});
