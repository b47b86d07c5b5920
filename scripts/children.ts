// Child processes that never outlive us: each has its own process group, so that Ctrl-C reaches only us and we end them in order, and
// an IPC channel, whose end tells them that we are gone even when we were killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ROOT } from './paths.ts';

export interface Child {
  readonly name: string;
  readonly process: ChildProcess;
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
}

/** Starts a Node script whose standard output is given line by line; standard error goes to ours. */
export function startChild(
  name: string,
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  onLine: (line: string) => void,
): Child {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    detached: true,
  });
  createInterface({ input: child.stdout! }).on('line', onLine);
  const ended = once(child, 'close').then(([code, signal]: (number | string | null)[]) => signal ?? code ?? 1);
  return { name, process: child, ended };
}

/** Asks with SIGTERM, waits, and kills what has not ended by then. */
export async function endChild({ name, process: child, ended }: Child, patienceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const patience = setTimeout(() => {
    console.error(`${name} did not end within ${patienceMs / 1000} s and was killed.`);
    child.kill('SIGKILL');
  }, patienceMs);
  await ended;
  clearTimeout(patience);
}

/**
 * Runs a program to its end with its output shown; resolves with the exit code. A terminal's Ctrl-C reaches it without us, SIGTERM is
 * passed on.
 */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<number> {
  const child = spawn(command, args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    stdio: 'inherit',
  });
  const wait = () => {};
  const pass = () => child.kill('SIGTERM');
  process.on('SIGINT', wait).on('SIGTERM', pass);
  const [code] = (await once(child, 'close')) as [number | null];
  process.off('SIGINT', wait).off('SIGTERM', pass);
  return code ?? 1;
}
