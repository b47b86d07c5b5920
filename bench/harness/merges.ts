// When the engine has nothing more to merge. Asked from the outside: a merge writes its new part into a directory `tmp_merge_…`, and costs CPU.
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cpuUs, processTree } from './processTree.ts';

const LOOK_MS = 250;
/** So long without a merge and with little to do. The engine starts a merge within a second of a reason for it. */
const QUIET_MS = 5_000;
/** Of one core: an idle engine has its own small chores. */
const IDLE_SHARE = 0.15;
const PATIENCE_MS = 30 * 60_000;

/**
 * Resolves with the time (as `performance.now()`) at which the last merge ended.
 * @param pid the server
 * @throws Error when merges do not end
 */
export async function untilMerged(dataDir: string, pid: number): Promise<number> {
  const startedMs = performance.now();
  let busyMs = startedMs;
  let lastMs = startedMs;
  let last = await cpuUs(await processTree(pid));
  while (performance.now() - busyMs < QUIET_MS) {
    await sleep(LOOK_MS);
    const now = await cpuUs(await processTree(pid));
    const nowMs = performance.now();
    const isIdle = now - last < IDLE_SHARE * 1000 * (nowMs - lastMs);
    if (!isIdle || (await isMerging(dataDir))) busyMs = nowMs;
    last = now;
    lastMs = nowMs;
    if (nowMs - startedMs > PATIENCE_MS)
      throw new Error(`The engine still merges after ${PATIENCE_MS / 60_000} minutes`);
  }
  return busyMs;
}

async function isMerging(dataDir: string): Promise<boolean> {
  for await (const _ of glob(join(dataDir, 'clickhouse/store/*/*/tmp_merge_*'))) return true;
  return false;
}
