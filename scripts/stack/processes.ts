// Programs of the stack as children that never outlive us. They know nothing of our IPC channel (scripts/children.ts), so a tiny shell
// stands beside each: it reads from a pipe that only we hold, and ends the program's whole group when that pipe breaks.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { endChild, type Child } from '../children.ts';

/** `$1` is the program's process group; what ignores SIGTERM for 5 s is killed. */
const LIFELINE = 'read -r _; kill -TERM "-$1" && sleep 5 && kill -KILL "-$1"';
const LOG_TAIL_LINES = 15;

export interface Program extends Child {
  readonly pid: number;
  /** Standard output and standard error. */
  readonly logFile: string;
}

export interface ProgramOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** Appended to; its directory must exist. */
  readonly logFile: string;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** @throws Error when the program cannot be started at all */
export async function startProgram(name: string, options: ProgramOptions): Promise<Program> {
  const log = openSync(options.logFile, 'a');
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  try {
    await once(child, 'spawn');
  } catch (cause) {
    throw new Error(`${name} could not be started: ${options.command} does not run here.`, { cause });
  }
  const ended = once(child, 'close').then(([code, signal]: (number | string | null)[]) => signal ?? code ?? 1);
  const program = { name, process: child, ended, pid: child.pid!, logFile: options.logFile };
  holdLifeline(program);
  return program;
}

/** SIGTERM, patience, SIGKILL. */
export const endProgram = (program: Program, patienceMs = 10_000): Promise<void> => endChild(program, patienceMs);

/** The end of what the program wrote, for an error message. */
export function logTail(logFile: string): string {
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
}

function holdLifeline({ pid, ended }: Program): void {
  const lifeline = spawn('sh', ['-c', LIFELINE, 'sh', String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  lifeline.unref();
  void ended.then(() => lifeline.kill('SIGKILL'));
}
