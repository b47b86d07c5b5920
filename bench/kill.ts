// npm run bench -- kill: whether spans are lost or doubled when server or engine are killed while they take spans in. The sender repeats
// exactly the same bytes until a request is acknowledged, as OTLP demands, so at the end each span should be stored once.
// Options: --rounds N kills (50), --clients N requests at a time (8), --batch N spans in a request (256), --seed N of the moments.
import { setTimeout as sleep } from 'node:timers/promises';
import { freePorts } from '../scripts/stack/components/ports.ts';
import { withDirectory } from './harness/ingestRun.ts';
import { options } from './harness/options.ts';
import { processTree } from './harness/processTree.ts';
import { printMachine, printResult } from './harness/report.ts';
import { startServer, type Ports, type ServerUnderTest } from './harness/server.ts';
import { numberOf, withStore } from './harness/stored.ts';
import { startLoad } from './load/loadProcess.ts';
import type { SenderTotals } from './load/senderProtocol.ts';
import { Random } from './load/random.ts';

/** A kill comes at a random moment of this time after the first acknowledgement that follows the last kill. */
const MOMENT_MS = 1_500;
const PATIENCE_MS = 60_000;
const LOOK_MS = 50;

const given = options({ rounds: 50, clients: 8, batch: 256, seed: 1 });
const random = new Random(given.seed);

printMachine();
await withDirectory(async (dataDir) => {
  const [api, grpc, http] = await freePorts(3);
  const acknowledged = await killRounds(dataDir, { api, grpc, http });
  const counted = await withStore(dataDir, async (store) => ({
    rows: await numberOf(store, 'count()', 'spans'),
    different: await numberOf(store, 'uniqExact(TraceId, SpanId)', 'spans'),
    calls: await numberOf(store, 'sum(Calls)', 'red_1m'),
    indexed: await numberOf(store, 'sum(Spans)', 'trace_index'),
  }));
  // No id comes twice in the load, and nothing stays unacknowledged: what is missing of the acknowledged was lost.
  const lost = acknowledged - counted.different;
  const doubled = counted.rows - counted.different;
  console.log(`${acknowledged} spans acknowledged. Lost: ${lost}. Stored more than once: ${doubled}.`);
  console.log(
    `red_1m counts ${counted.calls - acknowledged} too many, trace_index ${counted.indexed - acknowledged} (negative: too few).`,
  );
  printResult(
    { bench: 'kill', value: lost + doubled, unit: 'spans lost or doubled' },
    {
      rounds: given.rounds,
      acknowledged,
      lost,
      doubled,
      red_1m_excess: counted.calls - acknowledged,
      trace_index_excess: counted.indexed - acknowledged,
    },
  );
});

/** @returns how many spans were acknowledged */
async function killRounds(dataDir: string, ports: Ports): Promise<number> {
  let server = await startServer(dataDir, { ports, logLevel: 'silent' });
  const load = await startLoad({
    signal: 'traces',
    protocol: 'http',
    endpoint: server.otlpHttp,
    concurrency: given.clients,
    seed: given.seed,
    requests: 4 * given.clients,
    recordsPerRequest: given.batch,
    records: 1e12,
    seconds: 86_400,
    progressMs: LOOK_MS,
    times: { kind: 'live' },
  });
  try {
    let progress: SenderTotals | undefined;
    const sending = load.run((totals) => (progress = totals));
    sending.catch(() => {}); // told below
    for (let round = 0; round < given.rounds; round++) {
      const before = progress?.records ?? 0;
      await Promise.race([untilTrue(async () => (progress?.records ?? 0) > before), sending]);
      await Promise.race([sleep(random.below(MOMENT_MS)), sending]);
      server = round % 2 === 0 ? await killAll(server, dataDir, ports) : await killEngine(server);
      if (round % 10 === 9)
        console.log(
          `  ${round + 1} kills, ${progress?.records} spans acknowledged, ${progress?.retries} requests sent again`,
        );
    }
    load.stop();
    return (await sending).records;
  } finally {
    load.end();
    await server.end();
  }
}

/** Server and engine at once; then a new server on the same directory and ports. */
async function killAll(server: ServerUnderTest, dataDir: string, ports: Ports): Promise<ServerUnderTest> {
  for (const pid of await processTree(server.pid)) process.kill(pid, 'SIGKILL');
  await server.child.ended;
  return startServer(dataDir, { ports, logLevel: 'silent' });
}

/** The engine alone; the server starts another one by itself. */
async function killEngine(server: ServerUnderTest): Promise<ServerUnderTest> {
  const [, ...below] = await processTree(server.pid);
  for (const pid of below) process.kill(pid, 'SIGKILL');
  await untilTrue(() => isReady(server.url));
  return server;
}

/** @throws Error when it takes too long */
async function untilTrue(question: () => Promise<boolean>): Promise<void> {
  const startedMs = performance.now();
  while (!(await question())) {
    if (performance.now() - startedMs > PATIENCE_MS)
      throw new Error(`Nothing is stored ${PATIENCE_MS / 1000} s after a kill`);
    await sleep(LOOK_MS);
  }
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/api/v1/ready`).then(
    (response) => response.ok,
    () => false,
  );
}
