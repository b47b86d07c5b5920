// What every benchmark prints: the machine first, one JSON object last.
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { installed } from '../../scripts/paths.ts';

export interface Result {
  readonly bench: string;
  readonly value: number;
  readonly unit: string;
  /** What another program did with the same load in the same run. */
  readonly peer?: number;
  /** value / peer */
  readonly ratio?: number;
  /** CPU time of all server processes for one unit of load, in µs. */
  readonly cpu_us?: number;
  /** The most that all server processes had at the same time. */
  readonly rss_mb?: number;
}

export function printMachine(): void {
  const chdb = JSON.parse(readFileSync(join(installed('chdb'), 'package.json'), 'utf8')) as { version: string };
  const [cpu] = cpus();
  const memoryGb = (totalmem() / 2 ** 30).toFixed(0);
  console.log(
    `Machine: ${cpus().length} cores (${cpu?.model.trim() || 'model unknown'}), ${memoryGb} GiB memory, load average ${loadavg()[0].toFixed(1)} ` +
      `before the run; Node ${process.version}, chdb ${chdb.version}`,
  );
}

/** @param more further figures, which the result's readers may ignore */
export function printResult(result: Result, more: Readonly<Record<string, unknown>> = {}): void {
  console.log(JSON.stringify({ ...rounded(result), ...more }));
}

function rounded(result: Result): object {
  const places = { ratio: 2, cpu_us: 2, rss_mb: 0, value: 1, peer: 1 };
  return Object.fromEntries(
    Object.entries(result).map(([key, value]) => [
      key,
      typeof value === 'number' ? Number(value.toFixed(places[key as keyof typeof places])) : value,
    ]),
  );
}
