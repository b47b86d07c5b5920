// npm run bench -- query: how long people wait for answers from many stored spans, through StoreTelemetry on the embedded store.
// Options: --spans N (1,000,000), --hours H over which they are spread (24), --dir DIR to keep the filled store and use it again, --runs N of
// each question (50), --cold N of each with a new engine (3), --drop-caches to empty the machine's page cache before these (needs root).
import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StoreTelemetry } from '../packages/server/src/telemetry/StoreTelemetry.ts';
import { filledStore } from './harness/filledStore.ts';
import { withDirectory } from './harness/ingestRun.ts';
import { latencies, timeCalls, type Latencies } from './harness/latency.ts';
import { options } from './harness/options.ts';
import { printMachine, printResult } from './harness/report.ts';
import { withStore } from './harness/stored.ts';
import { traceQuestions, type Question } from './harness/traceQuestions.ts';

const TENANT = 'default';
const PATIENCE_MS = 60_000;

const given = options({ spans: 1e6, hours: 24, dir: '', runs: 50, cold: 3, 'drop-caches': false });

printMachine();
if (given.dir === '') await withDirectory(measure);
else await measure(resolve(given.dir));

async function measure(directory: string): Promise<void> {
  const { dataDir, spans, range } = await filledStore(directory, given.spans, given.hours);
  await readAll(dataDir);
  const { questions, warm } = await withStore(dataDir, async (store) => {
    const telemetry = new StoreTelemetry(store, TENANT);
    const asked = await traceQuestions(telemetry, range);
    const times = [];
    for (const { ask } of asked) {
      await ask(telemetry, 0);
      let found = 0;
      const measured = await timeCalls(given.runs, PATIENCE_MS, async (run) => (found += await ask(telemetry, run)));
      times.push({ ...measured, found: Math.round(found / measured.count) });
    }
    return { questions: asked, warm: times };
  });
  const cold: Latencies[] = [];
  for (const question of questions) cold.push(await coldTime(dataDir, question));
  const rows = questions.map(({ name, targetMs }, i) => {
    const { p50, p95, max, count, found } = warm[i];
    const verdict = targetMs === undefined ? '' : p95 <= targetMs ? 'met' : 'missed';
    return {
      question: name,
      found,
      runs: count,
      p50,
      p95,
      max,
      'target p95': targetMs ?? '',
      verdict,
      'cold p50': cold[i].p50,
      'cold max': cold[i].max,
    };
  });
  console.log(
    `${spans} spans over ${given.hours} hours; ms. Warm: one after the other, nothing else running. Cold: the first question to a new engine` +
      `${given['drop-caches'] ? ', page cache emptied' : ', files still in the page cache (--drop-caches empties it)'}. The targets are for 50,000,000 spans.`,
  );
  console.table(rows);
  printResult({ bench: 'query', value: warm[0].p95, unit: 'ms' }, { spans, questions: rows });
}

/** Puts all files into the machine's page cache, some of which it may have put out since they were written. */
async function readAll(directory: string): Promise<void> {
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isFile())
      await pipeline(
        createReadStream(join(entry.parentPath, entry.name)),
        new Writable({ write: (_chunk, _encoding, done) => done() }),
      );
  }
}

async function coldTime(dataDir: string, { ask }: Question): Promise<Latencies> {
  const ms: number[] = [];
  for (let run = 0; run < given.cold; run++) {
    if (given['drop-caches']) await dropCaches();
    await withStore(dataDir, async (store) => {
      const telemetry = new StoreTelemetry(store, TENANT);
      await store.ping();
      const from = performance.now();
      await ask(telemetry, run);
      ms.push(performance.now() - from);
    });
  }
  return latencies(ms);
}

/** https://docs.kernel.org/admin-guide/sysctl/vm.html#drop-caches */
async function dropCaches(): Promise<void> {
  try {
    await writeFile('/proc/sys/vm/drop_caches', '3');
  } catch (cause) {
    throw new Error('The page cache can be emptied by root only; leave --drop-caches away to measure without', {
      cause,
    });
  }
}
