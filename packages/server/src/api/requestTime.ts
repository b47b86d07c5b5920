// Times and durations as requests spell them. Exact to the nanosecond: digits never pass through a floating-point number.
import { parseRfc3339, type TimeRange, type UnixNano } from '@watchingcat/model';
import { ProblemError } from './problems.ts';

const DEFAULT_RANGE_NS = 3_600_000_000_000n;
/** The last time that the store can hold, in 2262. */
const MAX_UNIX_NANO = 2n ** 63n - 1n;

const UNIT_NS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
};

const RELATIVE = /^now((?:[+-]\d{1,9}[smhdw])*)$/;
const DECIMAL = /^(\d{1,19})(?:\.(\d{1,18}))?$/;

/**
 * RFC 3339; Unix time in s, ms, µs or ns, told apart by magnitude (seconds until the year 5138, ms from 1973 on); or `now`,
 * `now-15m`, `now-1d+6h` with Grafana's units s, m, h, d (24 h) and w.
 * @throws ProblemError `bad-time`, naming `parameter`
 */
export function parseRequestTime(text: string, parameter: string, now: UnixNano): UnixNano {
  const ns = relativeTime(text, now) ?? unixTime(text) ?? rfc3339Time(text);
  if (ns === undefined || ns < 0n || ns > MAX_UNIX_NANO) {
    throw new ProblemError(
      'bad-time',
      `${JSON.stringify(text)} is not a time that ${parameter} takes. Send RFC 3339 (2026-11-23T22:00:00Z), Unix s, ms, µs or ns, ` +
        'or a relative time such as now-15m; from 1970 to 2262.',
      { parameter },
    );
  }
  return ns;
}

/** Ends now and begins an hour before its end where nothing else is said. @throws ProblemError */
export function parseRequestRange(start: string | undefined, end: string | undefined, now: UnixNano): TimeRange {
  const endNs = end === undefined ? now : parseRequestTime(end, 'end', now);
  const startNs =
    start === undefined
      ? endNs > DEFAULT_RANGE_NS
        ? endNs - DEFAULT_RANGE_NS
        : 0n
      : parseRequestTime(start, 'start', now);
  if (startNs >= endNs) {
    throw new ProblemError(
      'start-after-end',
      startNs === endNs
        ? 'start and end are the same time, so the range is empty. Send a start before the end.'
        : 'start lies after end. Swap them, or send an earlier start.',
      { parameter: 'start' },
    );
  }
  return { start: startNs, end: endNs };
}

/** @returns milliseconds; a number without unit is milliseconds @throws ProblemError `bad-duration`, naming `parameter` */
export function parseRequestDurationMs(text: string, parameter: string): number {
  const match = /^(\d{1,15}(?:\.\d{1,9})?)(ns|us|µs|ms|s|m|h|d|w)?$/.exec(text);
  if (match === null) {
    throw new ProblemError(
      'bad-duration',
      `${JSON.stringify(text)} is not a duration that ${parameter} takes. Send milliseconds as a number, or a number with a unit: ` +
        '250ms, 1.5s, 2m.',
      { parameter },
    );
  }
  const [, digits, unit = 'ms'] = match;
  return Number(scaled(digits, UNIT_NS[unit])) / 1e6;
}

function relativeTime(text: string, now: UnixNano): UnixNano | undefined {
  const terms = RELATIVE.exec(text)?.[1];
  if (terms === undefined) return undefined;
  return [...terms.matchAll(/([+-])(\d+)([smhdw])/g)].reduce((time, [, sign, count, unit]) => {
    const distance = BigInt(count) * UNIT_NS[unit];
    return sign === '-' ? time - distance : time + distance;
  }, now);
}

function unixTime(text: string): UnixNano | undefined {
  const whole = DECIMAL.exec(text)?.[1];
  if (whole === undefined) return undefined;
  const size = BigInt(whole);
  const unit = size < 10n ** 11n ? 's' : size < 10n ** 14n ? 'ms' : size < 10n ** 17n ? 'us' : 'ns';
  return scaled(text, UNIT_NS[unit]);
}

function rfc3339Time(text: string): UnixNano | undefined {
  try {
    return parseRfc3339(text);
  } catch {
    return undefined; // parseRequestTime says what is accepted
  }
}

/** A decimal number times a unit, in whole ns; what is finer is cut. */
function scaled(decimal: string, unitNs: bigint): bigint {
  const [whole, fraction = ''] = decimal.split('.');
  return (BigInt(whole + fraction) * unitNs) / 10n ** BigInt(fraction.length);
}
