// The model of docs/critical-path.md written down as plainly as possible, for small traces only: nested objects, recursion, and a look at
// each pair of siblings. What the columns answer quickly must be what this answers.
import type { Trace } from '@watchingcat/model';
import { toleratedOverlap, WAITING, waitingOf } from '../criticalPath/waiting.ts';

export interface SlowSpan {
  readonly row: number;
  readonly start: number;
  readonly end: number;
  readonly children: readonly SlowSpan[];
}

export function slowModel(trace: Trace, row: number, from = -Infinity, to = Infinity): SlowSpan {
  const start = Math.max(from, trace.startNs[row]);
  const end = Math.min(to, trace.startNs[row] + trace.durationsNs[row]);
  if (end <= start) return { row, start, end, children: [] };
  const windows = rowsOf(trace)
    .filter((child) => trace.parent[child] === row)
    .filter((child) => ([WAITING.waited, WAITING.truncated] as number[]).includes(waitingOf(trace, row, child)))
    .map((child) => ({
      child,
      start: Math.max(start, trace.startNs[child]),
      end: Math.min(end, trace.startNs[child] + trace.durationsNs[child]),
    }))
    .filter(
      ({ child, ...window }) =>
        window.start < window.end || (window.start === window.end && trace.durationsNs[child] === 0),
    );
  const children = windows.map((span) => {
    const tolerated = toleratedOverlap(span.end - span.start, trace.durationsNs[row]);
    const followers = windows.filter(
      (other) => other.start < span.end && other.start >= span.end - tolerated && other.end > span.end,
    );
    return slowModel(trace, span.child, start, Math.min(span.end, ...followers.map((other) => other.start)));
  });
  return { row, start, end, children };
}

/** All spans of the model, the root first. */
export const spansOf = (span: SlowSpan): SlowSpan[] => [span, ...span.children.flatMap(spansOf)];

/** `[row, start, end]` in time order. */
export function slowPath(trace: Trace, span: SlowSpan): [row: number, start: number, end: number][] {
  const path: [number, number, number][] = [];
  let until = span.end;
  for (;;) {
    const [last] = span.children
      .filter((child) => child.start < child.end && child.end <= until)
      .sort((a, b) => b.end - a.end || a.start - b.start || (trace.spanIds[a.row] < trace.spanIds[b.row] ? -1 : 1));
    const from = last?.end ?? span.start;
    if (from < until) path.unshift([span.row, from, until]);
    if (last === undefined) return path;
    path.unshift(...slowPath(trace, last));
    until = last.start;
  }
}

export interface Change {
  /** Of own time; 1 where nothing is said. */
  readonly factor?: (row: number) => number;
  /** This row takes no time, or so much more; in ns. */
  readonly without?: number;
  readonly longer?: readonly [row: number, byNs: number];
}

/** How long the span takes when its spans do what they did, in the order in which they did it. */
export function slowReplay(span: SlowSpan, change: Change = {}): number {
  if (change.without === span.row) return 0;
  const factor = change.factor?.(span.row) ?? 1;
  const events = span.children
    .flatMap((child) => [
      { child, isEnd: false, time: child.start, rank: 1 },
      { child, isEnd: true, time: child.end, rank: child.start < child.end ? 0 : 2 },
    ])
    .sort((a, b) => a.time - b.time || a.rank - b.rank);
  const startedAt = new Map<number, number>();
  let now = 0;
  let observed = span.start;
  for (const { child, isEnd, time } of events) {
    if (isEnd) now = Math.max(now, startedAt.get(child.row)! + slowReplay(child, change));
    else {
      now += (time - observed) * factor;
      startedAt.set(child.row, now);
    }
    observed = time;
  }
  now += (span.end - observed) * factor;
  return change.longer?.[0] === span.row ? now + change.longer[1] : now;
}

const rowsOf = ({ size }: Trace) => Array.from({ length: size }, (_, row) => row);
