// Ingest and storage at this moment, put together from those who know. Counts are answered also while the store is not there: that is when
// people look.
import type { Logger } from 'pino';
import type { RetentionMs } from '../config/retention.ts';
import type { IngestStatsSource } from '../ingest/Ingest.ts';
import type { CountsByReason } from '../ingest/IngestCounters.ts';
import { SIGNALS } from '../signals.ts';
import type { FreeSpace } from '../store/freeSpace.ts';
import type { StorageMeter } from '../store/StorageMeter.ts';
import { bytesOfSignal, type ServicesUse, type TablesUse } from '../store/storageUse.ts';
import { StoreError } from '../store/Store.ts';
import type { IngestStatus } from './ingestSchemas.ts';

export interface IngestStatusOptions {
  readonly ingest: IngestStatsSource;
  readonly meter: StorageMeter;
  readonly freeSpace: FreeSpace;
  readonly retention: RetentionMs;
  readonly log: Pick<Logger, 'warn'>;
}

/** Errors of the engine may be pages long. */
const MAX_ERROR_CHARACTERS = 300;

export function ingestStatus(options: IngestStatusOptions): () => Promise<IngestStatus> {
  const { ingest, meter, freeSpace, retention, log } = options;
  const since = new Date().toISOString();
  return async () => {
    const [tables, services] = await Promise.all([known(meter.tables(), log), known(meter.services(), log)]);
    const { signals, lagMs, queuedRows, queuedBytes, maxQueuedBytes, lastError } = await ingest.stats();
    const { space, minFreeBytes, isFull } = freeSpace;
    return {
      time: new Date().toISOString(),
      since,
      lagMs,
      queue: { rows: queuedRows, bytes: queuedBytes, maxBytes: maxQueuedBytes },
      lastError: lastError
        ? {
            message: lastError.message.slice(0, MAX_ERROR_CHARACTERS),
            time: new Date(lastError.atMs).toISOString(),
          }
        : null,
      signals: SIGNALS.map((signal) => {
        const { refused, rejected, malformed, ...numbers } = signals[signal];
        return {
          signal,
          ...numbers,
          refused: countList(refused),
          rejected: countList(rejected),
          malformed: countList(malformed),
          storedBytes: tables ? bytesOfSignal(tables.tables, signal) : null,
          retentionMs: retention[signal] ?? null,
        };
      }),
      disk: space ? { ...space, minFreeBytes, isFull } : null,
      storage: tables ? storageOf(tables) : null,
      services: services ? servicesOf(services) : null,
    };
  };
}

async function known<T>(measured: Promise<T>, log: IngestStatusOptions['log']): Promise<T | undefined> {
  try {
    return await measured;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.warn({ err: error }, 'The size of the store could not be measured');
    return undefined;
  }
}

/** The most frequent first. */
function countList(counts: CountsByReason): { reason: string; count: number }[] {
  return Object.entries(counts)
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count);
}

function storageOf({ tables, merges }: TablesUse): NonNullable<IngestStatus['storage']> {
  return {
    bytes: tables.reduce((sum, table) => sum + table.bytes, 0),
    parts: tables.reduce((sum, table) => sum + table.parts, 0),
    tables: tables.map((table) => ({ ...table, signal: table.signal ?? null })),
    merges: [...merges],
  };
}

function servicesOf({ services, total }: ServicesUse): NonNullable<IngestStatus['services']> {
  return {
    isEstimate: true,
    total,
    services: services.map(({ service, bytes, signals }) => ({
      service,
      bytes,
      signals: SIGNALS.flatMap((signal) => {
        const use = signals[signal];
        return use ? [{ signal, ...use }] : [];
      }),
    })),
  };
}
