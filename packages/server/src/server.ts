// The whole server in one process (but for the engine, which the store keeps in a child): store, ingest, OTLP receivers, API and pages.
// Started from the inside out, and stopped from the outside in, so that whatever is taken in can still be stored.
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { createApi } from './api/createApi.ts';
import { healthChecks } from './api/healthChecks.ts';
import { ingestStatus } from './api/ingestStatus.ts';
import { refusePublicAddress } from './config/publicAddress.ts';
import { retentionMs } from './config/retention.ts';
import type { Config } from './config/schema.ts';
import { createIngest } from './ingest/createIngest.ts';
import { refusalOf } from './ingest/refusalOf.ts';
import { listenError, TENANT } from './ingest/receivers/listen.ts';
import { startOtlpGrpc } from './ingest/receivers/otlpGrpc.ts';
import { startOtlpHttp } from './ingest/receivers/otlpHttp.ts';
import { loadShell } from './shell.ts';
import { openEmbeddedStore } from './store/embeddedStore.ts';
import { FreeSpace } from './store/freeSpace.ts';
import { Retention } from './store/retention.ts';
import { StorageMeter } from './store/StorageMeter.ts';
import { sourcesTelemetry } from './sources/sourcesTelemetry.ts';
import { serverMetrics } from './metrics/serverMetrics.ts';
import { StoreTelemetry } from './telemetry/StoreTelemetry.ts';
import { VERSION } from './version.ts';

export interface RunningServer {
  /** Where a person opens it. */
  readonly url: string;
  /** host:port */
  readonly otlpGrpc: string;
  readonly otlpHttp: string;
  /** Takes nothing new, answers what runs, stores what was taken, and releases the data directory. */
  close(): Promise<void>;
}

/**
 * Resolves when store, ingest and API answer.
 * @throws ConfigError a public address @throws StoreError the data directory is held by another @throws PortInUseError
 */
export async function startServer(config: Config, log: Logger): Promise<RunningServer> {
  refusePublicAddress(config);
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    // What fails to close must not keep the rest open: the lock on the data directory comes last.
    for (let step = closing.pop(); step; step = closing.pop()) {
      await step().catch((error: unknown) => log.error({ err: error }, 'closing failed'));
    }
  };
  try {
    const store = await openEmbeddedStore({ dataDir: config.dataDir, log, timeoutMs: config.store.queryTimeoutMs });
    closing.push(() => store.close());
    const keep = new Retention({ store, retention: retentionMs(config), log });
    closing.push(() => keep.stop());
    const { minFreeBytes } = config.store;
    const freeSpace = await FreeSpace.watch({ directory: config.dataDir, minFreeBytes, log });
    closing.push(async () => freeSpace.stop());
    const ingest = createIngest(store, { refusal: () => refusalOf(freeSpace) });
    closing.push(() => ingest.drain());
    const { host, grpcPort, httpPort } = config.otlp;
    const otlpGrpc = await startOtlpGrpc({ host, port: grpcPort, ingest, log });
    closing.push(() => otlpGrpc.close());
    const otlpHttp = await startOtlpHttp({ host, port: httpPort, ingest, log });
    closing.push(() => otlpHttp.close());

    const meter = new StorageMeter(store);
    const api = await createApi({
      telemetry: config.read.from === 'sources' ? sourcesTelemetry(config) : new StoreTelemetry(store, TENANT),
      version: VERSION,
      checks: healthChecks(store, ingest, freeSpace),
      ingestStatus: ingestStatus({ ingest, meter, freeSpace, retention: retentionMs(config), log }),
      metrics: serverMetrics({ version: VERSION, ingest, meter, freeSpace }),
      log,
      hostNames: [config.host, ...config.hostNames],
      registerShell: await loadShell(config.shell, config.dataDir),
    });
    closing.push(() => api.close());
    await api.listen({ host: config.host, port: config.port }).catch((error: unknown) => {
      throw listenError(error, 'UI and API', config.host, config.port, 'WATCHINGCAT_PORT');
    });
    const { port } = api.server.address() as AddressInfo;
    return {
      url: `http://${urlHost(config.host)}:${port}`,
      otlpGrpc: `${urlHost(otlpGrpc.host)}:${otlpGrpc.port}`,
      otlpHttp: `http://${urlHost(otlpHttp.host)}:${otlpHttp.port}`,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A wildcard address is reached by localhost; IPv6 stands in brackets. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
