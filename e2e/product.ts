// Starts the whole product as `npm start` does (or, over a team's real back-ends, `npm run stack`), on free ports and a fresh data directory,
// and ends it as Ctrl-C does.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from '../scripts/paths.ts';

export interface Product {
  readonly url: string;
  readonly shopUrl: string;
  /** Takes OTLP over HTTP, without a path. */
  readonly otlpUrl: string;
  /** Addresses of the back-ends beside it (`npm run stack`), by name. */
  readonly backEnds: Readonly<Record<string, string>>;
  /** All that it printed, so that a failure can show it. */
  readonly output: readonly string[];
  readonly running: RunningProduct;
}

/** What a product is found by, in any process. */
export interface RunningProduct {
  readonly dataDirectory: string;
  /** The process group, which has npm's process id. */
  readonly group: number;
}

const POLL_MS = 50;

/** @throws Error with the whole output when it ends before it is ready */
export async function startProduct(): Promise<Product> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'watchingcat-e2e-'));
  const env = {
    ...process.env,
    WATCHINGCAT_PORT: '0',
    WATCHINGCAT_OTLP_GRPC_PORT: '0',
    WATCHINGCAT_OTLP_HTTP_PORT: '0',
    WATCHINGCAT_SHOP_PORT: '0',
    WATCHINGCAT_DATA_DIR: dataDirectory,
  };
  const script = process.env['WATCHINGCAT_E2E_SCRIPT'] ?? 'start';
  const child = spawn('npm', ['run', '--silent', script], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const output: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => output.push(line));
  const url = await readyUrl(child, output);
  return {
    url,
    shopUrl: printed(output, /^Shop:\s+(\S+)$/),
    otlpUrl: printed(output, /^OTLP HTTP:\s+(\S+)$/),
    backEnds: Object.fromEntries(
      output.flatMap((line) => {
        const found = /^(Jaeger|Prometheus|Elasticsearch):\s+(http\S+)$/.exec(line);
        return found === null ? [] : [[found[1], found[2]]];
      }),
    ),
    output,
    running: { dataDirectory, group: child.pid! },
  };
}

/**
 * Sends SIGINT to the whole process group, which is what a terminal does on Ctrl-C, and resolves when npm has ended; at once when it had
 * ended before. npm may end by that signal itself; what must be gone is in `processesOf`.
 */
export async function interrupt({ group }: RunningProduct): Promise<void> {
  if (!isAlive(group)) return;
  process.kill(-group, 'SIGINT');
  while (isAlive(group)) await sleep(POLL_MS);
}

/** Process ids, other than our own, that still work on its data directory or belong to its group. Linux only, as /proc is. */
export function processesOf({ dataDirectory, group }: RunningProduct): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .filter((pid) => {
      try {
        const processGroup = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[2]);
        return (
          processGroup === group ||
          // Children carry the data directory in their environment, whatever process group they are in.
          readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`WATCHINGCAT_DATA_DIR=${dataDirectory}\0`)
        );
      } catch {
        return false; // it ended while we looked, or is not ours
      }
    });
}

/**
 * Hands `use` the address of a running product: the given one, or one that is started for it, left alone for `settleMs`, and ended and
 * removed afterwards, whatever happened. Where the given one takes OTLP is not known.
 */
export async function withProduct(
  givenUrl: string | undefined,
  settleMs: number,
  use: (url: string, otlpUrl: string | undefined) => Promise<void>,
): Promise<void> {
  if (givenUrl !== undefined) return use(givenUrl, undefined);
  const product = await startProduct();
  try {
    await sleep(settleMs);
    await use(product.url, product.otlpUrl);
  } finally {
    await interrupt(product.running);
    removeData(product.running);
  }
}

export function removeData({ dataDirectory }: RunningProduct): void {
  rmSync(dataDirectory, { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function printed(output: readonly string[], line: RegExp): string {
  return output.map((text) => line.exec(text)?.[1]).find((found) => found !== undefined)!;
}

async function readyUrl(child: ChildProcess, output: string[]): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    output.push(line);
    const url = /^WatchingCat is ready: (http\S+)$/.exec(line)?.[1];
    if (url !== undefined) {
      child.stdout!.on('data', () => {}); // keep the pipe empty
      return url;
    }
  }
  throw new Error(`npm start ended before it was ready:\n${output.join('\n')}`);
}
