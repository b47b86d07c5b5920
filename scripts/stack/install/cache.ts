// Where installed components live, and how one appears there: whole or not at all. Two runs at a time may both build; the first to
// finish wins and the other uses the winner's.
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Outside the checkout, so that a fresh clone does not build for minutes again. */
export function stackCache(env: Environment = process.env, home: string = homedir()): string {
  return env['WATCHINGCAT_STACK_CACHE'] || join(env['XDG_CACHE_HOME'] || join(home, '.cache'), 'watchingcat', 'stack');
}

/**
 * The directory, built first where it does not exist.
 * @param build fills the empty directory that it is given; when it throws, nothing is left behind
 */
export async function installOnce(directory: string, build: (empty: string) => Promise<void>): Promise<string> {
  if (existsSync(directory)) return directory;
  await mkdir(dirname(directory), { recursive: true });
  await removeLeftovers(directory);
  const unfinished = `${directory}.unfinished-${process.pid}`;
  await mkdir(unfinished);
  try {
    await build(unfinished);
    await rename(unfinished, directory).catch((error: unknown) => {
      if (!existsSync(directory)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return directory;
}

/** What earlier runs left that were killed half-way. */
async function removeLeftovers(directory: string): Promise<void> {
  const prefix = `${basename(directory)}.unfinished-`;
  for (const name of await readdir(dirname(directory))) {
    if (name.startsWith(prefix) && !isAlive(Number(name.slice(prefix.length))))
      await rm(join(dirname(directory), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
