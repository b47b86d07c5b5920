// What one span could change, in project management's terms: drag on the path, slack beside it. Both answer for one span at a time, over
// the model of waits.ts; what several changes do together is asked of whatIf.
import type { CriticalPath } from './criticalPath.ts';
import { RangeMinimum } from './rangeMinimum.ts';
import { firstAbove, lowerBound } from '../sortedSearch.ts';
import { endsFirst, type Waits } from './waits.ts';

/** Columns by row of the trace, in ns. */
export interface DragAndSlack {
  /**
   * By how much the root would be shorter if this span, with all that it waits for, took no time (Devaux' drag). Never above its time on
   * the path: a sibling that ran beside it, or something that the parent did meanwhile, takes over. 0 for spans off the path.
   */
  readonly dragNs: Float64Array;
  /** By how much this span alone can grow before the root does. 0 on the path; Infinity for spans that nobody waits for. */
  readonly slackNs: Float64Array;
}

/** O(n log n) where spans ran beside the path, else O(n). */
export function dragAndSlack(path: CriticalPath): DragAndSlack {
  const slackNs = slack(path.waits);
  return { dragNs: drag(path, slackNs), slackNs };
}

/** A span can shorten the root by what it can shorten its parent, and by no more than its parent can. */
function drag(path: CriticalPath, slackNs: Float64Array): Float64Array {
  const { root, durationNs, inclusiveNs, waits } = path;
  const { trace, firstChild, childCount, byEnd } = waits;
  const dragNs = new Float64Array(trace.size);
  dragNs[root] = durationNs;
  for (let row = root; row < root + trace.subtreeSize[root]; row++) {
    if (inclusiveNs[row] === 0 || childCount[row] === 0) continue;
    if (childCount[row] === 1) {
      const child = byEnd[firstChild[row]];
      dragNs[child] = Math.min(inclusiveNs[child], dragNs[row]);
    } else dragOfChildren(path, row, slackNs, dragNs);
  }
  return dragNs;
}

/**
 * Without a child its parent goes on from the latest thing that it did or saw before the child's end. What ran then, and was begun before
 * and ended after, does not move with the parent: the root gains no more than such a span has slack.
 */
function dragOfChildren(
  { inclusiveNs, waits }: CriticalPath,
  row: number,
  slackNs: Float64Array,
  dragNs: Float64Array,
) {
  const { startNs, endNs, firstChild, childCount, byStart, byEnd } = waits;
  const first = firstChild[row];
  const stop = first + childCount[row];
  const onPath = byEnd.subarray(first, stop).filter((child) => inclusiveNs[child] > 0);
  const pathEnds = new Float64Array(onPath.length);
  for (let i = 0; i < onPath.length; i++) pathEnds[i] = endNs[onPath[i]];
  const limits = new RangeMinimum(onPath.length);
  for (let i = first; i < stop; i++) {
    const beside = byEnd[i];
    if (inclusiveNs[beside] > 0) continue;
    const from = firstAbove(pathEnds, startNs[beside]);
    limits.lower(from, lowerBound(pathEnds, endNs[beside], onPath.length), slackNs[beside]);
  }
  let begun = first;
  let ended = first;
  for (let i = 0; i < onPath.length; i++) {
    const child = onPath[i];
    const end = pathEnds[i];
    while (begun < stop && startNs[byStart[begun]] < end) begun++;
    while (byEnd[ended] !== child) ended++;
    const lastStart = startNs[byStart[begun - 1]]; // at least the child's own
    const lastEnd = ended > first ? endNs[byEnd[ended - 1]] : lastStart;
    const next = ended + 1 < stop ? byEnd[ended + 1] : child;
    const endsWithNext = next !== child && endNs[next] === end && startNs[next] < end;
    const local = endsWithNext ? 0 : end - Math.max(lastStart, lastEnd);
    dragNs[child] = Math.min(local, limits.at(i), dragNs[row]);
  }
}
/** Backwards over what each parent saw: a late child is hidden as long as the parent waits for another one anyway. */
function slack(waits: Waits): Float64Array {
  const { trace, root, startNs, endNs, firstChild, childCount, byStart, byEnd } = waits;
  const slackNs = new Float64Array(trace.size).fill(Infinity);
  slackNs[root] = 0;
  for (let row = root; row < root + trace.subtreeSize[root]; row++) {
    const first = firstChild[row];
    let started = first + childCount[row] - 1;
    let ended = started;
    // By how much the parent may be late after the event at hand; and, where only waiting follows it, until when.
    let allowed = slackNs[row];
    let waitsUntil: number | undefined;
    while (started >= first) {
      const isEnd = ended >= first && !endsFirst(waits, byEnd[ended], byStart[started]);
      const time = isEnd ? endNs[byEnd[ended]] : startNs[byStart[started]];
      if (waitsUntil !== undefined) allowed += waitsUntil - time;
      if (isEnd) slackNs[byEnd[ended--]] = allowed;
      else allowed = Math.min(allowed, slackNs[byStart[started--]]); // a child that starts late ends late
      waitsUntil = isEnd ? time : undefined;
    }
  }
  return slackNs;
}
