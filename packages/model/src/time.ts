// Time as it crosses the seam: absolute times are bigint Unix nanoseconds, because Float64 is exact only to 2^53 ns (104 days).
// Inside a trace, times are Float64 nanoseconds after the trace's start; see trace.ts.

/** Nanoseconds since the Unix epoch. */
export type UnixNano = bigint;

/** A half-open range of time, `start` included, `end` not. */
export interface TimeRange {
  readonly start: UnixNano;
  readonly end: UnixNano;
}

export const NS_PER_US = 1_000n;
export const NS_PER_MS = 1_000_000n;
export const NS_PER_SECOND = 1_000_000_000n;

/** Unix milliseconds (fractions are kept to the microsecond) as nanoseconds. @throws RangeError when `ms` is not finite */
export function unixNanoFromMs(ms: number): UnixNano {
  const whole = Math.floor(ms);
  return BigInt(whole) * NS_PER_MS + BigInt(Math.round((ms - whole) * 1e3)) * NS_PER_US;
}

/** Nanoseconds as Unix milliseconds; exact to a fraction of a microsecond, which is what `Date` and charts need. */
export function msFromUnixNano(ns: UnixNano): number {
  return Number(ns / NS_PER_MS) + Number(ns % NS_PER_MS) / 1e6;
}
