// One server per data directory: a lock file that says who holds it. The engine has a lock of its own, but it cannot say whose it is.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { StoreError } from './Store.ts';

/** Who holds a data directory. */
export interface DataDirectoryHolder {
  readonly pid: number;
  readonly host: string;
  /** RFC 3339, UTC: when the server was started. */
  readonly since: string;
  /** The process's start in clock ticks after boot, from /proc: tells a reused pid from the holder. Not on all systems. */
  readonly startTicks?: string;
}

export interface DataDirectoryLock {
  release(): Promise<void>;
}

const FILE = 'watchingcat.lock';
const HEARTBEAT_MS = 5_000;
/** Another machine's process cannot be looked up; it holds the directory as long as it keeps touching the file. */
const FOREIGN_STALE_MS = 60_000;

/**
 * Takes the directory, which is made when it is missing. The lock of a process that is gone is taken over.
 * @throws StoreError `in_use`; its message says who holds the directory, and what to do
 */
export async function lockDataDirectory(directory: string): Promise<DataDirectoryLock> {
  await mkdir(directory, { recursive: true });
  const file = join(directory, FILE);
  const mine: DataDirectoryHolder = {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    ...startTicks(process.pid),
  };
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify(mine)}\n`);
  try {
    // A link appears at once and whole, or not at all: nobody reads a half-written lock.
    while (!(await tryLink(draft, file))) {
      const holder = await dataDirectoryHolder(directory);
      if (holder) throw inUse(directory, holder);
      await removeStale(file, `${draft}.stale`);
    }
  } finally {
    await unlink(draft);
  }
  const heartbeat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => {}), HEARTBEAT_MS);
  heartbeat.unref();
  return {
    async release() {
      clearInterval(heartbeat);
      await unlink(file).catch(ignoreMissing);
    },
  };
}

/** The living process that holds the directory, without opening or changing anything; undefined when it is free. */
export function dataDirectoryHolder(directory: string): Promise<DataDirectoryHolder | undefined> {
  return holderIn(join(directory, FILE));
}

async function holderIn(file: string): Promise<DataDirectoryHolder | undefined> {
  try {
    const holder = JSON.parse(await readFile(file, 'utf8')) as DataDirectoryHolder;
    if (holder.host !== hostname())
      return Date.now() - (await stat(file)).mtimeMs < FOREIGN_STALE_MS ? holder : undefined;
    return isRunning(holder) ? holder : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined; // not written by us whole: nobody's
    ignoreMissing(error);
    return undefined;
  }
}

/** Another process may have replaced the stale lock a moment ago: what was moved away is looked at again, and put back if it is alive. */
async function removeStale(file: string, away: string): Promise<void> {
  try {
    await rename(file, away);
  } catch (error) {
    return ignoreMissing(error);
  }
  if (await holderIn(away)) await tryLink(away, file);
  await unlink(away);
}

function inUse(directory: string, holder: DataDirectoryHolder): StoreError {
  const where = holder.host === hostname() ? `process ${holder.pid}` : `process ${holder.pid} on ${holder.host}`;
  const what = holder.host === hostname() ? `End that process (kill ${holder.pid})` : 'End it there';
  return new StoreError(
    'in_use',
    `The data directory ${directory} is in use by ${where} since ${holder.since}. ${what}, or start this one with another directory (WATCHINGCAT_DATA_DIR).`,
  );
}

function isRunning(holder: DataDirectoryHolder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it runs, as another user
  }
  const now = startTicks(holder.pid).startTicks;
  return now === undefined || holder.startTicks === undefined || now === holder.startTicks;
}

/** Field 22 of /proc/<pid>/stat (proc(5)), counted after the command's name, which may contain anything. */
function startTicks(pid: number): { startTicks?: string } {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const ticks = text.slice(text.lastIndexOf(')') + 2).split(' ')[19];
    return ticks === undefined ? {} : { startTicks: ticks };
  } catch {
    return {};
  }
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function ignoreMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
