// The demo as a person starts it: its command line in a process of its own, on the Node that runs the tests, with quick exports.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
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

  /** Ids of the processes that it started. */
  async childPids(): Promise<number[]> {
    const { stdout } = spawn('ps', ['-o', 'pid=', '--ppid', String(this.#child.pid)]);
    let text = '';
    for await (const chunk of stdout.setEncoding('utf8')) text += chunk as string;
    return text
      .split('\n')
      .map(Number)
      .filter((pid) => pid > 0);
  }

  /** Exit code, null after a signal. */
  async ended(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'close');
    return this.#child.exitCode;
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
