// Which points a RED query asks for: a round step, and a range of whole steps, so that the first point is not a fragment.
import { rangeUtil } from '@grafana/data';
import { MAX_RED_POINTS, unixNanoFromMs, type TimeRange } from '@watchingcat/model';

/**
 * @param intervalMs what the panel's width suggests
 * @returns at most MAX_RED_POINTS steps
 */
export function redRange(fromMs: number, toMs: number, intervalMs: number): { range: TimeRange; stepMs: number } {
  const least = (toMs - fromMs) / (MAX_RED_POINTS - 2);
  const wanted = Math.max(1e3, intervalMs, least);
  const rounded = rangeUtil.roundInterval(wanted);
  const stepMs = rounded < least ? Math.ceil(least / 1e3) * 1e3 : rounded;
  const start = Math.floor(fromMs / stepMs) * stepMs;
  const end = Math.max(start + stepMs, Math.ceil(toMs / stepMs) * stepMs);
  return { range: { start: unixNanoFromMs(start), end: unixNanoFromMs(end) }, stepMs };
}
