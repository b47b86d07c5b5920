// When the log records of a trace may have been written.
import { NS_PER_SECOND, type TimeRange, type Trace } from '@watchingcat/model';

/** Clocks differ, and loggers write late: a minute before, five after. */
export function logRangeOf({ start, durationNs }: Trace): TimeRange {
  return {
    start: start - 60n * NS_PER_SECOND,
    end: start + BigInt(Math.ceil(durationNs)) + 300n * NS_PER_SECOND,
  };
}
