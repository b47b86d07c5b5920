// Jaeger 1.62 all-in-one with its own store on disk (Badger), as the peer of the ingest benchmark.
//
// Jaeger acknowledges what it has put into a queue in memory and drops what does not fit there, without telling the sender. So the sender
// is held while many wait, spans are counted as Jaeger counts those that it saved, and the end is when each is saved or lost.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jaegerArguments } from '../../scripts/stack/components/jaeger.ts';
import { freePorts } from '../../scripts/stack/components/ports.ts';
import { answers, untilReady } from '../../scripts/stack/components/untilReady.ts';
import { endProgram, startProgram } from '../../scripts/stack/processes.ts';
import { startLoad } from '../load/loadProcess.ts';
import type { LoadPlan } from '../load/senderProtocol.ts';
import { cpuUs, watchMemory } from './processTree.ts';

const QUEUE = 400_000;
const LONG_QUEUE = 100_000;
const LOOK_MS = 200;
const PATIENCE_MS = 60_000;

export interface JaegerRun {
  readonly perSecond: number;
  readonly cpuUs: number;
}

export async function runJaeger(program: string, dir: string, plan: Omit<LoadPlan, 'endpoint'>): Promise<JaegerRun> {
  const ports = await freePorts(8);
  const [, grpc, http, admin] = ports.map((port) => `127.0.0.1:${port}`);
  const jaeger = await startProgram('Jaeger', {
    command: program,
    args: [
      ...jaegerArguments(ports).filter((argument) => !argument.startsWith('--memory.')),
      `--collector.queue-size=${QUEUE}`,
      '--badger.ephemeral=false',
      `--badger.directory-key=${join(dir, 'keys')}`,
      `--badger.directory-value=${join(dir, 'values')}`,
    ],
    logFile: join(dir, 'jaeger.log'),
    env: { SPAN_STORAGE_TYPE: 'badger', OTEL_TRACES_SAMPLER: 'always_off' },
  });
  try {
    await untilReady(jaeger, () => answers(`http://${admin}/`));
    const load = await startLoad({
      ...plan,
      progressMs: LOOK_MS,
      endpoint: plan.protocol === 'http' ? `http://${http}` : grpc,
    });
    const memory = watchMemory(jaeger.pid);
    const cpuBefore = await cpuUs([jaeger.pid]);
    const startedMs = performance.now();
    const progress = { isSent: false, records: 0 };
    const sent = load
      .run(({ records }) => (progress.records = records))
      .then((totals) => {
        progress.records = totals.records;
        return totals;
      })
      .finally(() => (progress.isSent = true));
    sent.catch(() => {}); // told when it is awaited, below
    let counters = await readCounters(admin);
    // Its gauge of the queue's length is a second old, so what waits is reckoned.
    const waiting = (): number => progress.records - counters.saved - counters.lost;
    let settledMs = performance.now();
    while (!progress.isSent || waiting() > 0) {
      if (waiting() > LONG_QUEUE) load.pause();
      else load.resume();
      await sleep(LOOK_MS);
      const before = counters;
      counters = await readCounters(admin);
      if (before.saved !== counters.saved || before.lost !== counters.lost) settledMs = performance.now();
      else if (performance.now() - settledMs > PATIENCE_MS)
        throw new Error(
          `Jaeger has saved ${counters.saved} and lost ${counters.lost} of ${progress.records} spans, and none for ${PATIENCE_MS / 1000} s`,
        );
    }
    const { records, cpuUs: senderUs } = await sent;
    const elapsedS = (performance.now() - startedMs) / 1000;
    memory.stop();
    load.end();
    const saved = counters.saved;
    const us = ((await cpuUs([jaeger.pid])) - cpuBefore) / saved;
    console.log(
      `Jaeger 1.62, Badger: ${saved} of ${records} spans saved in ${elapsedS.toFixed(1)} s (${records - saved} lost); CPU µs a span: ` +
        `${us.toFixed(2)}, the sender took ${(senderUs / records).toFixed(2)} more; peak memory ${memory.peakMb().toFixed(0)} MB`,
    );
    return { perSecond: saved / elapsedS, cpuUs: us };
  } finally {
    await endProgram(jaeger);
  }
}

/** Lost: dropped, refused, or failed to be saved. */
async function readCounters(admin: string): Promise<{ lost: number; saved: number }> {
  const text = await (await fetch(`http://${admin}/metrics`)).text();
  const sum = (pattern: RegExp): number =>
    [...text.matchAll(pattern)].reduce((total, [, value]) => total + Number(value), 0);
  return {
    lost:
      sum(/^jaeger_collector_spans_(?:dropped|rejected)_total(?:\{[^}]*\})? (\S+)$/gm) +
      sum(/^jaeger_collector_spans_saved_by_svc_total\{[^}]*result="err"[^}]*\} (\S+)$/gm),
    saved: sum(/^jaeger_collector_spans_saved_by_svc_total\{[^}]*result="ok"[^}]*\} (\S+)$/gm),
  };
}
