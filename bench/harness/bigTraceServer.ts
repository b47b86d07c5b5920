// The product without the shop, with nothing in its store but big traces: for what a browser makes of them.
import { setTimeout as sleep } from 'node:timers/promises';
import { buildBundles } from '../../scripts/build.ts';
import { endChild, type Child } from '../../scripts/children.ts';
import { SERVER } from '../../scripts/paths.ts';
import { startUntilLine } from '../../scripts/startUntilLine.ts';
import { bigTrace, requestsOf, type BigTrace, type BigTraceShape } from '../load/bigTrace.ts';
import { httpTransport } from '../load/transport.ts';

export interface StoredTrace extends Pick<BigTrace, 'traceId' | 'size'> {
  readonly startMs: number;
}

/** So that merges of what was just stored do not share the processor with what is measured. */
const SETTLE_MS = 10_000;
/** The traces are over when they are sent. */
const AGE_MS = 120_000;

/** Builds what the browser loads, starts the server on the directory, stores one trace of each size, and ends the server after `use`. */
export async function withBigTraces(
  dataDir: string,
  sizes: readonly number[],
  shape: BigTraceShape,
  use: (url: string, traces: readonly StoredTrace[]) => Promise<void>,
): Promise<void> {
  await buildBundles();
  const env = {
    WATCHINGCAT_DATA_DIR: dataDir,
    WATCHINGCAT_PORT: '0',
    WATCHINGCAT_OTLP_GRPC_PORT: '0',
    WATCHINGCAT_OTLP_HTTP_PORT: '0',
    WATCHINGCAT_LOG_LEVEL: 'error',
  };
  let server: Child | undefined;
  let url = '';
  const find = (line: string) => {
    url ||= /^WatchingCat is ready: (.*)$/.exec(line)?.[1] ?? '';
    return /^OTLP HTTP: (.*)$/.exec(line)?.[1];
  };
  try {
    const onStarted = (child: Child) => (server = child);
    const otlp = await startUntilLine('The server', SERVER, ['serve', '--shell'], { env, find, onStarted });
    const traces: StoredTrace[] = [];
    for (const size of sizes) traces.push(await store(otlp, bigTrace(size, shape)));
    await sleep(SETTLE_MS);
    await use(url, traces);
  } finally {
    if (server) await endChild(server, 30_000);
  }
}

async function store(otlp: string, trace: BigTrace): Promise<StoredTrace> {
  const startMs = Date.now() - AGE_MS;
  const transport = httpTransport(otlp, 'traces', 1);
  try {
    for (const body of requestsOf(trace, BigInt(startMs) * 1_000_000n)) {
      let outcome = await transport.send(body);
      for (; outcome.kind === 'retry'; outcome = await transport.send(body)) await sleep(outcome.afterMs);
      if (outcome.kind !== 'stored') throw new Error(`The server did not store all spans: ${outcome.detail}`);
    }
  } finally {
    transport.close();
  }
  return { traceId: trace.traceId, size: trace.size, startMs };
}
