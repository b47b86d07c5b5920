// The whole server: store (its engine in a child process), ingest with its OTLP receivers (in a thread of its own), API and pages.
// Started from the inside out, and stopped from the outside in, so that whatever is taken in can still be stored.
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { createApi, type ApiOptions } from './api/createApi.ts';
import { healthChecks } from './api/healthChecks.ts';
import { ingestStatus } from './api/ingestStatus.ts';
import { refusePublicAddress } from './config/publicAddress.ts';
import { retentionMs } from './config/retention.ts';
import type { Config } from './config/schema.ts';
import { listenError, TENANT } from './ingest/receivers/listen.ts';
import { startIngestThread } from './ingest/thread/startIngestThread.ts';
import { loadShell } from './shell.ts';
import { openEmbeddedStore } from './store/embeddedStore.ts';
import { FreeSpace } from './store/freeSpace.ts';
import { Retention } from './store/retention.ts';
import type { Store } from './store/Store.ts';
import { StorageMeter } from './store/StorageMeter.ts';
import { sourcesTelemetry } from './sources/sourcesTelemetry.ts';
import { serverMetrics } from './metrics/serverMetrics.ts';
import { storeAnalyses } from './telemetry/analyses/storeAnalyses.ts';
import { EdgeRollup } from './telemetry/EdgeRollup.ts';
import { StoreTelemetry } from './telemetry/StoreTelemetry.ts';
import { VERSION } from './version.ts';

export interface RunningServer {
  /** Where a person opens it. */
  readonly url: string;
  /** host:port */
  readonly otlpGrpc: string;
  readonly otlpHttp: string;
  /** Resolves when the server lost a part that it cannot work without; whoever started it ends it. */
  readonly failed: Promise<Error>;
  /** Takes nothing new, answers what runs, stores what was taken, and releases the data directory. */
  close(): Promise<void>;
}

/**
 * Resolves when store, ingest and API answer.
 * @throws ConfigError a public address @throws StoreError the data directory is held by another @throws PortInUseError
 */
export async function startServer(config: Config, log: Logger): Promise<RunningServer> {
  refusePublicAddress(config);
  const failed = Promise.withResolvers<Error>();
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    // What fails to close must not keep the rest open: the lock on the data directory comes last.
    for (let step = closing.pop(); step; step = closing.pop()) {
      await step().catch((error: unknown) => log.error({ err: error }, 'closing failed'));
    }
  };
  try {
    const store = await openEmbeddedStore({
      dataDir: config.dataDir,
      log,
      timeoutMs: config.store.queryTimeoutMs,
      maxRowsToRead: config.store.maxRowsToRead,
    });
    closing.push(() => store.close());
    const retention = new Retention({ store, retention: retentionMs(config), log });
    closing.push(() => retention.stop());
    const edges = new EdgeRollup({ store, log });
    closing.push(() => edges.stop());
    const { minFreeBytes } = config.store;
    const freeSpace = await FreeSpace.watch({ directory: config.dataDir, minFreeBytes, log });
    closing.push(async () => freeSpace.stop());
    const { host, grpcPort, httpPort } = config.otlp;
    const ingest = await startIngestThread(
      store,
      {
        directory: resolve(config.dataDir, 'spool'),
        problem: freeSpace.problem,
        host,
        grpcPort,
        httpPort,
        logLevel: config.log.level,
      },
      failed.resolve,
    );
    closing.push(() => ingest.close());
    const tellOfSpace = () => ingest.refuse(freeSpace.problem);
    freeSpace.onChange(tellOfSpace);
    tellOfSpace(); // it may have changed while the thread started

    const meter = new StorageMeter(store);
    const api = await createApi({
      ...readFrom(config, store),
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
      otlpGrpc: `${urlHost(host)}:${ingest.otlpGrpc.port}`,
      otlpHttp: `http://${urlHost(host)}:${ingest.otlpHttp.port}`,
      failed: failed.promise,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Who answers what is asked. */
function readFrom(config: Config, store: Store): Pick<ApiOptions, 'telemetry' | 'analyses'> {
  if (config.read.from === 'sources') return { telemetry: sourcesTelemetry(config) };
  const telemetry = new StoreTelemetry(store, TENANT);
  return { telemetry, analyses: storeAnalyses(store, TENANT, telemetry) };
}

/** A wildcard address is reached by localhost; IPv6 stands in brackets. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
