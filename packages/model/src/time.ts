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

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?([Zz]|[+-]\d\d:\d\d)$/;

/** UTC with all nine digits: `2026-11-23T22:00:00.123456789Z`. Sorts as text. */
export function formatRfc3339(ns: UnixNano): string {
  const second = ns / NS_PER_SECOND - (ns % NS_PER_SECOND < 0n ? 1n : 0n);
  const fraction = (ns - second * NS_PER_SECOND).toString().padStart(9, '0');
  return `${new Date(Number(second) * 1e3).toISOString().slice(0, -5)}.${fraction}Z`;
}

/**
 * Reads RFC 3339 with up to nanoseconds (further digits are cut) and any offset.
 * @throws RangeError when the text is not such a time, or no such day exists
 */
export function parseRfc3339(text: string): UnixNano {
  const match = RFC3339.exec(text);
  if (match === null) throw new RangeError(`not an RFC 3339 time: ${JSON.stringify(text)}`);
  const [, year, month, day, hour, minute, second, fraction = '', zone] = match;
  const offset = /[Zz]/.test(zone) ? 'Z' : zone;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  // Date.parse rolls 31 February over into March instead of refusing it.
  const dayExists = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  if (Number.isNaN(ms) || !dayExists) throw new RangeError(`no such time: ${JSON.stringify(text)}`);
  return BigInt(ms) * NS_PER_MS + BigInt(fraction.padEnd(9, '0'));
}
