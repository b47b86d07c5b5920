// Times as Prometheus' API takes them, which counts in milliseconds.
import { msFromUnixNano } from '@watchingcat/model';
import type { TimeRange } from '@watchingcat/model';

/** Unix milliseconds as Unix seconds with three decimals. */
export function promTime(ms: number): string {
  return (ms / 1e3).toFixed(3);
}

/** A range in whole milliseconds, Prometheus' own precision. */
export interface RangeMs {
  readonly startMs: number;
  readonly endMs: number;
}

export function rangeMs({ start, end }: TimeRange): RangeMs {
  return { startMs: Math.floor(msFromUnixNano(start)), endMs: Math.floor(msFromUnixNano(end)) };
}

/** `start` and `end` of a request. */
export function bounds({ startMs, endMs }: RangeMs): { readonly start: string; readonly end: string } {
  return { start: promTime(startMs), end: promTime(endMs) };
}
