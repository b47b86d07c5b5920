// Which spans are closest to being on the critical path.
import type { CriticalPath } from '@watchingcat/analysis';

/** Rows off the path that somebody waits for, least slack first, then longest. O(n log n). */
export function leastSlack({ root, inclusiveNs, waits }: CriticalPath, slackNs: Float64Array, limit: number): number[] {
  const { trace } = waits;
  const rows: number[] = [];
  for (let row = root; row < root + trace.subtreeSize[root]; row++) {
    if (inclusiveNs[row] === 0 && Number.isFinite(slackNs[row]) && trace.durationsNs[row] > 0) rows.push(row);
  }
  return rows.sort((a, b) => slackNs[a] - slackNs[b] || trace.durationsNs[b] - trace.durationsNs[a]).slice(0, limit);
}
