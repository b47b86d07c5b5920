// The demo as a person starts it: its command line in a process of its own, on the Node that runs the tests, with quick exports.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** One run of a command, with what it printed so far. */
export class DemoProcess {
  readonly #child: ChildProcess;
  output = '';

  constructor(args: readonly string[], env: NodeJS.ProcessEnv) {
    this.#child = spawn(process.execPath, [MAIN, ...args], {
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Waits for a line that matches and returns its first group. @throws Error with the output when the process ends before */
  async line(pattern: RegExp): Promise<string> {
    for (;;) {
      const match = pattern.exec(this.output);
      if (match) return match[1] ?? match[0];
      if (this.#child.exitCode !== null) throw new Error(`It ended with ${this.#child.exitCode}: ${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Exit code, null after a signal. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'close');
    return this.#child.exitCode;
  }
}

/** A running shop that exports to `otlpEndpoint`, with its own data directory. */
export class TestShop {
  readonly process: DemoProcess;
  readonly dataDir: string;
  url = '';

  constructor(dataDir: string, otlpEndpoint: string, rate: number) {
    this.dataDir = dataDir;
    this.process = new DemoProcess(['start', '--port', '0', '--rate', String(rate), '--seed', '7'], {
      OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint,
      OTEL_BSP_SCHEDULE_DELAY: '200',
      OTEL_METRIC_EXPORT_INTERVAL: '1000',
      WATCHINGCAT_DATA_DIR: dataDir,
      WATCHINGCAT_SHOP_CART_TTL_MS: '2000',
    });
  }

  static async start(otlpEndpoint: string, rate: number): Promise<TestShop> {
    const shop = new TestShop(await mkdtemp(join(tmpdir(), 'watchingcat-demo-')), otlpEndpoint, rate);
    shop.url = await shop.process.line(/^Shop is ready: (.*)$/m);
    return shop;
  }

  /** JSON request to the shop as the shopper with this session id; returns status and answer. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    sid = '0badcafe-00000001',
  ): Promise<{ status: number; body: unknown }> {
    const response = await fetch(this.url + path, {
      method,
      headers: { cookie: `sid=${sid}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  }

  /** Ids of the service processes that run. */
  async servicePids(): Promise<number[]> {
    const { stdout } = spawn('ps', ['-o', 'pid=', '--ppid', String(this.process.pid)]);
    let text = '';
    for await (const chunk of stdout.setEncoding('utf8')) text += chunk as string;
    return text
      .split('\n')
      .map(Number)
      .filter((pid) => pid > 0);
  }

  async stop(): Promise<void> {
    this.process.kill('SIGTERM');
    await this.process.ended();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** True while a process with this id runs. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
