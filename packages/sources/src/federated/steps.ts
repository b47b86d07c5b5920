// The points of an answer over time: multiples of a step that cover a range.
import { msFromUnixNano } from '@watchingcat/model';
import type { TimeRange } from '@watchingcat/model';

export interface Steps {
  readonly stepMs: number;
  /** A multiple of `stepMs`, at or before the start of the range. */
  readonly startMs: number;
  /** The last point reaches the end of the range. */
  readonly count: number;
}

/** The step is raised where there would be more than `maxPoints`. */
export function stepsOf({ start, end }: TimeRange, askedStepMs: number, maxPoints: number): Steps {
  const fromMs = msFromUnixNano(start);
  const toMs = msFromUnixNano(end);
  const stepMs = Math.max(1, Math.ceil(Math.max(askedStepMs, (toMs - fromMs) / Math.max(1, maxPoints - 1))));
  const startMs = Math.floor(fromMs / stepMs) * stepMs;
  return { stepMs, startMs, count: Math.max(1, Math.ceil((toMs - startMs) / stepMs)) };
}
