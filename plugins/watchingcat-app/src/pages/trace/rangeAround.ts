// A time range for links from a trace to what happened around it.
import { msFromUnixNano, type Trace } from '@watchingcat/model';
import type { RawRange } from '../../urls';

/** A minute before the trace to five after it. */
export function rangeAround({ start, durationNs }: Trace): RawRange {
  const startMs = msFromUnixNano(start);
  return { from: String(Math.floor(startMs) - 60_000), to: String(Math.ceil(startMs + durationNs / 1e6) + 300_000) };
}
