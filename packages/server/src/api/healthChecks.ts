// What must work for the server to be ready: the store answers, and ingest keeps up. A full disk is no reason to send nobody here: reads go on.
import type { IngestStatsSource } from '../ingest/Ingest.ts';
import type { FreeSpace } from '../store/freeSpace.ts';
import type { Store } from '../store/Store.ts';
import type { HealthCheck } from './routes/status.ts';

const PING_TIMEOUT_MS = 2_000;
/** What waits longer than this is not joining an insert, it is stuck. */
const MAX_LAG_MS = 30_000;

export function healthChecks(
  store: Store,
  ingest: IngestStatsSource,
  freeSpace: FreeSpace,
): () => Promise<HealthCheck[]> {
  return async () => [await checkStore(store), await checkIngest(ingest), checkDisk(freeSpace)];
}

function checkDisk({ problem, space }: FreeSpace): HealthCheck {
  if (problem !== undefined) return { name: 'disk', status: 'degraded', detail: problem };
  const detail = space
    ? `${Math.floor(space.freeBytes / 2 ** 20)} MiB free`
    : 'the system does not tell how much is free';
  return { name: 'disk', status: 'ok', detail };
}

async function checkStore(store: Store): Promise<HealthCheck> {
  try {
    await store.ping(AbortSignal.timeout(PING_TIMEOUT_MS));
    return { name: 'store', status: 'ok' };
  } catch {
    return {
      name: 'store',
      status: 'failed',
      detail: 'The store does not answer. It restarts by itself; the log says why.',
    };
  }
}

async function checkIngest(ingest: IngestStatsSource): Promise<HealthCheck> {
  const { accepted, rejected, queuedRows, lagMs } = await ingest.stats();
  const numbers = `${accepted} records stored, ${rejected} rejected, ${queuedRows} waiting`;
  if (lagMs <= MAX_LAG_MS) return { name: 'ingest', status: 'ok', detail: numbers };
  return {
    name: 'ingest',
    status: 'failed',
    detail: `${numbers}; the oldest waits for ${Math.round(lagMs / 1_000)} s`,
  };
}
