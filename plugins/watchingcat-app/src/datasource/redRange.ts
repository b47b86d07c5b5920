// Which range a question about rates asks for: whole minutes or whole steps, because servers count in those; a fraction of one
// divided by the asked length would be a wrong rate.
import { rangeUtil } from '@grafana/data';
import { MAX_RED_POINTS, unixNanoFromMs, type TimeRange } from '@watchingcat/model';

const MINUTE_MS = 60_000;

/** The minutes that the range touches, and how many seconds of them are over at `nowMs` (1 at least). */
export function wholeMinutes(fromMs: number, toMs: number, nowMs: number): { range: TimeRange; seconds: number } {
  const { start, end } = aligned(fromMs, toMs, MINUTE_MS);
  return { range: nano(start, end), seconds: Math.max(1, (Math.min(end, nowMs) - start) / 1e3) };
}

/**
 * A round step and a range of whole steps, at most MAX_RED_POINTS of them.
 * @param intervalMs what the panel's width suggests
 */
export function redRange(fromMs: number, toMs: number, intervalMs: number): { range: TimeRange; stepMs: number } {
  // Two fewer, because a range that is not aligned touches one step more at each end.
  const leastMs = (toMs - fromMs) / (MAX_RED_POINTS - 2);
  const roundMs = rangeUtil.roundInterval(Math.max(1e3, intervalMs, leastMs));
  const stepMs = roundMs < leastMs ? Math.ceil(leastMs / 1e3) * 1e3 : roundMs;
  const { start, end } = aligned(fromMs, toMs, stepMs);
  return { range: nano(start, end), stepMs };
}

function aligned(fromMs: number, toMs: number, stepMs: number): { start: number; end: number } {
  const start = Math.floor(fromMs / stepMs) * stepMs;
  return { start, end: Math.max(start + stepMs, Math.ceil(toMs / stepMs) * stepMs) };
}

function nano(startMs: number, endMs: number): TimeRange {
  return { start: unixNanoFromMs(startMs), end: unixNanoFromMs(endMs) };
}
