// CPU time and memory of a process and all below it, from /proc (Linux only).
import { readdir, readFile } from 'node:fs/promises';

const CLOCK_TICKS_PER_S = 100;
const SAMPLE_MS = 200;

/** The process and its descendants, parents first. Those that have ended are left out. */
export async function processTree(root: number): Promise<number[]> {
  const children = new Map<number, number[]>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number((await statFields(Number(name)))?.[1]);
    if (parent) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [root];
  for (let i = 0; i < tree.length; i++) tree.push(...(children.get(tree[i]) ?? []));
  return tree;
}

/** User and system time of all threads, in µs, to 10 ms. */
export async function cpuUs(pids: readonly number[]): Promise<number> {
  let ticks = 0;
  for (const pid of pids) {
    const fields = await statFields(pid);
    if (fields) ticks += Number(fields[11]) + Number(fields[12]);
  }
  return (ticks * 1e6) / CLOCK_TICKS_PER_S;
}

/** What follows the name in /proc/PID/stat: state, parent, … */
async function statFields(pid: number): Promise<string[] | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** Resident memory of all; pages that several of them share count several times. */
async function rssMb(pids: readonly number[]): Promise<number> {
  let kb = 0;
  for (const pid of pids) {
    const text = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    kb += Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0);
  }
  return kb / 1024;
}

export interface MemoryWatch {
  readonly peakMb: () => number;
  stop(): void;
}

/** Looks five times a second. */
export function watchMemory(root: number): MemoryWatch {
  let peak = 0;
  const look = async (): Promise<void> => {
    peak = Math.max(peak, await rssMb(await processTree(root)));
  };
  const timer = setInterval(() => void look(), SAMPLE_MS);
  return { peakMb: () => peak, stop: () => clearInterval(timer) };
}
