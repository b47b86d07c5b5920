import { join } from 'node:path';
import type { RetentionMs } from '../config/retention.ts';
import { createIngest } from '../ingest/createIngest.ts';
import { START_S, sdkLog, sdkMetrics, sdkSpan, serialize } from '../ingest/testing/sdkTelemetry.ts';
import { Retention } from './retention.ts';
import { StoreError } from './Store.ts';
import { silent, temporaryStore } from './testing/temporaryStore.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(60_000);

const DAY_S = 86_400;
const DAY_MS = DAY_S * 1_000;
/** Metrics have this time only: a Wednesday, 11:06:40 UTC. */
const START_MS = START_S * 1_000;

let open: Awaited<ReturnType<typeof temporaryStore>>;
beforeEach(async () => {
  open = await temporaryStore();
  const ingest = await createIngest(open.store, join(open.dataDir, 'spool'), { flushMs: 1 });
  const spans = [0, 3, 10].map((days, index) => {
    const at = START_S - days * DAY_S;
    const spanContext = () => ({
      traceId: 'abc'[index].repeat(32),
      spanId: '1'.repeat(16),
      traceFlags: 1,
    });
    return sdkSpan({ name: `${days} days old`, spanContext, startTime: [at, 0], endTime: [at + 1, 0] });
  });
  await ingest.export('traces', serialize.protobuf.traces(spans), 'default');
  const logs = [0, 3, 10].map((days) => sdkLog({ body: `${days} days old`, hrTime: [START_S - days * DAY_S, 0] }));
  await ingest.export('logs', serialize.protobuf.logs(logs), 'default');
  await ingest.export('metrics', serialize.protobuf.metrics(sdkMetrics()), 'default');
});
afterEach(() => open.close());

const COUNTED = [
  'spans',
  'red_1m',
  'trace_index',
  'logs',
  'metric_samples',
  'metric_histograms',
  'metric_series',
  'resources',
];
const rowsOf = async (): Promise<Record<string, number>> => {
  const counts = await Promise.all(
    COUNTED.map((table) => open.store.rows<{ N: string }>(`SELECT count() AS N FROM ${table}`)),
  );
  return Object.fromEntries(COUNTED.map((table, i) => [table, Number(counts[i][0]?.N)]));
};

/** One run, at this time. */
async function runAt(nowMs: number, retention: Partial<RetentionMs>): Promise<void> {
  const keep = { traces: undefined, logs: undefined, metrics: undefined, ...retention };
  const runner = new Retention({
    store: open.store,
    retention: keep,
    log: silent,
    now: () => nowMs,
    repeat: () => () => {},
  });
  await runner.stop();
}

it('drops the days of a signal, with its roll-ups and indices, and leaves the others', async () => {
  const before = await rowsOf();
  expect(before).toMatchObject({ spans: 3, red_1m: 3, trace_index: 3, logs: 3 });
  await runAt(START_MS, { traces: 7 * DAY_MS });
  expect(await rowsOf()).toEqual({ ...before, spans: 2, red_1m: 2, trace_index: 2 });
  expect(await open.store.columns('SELECT SpanName FROM spans ORDER BY Timestamp')).toEqual({
    SpanName: ['3 days old', '0 days old'],
  });
  await runAt(START_MS, { logs: 2 * DAY_MS });
  expect(await rowsOf()).toMatchObject({ spans: 2, logs: 1 });
});

it('keeps a day until its newest row is older than the retention', async () => {
  await runAt(START_MS + 0.9 * DAY_MS, { logs: DAY_MS });
  expect((await rowsOf())['logs']).toBe(1);
  await runAt(START_MS + DAY_MS, { logs: DAY_MS });
  expect((await rowsOf())['logs']).toBe(1);
  await runAt(START_MS + DAY_MS + 1_000, { logs: DAY_MS });
  expect((await rowsOf())['logs']).toBe(0);
});

it('keeps what has no retention for ever', async () => {
  const before = await rowsOf();
  await runAt(START_MS + 100_000 * DAY_MS, {});
  expect(await rowsOf()).toEqual(before);
});

it('forgets series and resources that were not seen for the retention of all that refers to them', async () => {
  const before = await rowsOf();
  const all = { traces: DAY_MS, logs: 2 * DAY_MS, metrics: 3 * DAY_MS };
  // LastSeen is the time of ingest: now.
  await runAt(Date.now() + 2.5 * DAY_MS, all);
  expect(await rowsOf()).toMatchObject({ resources: before['resources'], metric_series: before['metric_series'] });
  await runAt(Date.now() + 4 * DAY_MS, { ...all, traces: undefined });
  expect(await rowsOf()).toMatchObject({ resources: before['resources'], metric_series: 0 });
  await runAt(Date.now() + 4 * DAY_MS, all);
  expect((await rowsOf())['resources']).toBe(0);
});

it('leaves tables alone whose partitions are no days', async () => {
  await open.store.execute(
    "CREATE TABLE logs_by_month (T DateTime('UTC')) ENGINE = MergeTree PARTITION BY toYYYYMM(T) ORDER BY T",
  );
  await open.store.execute("INSERT INTO logs_by_month VALUES ('2020-01-01 00:00:00')");
  await runAt(START_MS, { traces: DAY_MS, logs: DAY_MS, metrics: DAY_MS });
  expect(await open.store.columns('SELECT count() AS N FROM logs_by_month')).toEqual({ N: ['1'] });
});

it('runs again when its time has come, also after a run that failed', async () => {
  let nowMs = START_MS;
  let tick = () => {};
  const execute = jest.fn().mockRejectedValueOnce(new StoreError('unavailable', 'restarting'));
  execute.mockImplementation((sql: string) => open.store.execute(sql));
  const store = { rows: open.store.rows.bind(open.store), execute };
  const runner = new Retention({
    store,
    retention: { traces: undefined, logs: 5 * DAY_MS, metrics: undefined },
    log: silent,
    now: () => nowMs,
    repeat: (task) => {
      tick = task;
      return () => {};
    },
  });
  await runner.settled;
  expect((await rowsOf())['logs']).toBe(3);
  tick();
  await runner.settled;
  expect((await rowsOf())['logs']).toBe(2);
  nowMs += 4 * DAY_MS;
  tick();
  await runner.stop();
  expect((await rowsOf())['logs']).toBe(1);
});
