// A real store in a directory of its own, filled through the real OTLP receiver. Spans of one trace arrive in different requests.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spansToOtlpJson, type SpanDetails } from '@watchingcat/model';
import { pino } from 'pino';
import { ingestStatus } from '../src/api/ingestStatus.ts';
import type { IngestStatus } from '../src/api/ingestSchemas.ts';
import { createIngest } from '../src/ingest/createIngest.ts';
import { jsonToProtobuf } from '../src/ingest/otlp/jsonToProtobuf.ts';
import { TENANT } from '../src/ingest/receivers/listen.ts';
import { startOtlpHttp } from '../src/ingest/receivers/otlpHttp.ts';
import { openEmbeddedStore, type EmbeddedStore } from '../src/store/embeddedStore.ts';
import { serverMetrics, type Metrics } from '../src/metrics/serverMetrics.ts';
import { FreeSpace } from '../src/store/freeSpace.ts';
import { StorageMeter } from '../src/store/StorageMeter.ts';
import { StoreTelemetry } from '../src/telemetry/StoreTelemetry.ts';

export interface SeededStore {
  readonly store: EmbeddedStore;
  readonly telemetry: StoreTelemetry;
  readonly ingestStatus: () => Promise<IngestStatus>;
  readonly metrics: Metrics;
  /** Stores more, as it stored the first. */
  send(spans: readonly SpanDetails[]): Promise<void>;
  close(): Promise<void>;
}

const REQUESTS = 5;

/** @param logs ExportLogsServiceRequest as OTLP JSON */
export async function openSeededStore(spans: readonly SpanDetails[], logs?: object): Promise<SeededStore> {
  const log = pino({ level: 'silent' });
  const dataDir = await mkdtemp(join(tmpdir(), 'watchingcat-test-'));
  const store = await openEmbeddedStore({ dataDir, log });
  const ingest = await createIngest(store, join(dataDir, 'spool'));
  const receiver = await startOtlpHttp({ port: 0, ingest, log });
  try {
    for (let request = 0; request < REQUESTS; request++) {
      const part = spans.filter((_, index) => index % REQUESTS === request);
      await sendSpans(`http://127.0.0.1:${receiver.port}`, part);
    }
    if (logs !== undefined) await sendOtlp(`http://127.0.0.1:${receiver.port}/v1/logs`, logs);
  } finally {
    await receiver.close();
    await ingest.drain();
  }
  const freeSpace = await FreeSpace.watch({ directory: dataDir, minFreeBytes: 1, log });
  const retention = { traces: 7 * 86_400_000, logs: undefined, metrics: 3_600_000 };
  const meter = new StorageMeter(store);
  return {
    store,
    async send(more) {
      const again = await createIngest(store, join(dataDir, 'spool'));
      await again.export(
        'traces',
        jsonToProtobuf('traces', Buffer.from(JSON.stringify(spansToOtlpJson(more)))),
        TENANT,
      );
      await again.drain();
    },
    ingestStatus: ingestStatus({ ingest, meter, freeSpace, retention, log }),
    metrics: serverMetrics({ version: '1.2.3', ingest, meter, freeSpace }),
    telemetry: new StoreTelemetry(store, TENANT),
    async close() {
      freeSpace.stop();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** By OTLP JSON over HTTP. Resolves when they are durable. @throws Error when a span was not taken */
export async function sendSpans(otlpHttpUrl: string, spans: readonly SpanDetails[]): Promise<void> {
  await sendOtlp(`${otlpHttpUrl}/v1/traces`, spansToOtlpJson(spans));
}

async function sendOtlp(url: string, request: object): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  const answer = await response.text();
  if (!response.ok || answer.includes('rejected')) throw new Error(`OTLP: ${response.status} ${answer}`);
}
