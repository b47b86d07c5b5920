// What one span could change, in project management's terms: drag on the path, slack beside it. Both answer for one span at a time, over
// the model of waits.ts; what several changes do together is asked of whatIf.
import type { CriticalPath } from './criticalPath.ts';
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

/** O(n). */
export function dragAndSlack(path: CriticalPath): DragAndSlack {
  return { dragNs: drag(path), slackNs: slack(path.waits) };
}

/** A child can shorten its parent down to what the parent did or saw before the child ended; and the root by no more than its parent can. */
function drag({ root, durationNs, inclusiveNs, waits }: CriticalPath): Float64Array {
  const { trace, startNs, endNs, firstChild, childCount, byStart, byEnd } = waits;
  const dragNs = new Float64Array(trace.size);
  dragNs[root] = durationNs;
  for (let row = root; row < root + trace.subtreeSize[root]; row++) {
    if (inclusiveNs[row] === 0) continue;
    const first = firstChild[row];
    const stop = first + childCount[row];
    let begun = first;
    for (let i = first; i < stop; i++) {
      const child = byEnd[i];
      while (begun < stop && startNs[byStart[begun]] < endNs[child]) begun++;
      if (inclusiveNs[child] === 0) continue;
      let before = startNs[byStart[begun - 1]]; // the latest start before the child's end: at least its own
      if (i > first) before = Math.max(before, endNs[byEnd[i - 1]]);
      const next = i + 1 < stop ? byEnd[i + 1] : child;
      const endsWithNext = next !== child && endNs[next] === endNs[child] && startNs[next] < endNs[next];
      dragNs[child] = endsWithNext ? 0 : Math.min(endNs[child] - before, dragNs[row]);
    }
  }
  return dragNs;
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
