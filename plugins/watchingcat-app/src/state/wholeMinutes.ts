// Rates and percentiles are answered from minutes: a range that starts within one is widened to its start, so that calls are divided
// by the time in which they were counted.
import type { TimeRange } from '@watchingcat/model';

const MINUTE_NS = 60_000_000_000n;

/** The end is widened too, but not past `now`, after which no call can have been counted. */
export function wholeMinutes({ start, end }: TimeRange, now: bigint): TimeRange {
  const nextMinute = end + ((MINUTE_NS - (end % MINUTE_NS)) % MINUTE_NS);
  const latest = nextMinute < now ? nextMinute : now;
  return { start: start - (start % MINUTE_NS), end: latest > end ? latest : end };
}
