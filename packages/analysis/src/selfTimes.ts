// Where the time of a trace was really spent: each span's own time, and what each service adds up to. Pure functions over columns.
import { NO_PARENT, type Trace } from '@watchingcat/model';

/**
 * Self time in ns per row: time of the span that no direct child covers. Overlapping children count once, and of a child that
 * outlives its parent only the part inside counts. Relies on the row order of a Trace (siblings by start). O(n).
 */
export function selfTimes({ size, parent, startNs, durationsNs }: Trace): Float64Array {
  const self = durationsNs.slice();
  const coveredUntil = startNs.slice();
  for (let row = 0; row < size; row++) {
    const p = parent[row];
    if (p === NO_PARENT) continue;
    const from = Math.max(startNs[row], coveredUntil[p]);
    const to = Math.min(startNs[row] + durationsNs[row], startNs[p] + durationsNs[p]);
    if (to <= from) continue;
    self[p] -= to - from;
    coveredUntil[p] = to;
  }
  return self;
}

export interface ServiceShare {
  /** Index into `trace.services`. */
  readonly service: number;
  readonly spans: number;
  readonly errors: number;
  readonly selfNs: number;
  /** Part of the self time of all spans, 0 to 1; 0 when no span took any time. */
  readonly share: number;
}

/** What each service contributes, largest self time first. `self` is the answer of `selfTimes`. */
export function serviceShares(trace: Trace, self: Float64Array): ServiceShare[] {
  const selfNs = new Float64Array(trace.services.length);
  const spans = new Uint32Array(trace.services.length);
  const errors = new Uint32Array(trace.services.length);
  let total = 0;
  for (let row = 0; row < trace.size; row++) {
    const service = trace.service[row];
    selfNs[service] += self[row];
    spans[service]++;
    if (trace.status[row] === STATUS_ERROR) errors[service]++;
    total += self[row];
  }
  return Array.from(selfNs, (ns, service) => ({
    service,
    spans: spans[service],
    errors: errors[service],
    selfNs: ns,
    share: total === 0 ? 0 : ns / total,
  })).sort((a, b) => b.selfNs - a.selfNs || a.service - b.service);
}

/** Index of `error` in model's `SPAN_STATUSES`. */
export const STATUS_ERROR = 2;
