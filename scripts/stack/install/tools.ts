// The tools that installers need, and running them with something to look at meanwhile.
import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { logTail, startProgram } from '../processes.ts';
import type { OnProgress } from '../components.ts';

const PROGRESS_EVERY_MS = 15_000;

export interface ToolRun {
  /** Shown to a person, for example "Jaeger 1.62: building". */
  readonly what: string;
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly onProgress: OnProgress;
}

/** Whether a program of this name runs here at all. */
export function hasTool(command: string, versionArgument = '--version'): boolean {
  return spawnSync(command, [versionArgument], { stdio: 'ignore' }).error === undefined;
}

/** What a program prints on standard output, or undefined when it fails. */
export function outputOf(command: string, args: readonly string[]): string | undefined {
  const { error, status, stdout } = spawnSync(command, args, { encoding: 'utf8' });
  return error !== undefined || status !== 0 ? undefined : stdout;
}

/** Runs a tool to its end in `cwd`. @throws Error with the end of its output when it fails */
export async function runTool(command: string, args: readonly string[], run: ToolRun): Promise<void> {
  const started = Date.now();
  const logFile = join(run.cwd, 'install.log');
  appendFileSync(logFile, `$ ${[command, ...args].join(' ')}\n`);
  const program = await startProgram(run.what, {
    command,
    args,
    logFile,
    cwd: run.cwd,
    ...(run.env && { env: run.env }),
  });
  const progress = setInterval(
    () => run.onProgress(`${run.what}, ${Math.round((Date.now() - started) / 1000)} s so far …`),
    PROGRESS_EVERY_MS,
  );
  const result = await program.ended;
  clearInterval(progress);
  if (result !== 0)
    throw new Error(
      `${run.what} failed: "${command} ${args[0]}" ended with ${result}. The end of its output:\n${logTail(logFile)}\n` +
        'When a registry could not be reached, run the same command again; what was downloaded is kept.',
    );
}
