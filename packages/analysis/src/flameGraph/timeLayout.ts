// A flame graph by time: a box is a span, at its time. Spans of one depth that run at the same time cannot lie on one lane, so a depth
// takes as many lanes as there are spans of it at once.
import type { Trace } from '@watchingcat/model';
import type { FrameNames } from './frameNames.ts';
import { lanesOf, type FlameLayout } from './layout.ts';
import { MinHeap } from './minHeap.ts';
import { orderByKey } from './orderByKey.ts';

/** A span without duration still takes its place, else it would lie under the next one. */
const MIN_NS = 1;

/**
 * Boxes are the rows of the trace, and share its columns. Each span goes to the lowest lane of its depth that is free when it starts,
 * which takes the fewest lanes that are possible (interval partitioning: Kleinberg and Tardos, Algorithm Design, §4.1). O(n log n).
 */
export function timeLayout(trace: Trace, { name, names }: FrameNames): FlameLayout {
  const { size, parent, subtreeSize, depth, startNs, durationsNs } = trace;
  // Depth first and siblings by start is not by start in all of a depth.
  const byStart = orderByKey(startNs);
  const { lane, count } = assignLanes(
    byStart,
    depth,
    (row) => startNs[row],
    (row) => startNs[row] + Math.max(durationsNs[row], MIN_NS),
  );
  return {
    size,
    parent,
    subtreeSize,
    start: startNs,
    width: durationsNs,
    extent: trace.durationNs,
    name,
    names,
    lanes: lanesOf(lane, count, byStart),
  };
}

function assignLanes(
  byStart: Uint32Array,
  depth: Uint32Array,
  startOf: (row: number) => number,
  endOf: (row: number) => number,
): { readonly lane: Uint32Array; readonly count: number } {
  const size = byStart.length;
  const byDepth = sortedByDepth(byStart, depth);
  const lane = new Uint32Array(size);
  let firstLane = 0;
  for (let from = 0; from < size;) {
    const level = depth[byDepth[from]];
    /** Lanes in use by when they become free, and those that are free by their number. */
    const busy = new MinHeap();
    const free = new MinHeap();
    let used = 0;
    let i = from;
    for (; i < size && depth[byDepth[i]] === level; i++) {
      const row = byDepth[i];
      while (busy.size > 0 && busy.leastKey <= startOf(row)) {
        const number = busy.pop();
        free.push(number, number);
      }
      const number = free.size > 0 ? free.pop() : used++;
      lane[row] = firstLane + number;
      busy.push(endOf(row), number);
    }
    firstLane += used;
    from = i;
  }
  return { lane, count: firstLane };
}

/** Stable: within a depth the order stays. Counting sort, O(n). */
function sortedByDepth(rows: Uint32Array, depth: Uint32Array): Uint32Array {
  let levels = 0;
  for (const level of depth) if (level >= levels) levels = level + 1;
  const next = new Uint32Array(levels + 1);
  for (const level of depth) next[level + 1]++;
  for (let level = 0; level < levels; level++) next[level + 1] += next[level];
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) sorted[next[depth[row]]++] = row;
  return sorted;
}
