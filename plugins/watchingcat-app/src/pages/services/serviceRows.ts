// What the table of services shows of one service: its numbers now, and what they were in the same time before.
import { NS_PER_MS, type ServiceStats, type TimeRange, type UnixNano } from '@watchingcat/model';

export interface ServiceRow {
  readonly name: string;
  readonly ratePerSecond: number;
  readonly errorRatio: number | undefined;
  readonly errors: number;
  readonly p50Ms: number | undefined;
  readonly p95Ms: number | undefined;
  readonly p99Ms: number | undefined;
  /** `undefined` where the back-end does not tell. */
  readonly lastSeen: UnixNano | undefined;
  /** `undefined` when there were too few calls to compare. */
  readonly before: { readonly ratePerSecond: number; readonly p95Ms: number | undefined } | undefined;
}

/** Below this many calls in either range a change is noise, not information. */
const MIN_CALLS_TO_COMPARE = 20;

export function serviceRows(
  now: readonly ServiceStats[],
  before: readonly ServiceStats[] | undefined,
  range: TimeRange,
): ServiceRow[] {
  const seconds = Number((range.end - range.start) / NS_PER_MS) / 1e3;
  const earlier = new Map(before?.map((service) => [service.name, service]));
  return now.map((service) => {
    const then = earlier.get(service.name);
    const isComparable = then !== undefined && Math.min(then.calls, service.calls) >= MIN_CALLS_TO_COMPARE;
    return {
      name: service.name,
      ratePerSecond: service.calls / seconds,
      errorRatio: service.calls === 0 ? undefined : service.errors / service.calls,
      errors: service.errors,
      p50Ms: service.p50Ms,
      p95Ms: service.p95Ms,
      p99Ms: service.p99Ms,
      lastSeen: service.lastSeen,
      before: isComparable ? { ratePerSecond: then.calls / seconds, p95Ms: then.p95Ms } : undefined,
    };
  });
}

/** The range of the same length that ends where this one starts. */
export function rangeBefore({ start, end }: TimeRange): TimeRange {
  return { start: start - (end - start), end: start };
}
