// A data directory with so many spans over the last hours, sent as OTLP to a real server and merged; kept and used again where a directory
// is named, because filling one with 50 million spans takes a quarter of an hour.
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TimeRange } from '@watchingcat/model';
import { printIngest, printTables, runIngest } from './ingestRun.ts';
import { withStore } from './stored.ts';

export interface FilledStore {
  readonly dataDir: string;
  readonly spans: number;
  /** All spans start in it. */
  readonly range: TimeRange;
}

interface Saved {
  readonly spans: number;
  readonly hours: number;
  readonly endMs: number;
}

const NS_PER_MS = 1_000_000n;
const HOUR_MS = 3_600_000;

/** @throws Error when the directory was filled with something else than what is asked for */
export async function filledStore(directory: string, spans: number, hours: number): Promise<FilledStore> {
  const file = join(directory, 'filled.json');
  const dataDir = join(directory, 'data');
  if (!existsSync(file)) {
    if (existsSync(dataDir))
      throw new Error(`${dataDir} was not filled to its end; remove ${directory} and run this again`);
    await mkdir(dataDir, { recursive: true });
    const endMs = Date.now();
    const run = await runIngest(dataDir, {
      signal: 'traces',
      protocol: 'http',
      concurrency: 96,
      seed: 7,
      requests: 32,
      recordsPerRequest: 2048,
      records: spans,
      seconds: 86_400,
      times: { kind: 'spread', hours },
    });
    printIngest(run, 'spans');
    await withStore(dataDir, (store) => printTables(store, run.sent.records, 'spans'));
    await writeFile(file, JSON.stringify({ spans, hours, endMs } satisfies Saved));
  }
  const saved = JSON.parse(await readFile(file, 'utf8')) as Saved;
  if (saved.spans !== spans || saved.hours !== hours)
    throw new Error(
      `${directory} holds ${saved.spans} spans over ${saved.hours} hours; ask for that, or name another directory`,
    );
  const end = BigInt(saved.endMs) * NS_PER_MS;
  return { dataDir, spans, range: { start: end - BigInt(hours * HOUR_MS) * NS_PER_MS, end } };
}
