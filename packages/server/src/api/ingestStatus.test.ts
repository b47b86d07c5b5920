import { join } from 'node:path';
import { createIngest } from '../ingest/createIngest.ts';
import type { Ingest } from '../ingest/Ingest.ts';
import { MalformedOtlpError } from '../ingest/protobuf/ProtobufReader.ts';
import { sdkLog, sdkSpan, serialize } from '../ingest/testing/sdkTelemetry.ts';
import { FreeSpace } from '../store/freeSpace.ts';
import { StorageMeter } from '../store/StorageMeter.ts';
import { StoreError } from '../store/Store.ts';
import { silent, temporaryStore } from '../store/testing/temporaryStore.ts';
import { ingestStatus } from './ingestStatus.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(60_000);

const DAY_MS = 86_400_000;
let open: Awaited<ReturnType<typeof temporaryStore>>;
let freeSpace: FreeSpace;
beforeAll(async () => {
  open = await temporaryStore();
  const read = async () => ({ freeBytes: 5_000, totalBytes: 9_000 });
  freeSpace = await FreeSpace.watch({ directory: open.dataDir, minFreeBytes: 1_000, log: silent, read });
});
afterAll(async () => {
  freeSpace.stop();
  await open.close();
});

const statusOf = (ingest: Ingest) =>
  ingestStatus({
    ingest,
    meter: new StorageMeter(open.store),
    freeSpace,
    retention: { traces: 7 * DAY_MS, logs: undefined, metrics: 30 * DAY_MS },
    log: silent,
  });

it('says what was taken, refused and rejected, what is stored, and for how long', async () => {
  const ingest = await createIngest(open.store, join(open.dataDir, 'spool'), { flushMs: 1 });
  const noId = sdkSpan({ spanContext: () => ({ traceId: 'ab', spanId: 'cd', traceFlags: 1 }) });
  const spans = serialize.protobuf.traces([sdkSpan(), noId]);
  await ingest.export('traces', spans, 'default');
  await expect(ingest.export('traces', spans.subarray(0, 50), 'default')).rejects.toThrow(MalformedOtlpError);
  await ingest.export('logs', serialize.protobuf.logs([sdkLog()]), 'default');
  await ingest.drain();
  await expect(ingest.export('logs', spans, 'default')).rejects.toThrow('shutting down');

  const status = await statusOf(ingest)();
  expect(status).toMatchObject({ lagMs: 0, queue: { rows: 0, maxBytes: 256 * 2 ** 20 }, lastError: null });
  const [traces, logs, metrics] = status.signals;
  expect(traces).toEqual({
    signal: 'traces',
    acceptedRequests: 1,
    acceptedRecords: 1,
    receivedBytes: spans.length + 50,
    refused: [],
    rejected: [{ reason: 'the trace id is not 16 bytes that are not all zero', count: 1 }],
    malformed: [{ reason: 'protobuf', count: 1 }],
    storedBytes: expect.any(Number),
    retentionMs: 7 * DAY_MS,
  });
  expect(logs).toMatchObject({ acceptedRecords: 1, refused: [{ reason: 'draining', count: 1 }], retentionMs: null });
  expect(metrics).toMatchObject({ acceptedRequests: 0, storedBytes: 0, retentionMs: 30 * DAY_MS });
  expect(status.disk).toEqual({ freeBytes: 5_000, totalBytes: 9_000, minFreeBytes: 1_000, isFull: false });
  expect(status.storage?.bytes).toBeGreaterThan((traces.storedBytes ?? 0) + (logs.storedBytes ?? 0));
  expect(status.services).toMatchObject({ isEstimate: true, total: 1, services: [{ service: 'checkout' }] });
});

it('answers without sizes while the store does not answer', async () => {
  const ingest = await createIngest(open.store, join(open.dataDir, 'spool'), { flushMs: 1 });
  jest.spyOn(open.store, 'rows').mockRejectedValue(new StoreError('unavailable', 'restarting'));
  const insert = jest
    .spyOn(open.store, 'insertFile')
    .mockRejectedValue(new StoreError('unavailable', `no\n${'x'.repeat(999)}`));
  const body = serialize.protobuf.logs([sdkLog({ body: 'not stored' })]);
  await expect(ingest.export('logs', body, 'default')).rejects.toThrow(StoreError);
  const status = await statusOf(ingest)();
  expect(status).toMatchObject({ storage: null, services: null, disk: { freeBytes: 5_000 } });
  expect(status.lastError?.message).toMatch(/^StoreError: no\n/);
  expect(status.lastError?.message).toHaveLength(300);
  expect(status.signals[1]).toMatchObject({ refused: [{ reason: 'store_unavailable', count: 1 }], storedBytes: null });
  insert.mockRestore();
  await ingest.drain(); // or it would go on trying after the store is closed
  jest.restoreAllMocks();
});
