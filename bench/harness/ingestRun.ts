// Sends a load to a real server and follows it to the end of merges. The same for all signals; what is stored is looked at afterwards.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLoad } from '../load/loadProcess.ts';
import type { LoadPlan, SenderTotals } from '../load/senderProtocol.ts';
import { untilMerged } from './merges.ts';
import { cpuUs, processTree, watchMemory } from './processTree.ts';
import { startServer } from './server.ts';
import { tableSizes } from './stored.ts';
import type { EmbeddedStore } from '../../packages/server/src/store/embeddedStore.ts';

export interface IngestRun {
  readonly sent: SenderTotals;
  readonly bytesPerRecord: number;
  /** From the first request to the last acknowledgement, and to the end of the last merge. */
  readonly sendingS: number;
  readonly totalS: number;
  /** Of all server processes, until merges ended. */
  readonly serverCpuUs: number;
  readonly peakRssMb: number;
}

/** @param plan without the endpoint, which is the server's */
export async function runIngest(dataDir: string, plan: Omit<LoadPlan, 'endpoint'>): Promise<IngestRun> {
  const server = await startServer(dataDir);
  try {
    const endpoint = plan.protocol === 'http' ? server.otlpHttp : server.otlpGrpc;
    const load = await startLoad({ ...plan, endpoint });
    const memory = watchMemory(server.pid);
    try {
      const cpuBefore = await cpuUs(await processTree(server.pid));
      const startedMs = performance.now();
      const sent = await load.run(printProgress);
      const mergedMs = await untilMerged(dataDir, server.pid);
      return {
        sent,
        bytesPerRecord: load.bytesPerRecord,
        sendingS: sent.elapsedMs / 1000,
        totalS: (mergedMs - startedMs) / 1000,
        serverCpuUs: (await cpuUs(await processTree(server.pid))) - cpuBefore,
        peakRssMb: memory.peakMb(),
      };
    } finally {
      memory.stop();
      load.end();
    }
  } finally {
    await server.end();
  }
}

function printProgress({ samples, elapsedMs, retries }: SenderTotals): void {
  const perSecond = Math.round(samples / (elapsedMs / 1000));
  console.log(
    `  ${(elapsedMs / 1000).toFixed(0)} s: ${samples} acknowledged, ${perSecond}/s${retries > 0 ? `, ${retries} retries` : ''}`,
  );
}

/** Runs with a data directory that is removed afterwards. */
export async function withDirectory<Result>(use: (directory: string) => Promise<Result>): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'watchingcat-bench-'));
  try {
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** What was written, in words. `unit` is what `sent.samples` counts. */
export function printIngest(
  { sent, bytesPerRecord, sendingS, totalS, serverCpuUs, peakRssMb }: IngestRun,
  unit: string,
): void {
  const each = (us: number): string => (us / sent.samples).toFixed(2);
  console.log(
    `Written: ${sent.samples} ${unit} in ${sent.records} records of ${bytesPerRecord.toFixed(0)} bytes, ${sent.requests} requests, ` +
      `${(sent.bytes / 2 ** 20).toFixed(0)} MiB; acknowledged after ${sendingS.toFixed(1)} s, merged after ${totalS.toFixed(1)} s`,
  );
  if (sent.retries > 0)
    console.log(`Put off and sent again: ${sent.retries} requests, the last for: ${printable(sent.retryReason)}`);
  console.log(
    `CPU µs for one of ${unit}: server and engine ${each(serverCpuUs)}, merges included; the sender took ${each(sent.cpuUs)} more. ` +
      `Peak memory of server and engine: ${peakRssMb.toFixed(0)} MB`,
  );
}

const printable = (text: string): string => text.replaceAll(/[^\x20-\x7e]+/g, ' ').trim();

/** Prints and gives the bytes of all tables, `per` of what was sent. */
export async function printTables(store: EmbeddedStore, per: number, unit: string): Promise<number> {
  const sizes = await tableSizes(store);
  const each = (bytes: number): number => Number((bytes / per).toFixed(2));
  console.table(
    sizes.map(({ table, rows, bytes, parts }) => ({
      table,
      rows,
      parts,
      MiB: Number((bytes / 2 ** 20).toFixed(1)),
      [`bytes for one of ${unit}`]: each(bytes),
    })),
  );
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`On disk, all tables: ${each(total)} bytes for one of ${unit}`);
  return total / per;
}
