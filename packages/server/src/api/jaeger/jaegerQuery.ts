// Parameters of Jaeger's query API. Like Jaeger, it overlooks parameters that it does not know (`lookback` of a search is the UI's own).
import type { TimeRange, UnixNano } from '@watchingcat/model';
import { MAX_TRACES_PER_PAGE, NS_PER_MS, NS_PER_US } from '@watchingcat/model';
import { JaegerRequestError } from './jaegerAnswer.ts';

/** As a query string is parsed. */
export type JaegerParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface JaegerTraceQuery {
  readonly service: string;
  readonly operation: string | undefined;
  readonly tags: ReadonlyMap<string, string>;
  readonly range: TimeRange;
  readonly minDurationNs: number;
  readonly maxDurationNs: number;
  readonly limit: number;
}

const DEFAULT_LIMIT = 100;
const HOUR_NS = 3_600_000_000_000n;
const DEFAULT_SEARCH_NS = 48n * HOUR_NS;
const DEFAULT_DEPENDENCIES_MS = 86_400_000n;

/** Of a repeated parameter the first. */
export function one(parameters: JaegerParameters, name: string): string | undefined {
  return all(parameters, name)[0];
}

export function all(parameters: JaegerParameters, name: string): readonly string[] {
  const value = parameters[name];
  const values = value === undefined ? [] : typeof value === 'string' ? [value] : value;
  return values.filter((text) => text !== '');
}

/** @throws JaegerRequestError */
export function parseTraceQuery(parameters: JaegerParameters, now: UnixNano): JaegerTraceQuery {
  const service = one(parameters, 'service');
  if (service === undefined) throw new JaegerRequestError("parameter 'service' is required");
  const start = integer(parameters, 'start');
  const end = integer(parameters, 'end');
  const minDurationNs = duration(parameters, 'minDuration') ?? 0;
  const maxDurationNs = duration(parameters, 'maxDuration') ?? 0;
  if (minDurationNs !== 0 && maxDurationNs !== 0 && maxDurationNs < minDurationNs)
    throw new JaegerRequestError("'maxDuration' should be greater than 'minDuration'");
  return {
    service,
    operation: one(parameters, 'operation'),
    tags: tagsOf(parameters),
    range: {
      start: start === undefined ? now - DEFAULT_SEARCH_NS : start * NS_PER_US,
      // Jaeger's end is a microsecond that still counts.
      end: (end === undefined ? now : end * NS_PER_US) + NS_PER_US,
    },
    minDurationNs,
    maxDurationNs: maxDurationNs === 0 ? Infinity : maxDurationNs,
    limit: limitOf(parameters),
  };
}

/** @throws JaegerRequestError */
export function parseDependenciesRange(parameters: JaegerParameters, now: UnixNano): TimeRange {
  const endTs = integer(parameters, 'endTs');
  const end = endTs === undefined ? now : endTs * NS_PER_MS;
  const lookback = (integer(parameters, 'lookback') ?? DEFAULT_DEPENDENCIES_MS) * NS_PER_MS;
  return { start: end > lookback ? end - lookback : 0n, end };
}

/** As stored: 32 digits. @throws JaegerRequestError */
export function parseJaegerTraceId(text: string): string {
  if (!/^[0-9a-f]{1,32}$/i.test(text))
    throw new JaegerRequestError(
      `${JSON.stringify(text.slice(0, 100))} is not a trace id: send 1 to 32 hexadecimal digits`,
    );
  return text.toLowerCase().padStart(32, '0');
}

/** `tags` is JSON, and `tag` is key:value; both may be repeated. */
function tagsOf(parameters: JaegerParameters): Map<string, string> {
  const tags = new Map<string, string>();
  for (const pair of all(parameters, 'tag')) {
    const at = pair.indexOf(':');
    if (at < 0) throw new JaegerRequestError(`malformed 'tag' parameter, expecting key:value, received: ${pair}`);
    tags.set(pair.slice(0, at), pair.slice(at + 1));
  }
  for (const json of all(parameters, 'tags')) {
    for (const [key, value] of Object.entries(objectOf(json))) {
      if (typeof value !== 'string')
        throw new JaegerRequestError(`malformed 'tags' parameter, the value of ${JSON.stringify(key)} is no string`);
      tags.set(key, value);
    }
  }
  return tags;
}

function objectOf(json: string): object {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // As any other text that is no object.
  }
  throw new JaegerRequestError(
    `malformed 'tags' parameter, cannot unmarshal JSON: expecting an object such as {"http.status_code":"500"}`,
  );
}

/** More than can be had at once is cut to what can. */
function limitOf(parameters: JaegerParameters): number {
  const limit = integer(parameters, 'limit') ?? BigInt(DEFAULT_LIMIT);
  if (limit < 1n) throw new JaegerRequestError(`unable to parse param 'limit': ${limit} is below 1`);
  return Math.min(MAX_TRACES_PER_PAGE, Number(limit));
}

function integer(parameters: JaegerParameters, name: string): bigint | undefined {
  const text = one(parameters, name);
  if (text === undefined) return undefined;
  if (!/^\d{1,18}$/.test(text))
    throw new JaegerRequestError(`unable to parse param '${name}': ${JSON.stringify(text.slice(0, 100))} is no whole number`);
  return BigInt(text);
} // prettier-ignore

const UNIT_NS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3_600e9,
};
const GO_DURATION = /(\d{1,15}(?:\.\d{0,9})?|\.\d{1,9})(ns|us|µs|μs|ms|s|m|h)/g; // prettier-ignore

/** Go's durations: 1.5s, 250ms, 1h30m (https://pkg.go.dev/time#ParseDuration). In ns. */
function duration(parameters: JaegerParameters, name: string): number | undefined {
  const text = one(parameters, name);
  if (text === undefined) return undefined;
  if (text === '0') return 0;
  const terms = [...text.matchAll(GO_DURATION)];
  if (terms.length === 0 || terms.map(([term]) => term).join('') !== text)
    throw new JaegerRequestError(`unable to parse param '${name}': time: invalid duration ${JSON.stringify(text.slice(0, 100))}`);
  return Math.round(terms.reduce((sum, [, digits, unit]) => sum + Number(digits) * UNIT_NS[unit], 0));
} // prettier-ignore
