// npm run bench -- responsive: how soon the API answers while the server takes in all that it can and works on a heavy query. Latencies
// are counted from the moment at which a request was due, so that a server that stands still is not asked less often.
// Options: --seconds S of measuring (30), --fill S of ingest before that (10), --concurrency N requests of the load at a time (32).
import { setTimeout as sleep } from 'node:timers/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { withDirectory } from './harness/ingestRun.ts';
import { latencies, type Latencies } from './harness/latency.ts';
import { options } from './harness/options.ts';
import { printMachine, printResult } from './harness/report.ts';
import { startServer } from './harness/server.ts';
import { startLoad } from './load/loadProcess.ts';
import { COMMON_ATTRIBUTE } from './load/spanMessage.ts';

const EVERY_MS = 20;
const TARGET_MS = 20;
/** `health` asks the engine too; `problems` is a constant, so that its latency is the delay of the event loop and little else. */
const PROBES = { health: '/api/v1/health', problems: '/api/v1/problems' } as const;
const HEAVY = [
  `/api/v1/traces?start=now-24h&end=now&limit=1000&attributes=${encodeURIComponent(`${COMMON_ATTRIBUTE.key}=${COMMON_ATTRIBUTE.value}`)}`,
  '/api/v1/graph?start=now-24h&end=now',
];

/** How often each reason kept a request from being answered with 200; such requests count in the latencies all the same. */
const failures = new Map<string, number>();

const given = options({ seconds: 30, fill: 10, concurrency: 32 });

printMachine();
await withDirectory(async (dataDir) => {
  const server = await startServer(dataDir);
  const load = await startLoad({
    signal: 'traces',
    protocol: 'http',
    endpoint: server.otlpHttp,
    concurrency: given.concurrency,
    seed: 3,
    requests: 2 * given.concurrency,
    recordsPerRequest: 2048,
    records: 1e12,
    seconds: given.fill + given.seconds,
    times: { kind: 'live' },
  });
  try {
    const sending = load.run();
    await Promise.race([sleep(given.fill * 1000), sending]);
    const own = monitorEventLoopDelay({ resolution: 1 });
    own.enable();
    await serverLoopDelay(server.url); // each scrape begins a new count
    const [health, problems, heavy] = await Promise.all([
      probe(server.url + PROBES.health),
      probe(server.url + PROBES.problems),
      heavyQueries(server.url),
    ]);
    own.disable();
    const serverLoopMs = await serverLoopDelay(server.url);
    const { records, elapsedMs } = await sending;
    console.log(
      `Meanwhile ${Math.round(records / (elapsedMs / 1000))} spans/s were acknowledged, and ${heavy.count} heavy queries answered (p50 ${heavy.p50} ms).`,
    );
    console.log(
      `This process's own event loop was late by ${(own.percentile(99) / 1e6 - 1).toFixed(1)} ms at p99, which the latencies contain.`,
    );
    console.log(`The server's own event loop was late by ${serverLoopMs.toFixed(1)} ms at p99 (/metrics).`);
    console.table({ [`${PROBES.health} (ms)`]: health, [`${PROBES.problems} (ms)`]: problems });
    console.log(
      `Target: p99 below ${TARGET_MS} ms; ${problems.p99 < TARGET_MS ? 'met' : 'missed'} by ${PROBES.problems}, ${health.p99 < TARGET_MS ? 'met' : 'missed'} by ${PROBES.health}.`,
    );
    for (const [reason, count] of failures) console.log(`Not answered with 200: ${count} times ${reason}`);
    printResult(
      { bench: 'responsive', value: health.p99, unit: 'ms' },
      {
        loop_p99: Number(serverLoopMs.toFixed(1)),
        problems_p99: problems.p99,
        failures: [...failures.values()].reduce((sum, count) => sum + count, 0),
      },
    );
  } finally {
    load.end();
    await server.end();
  }
});

/** How late the timers of the server's event loop were since the last time that this was asked, at p99, in ms. */
async function serverLoopDelay(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const found = /^watchingcat_event_loop_delay_seconds\{quantile="0.99"\} (\S+)$/m.exec(text);
  return found === null ? NaN : Number(found[1]) * 1e3;
}

/** One request each EVERY_MS, whether or not the former was answered. */
async function probe(url: string): Promise<Latencies> {
  const ms: number[] = [];
  const waiting: Promise<void>[] = [];
  const startedMs = performance.now();
  for (let due = startedMs; due < startedMs + given.seconds * 1000; due += EVERY_MS) {
    await sleep(Math.max(0, due - performance.now()));
    waiting.push(get(url).then(() => void ms.push(performance.now() - due)));
  }
  await Promise.all(waiting);
  return latencies(ms);
}

async function heavyQueries(url: string): Promise<Latencies> {
  const ms: number[] = [];
  const startedMs = performance.now();
  for (let i = 0; performance.now() - startedMs < given.seconds * 1000; i++) {
    const from = performance.now();
    await get(url + HEAVY[i % HEAVY.length]);
    ms.push(performance.now() - from);
  }
  return latencies(ms);
}

async function get(url: string): Promise<void> {
  try {
    const response = await fetch(url);
    const answer = await response.text();
    if (response.status !== 200) throw new Error(`HTTP ${response.status} ${answer.slice(0, 300)}`);
  } catch (error) {
    const reason = `${new URL(url).pathname}: ${String((error as Error).cause ?? error)}`;
    failures.set(reason, (failures.get(reason) ?? 0) + 1);
  }
}
