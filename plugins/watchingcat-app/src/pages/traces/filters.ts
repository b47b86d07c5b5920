// Filters as other pages and charts write them into the address of the Traces page, which makes them a part of its query
// (query/useTraceQl.ts). What cannot be understood is left out.
import type { TraceFilters } from '../../urls';

export function readFilters(params: URLSearchParams): TraceFilters {
  const status = params.get('status');
  return {
    service: params.get('service') ?? undefined,
    operation: params.get('operation') ?? undefined,
    status: status === 'error' || status === 'ok' ? status : undefined,
    minDuration: params.get('minDuration') ?? undefined,
    maxDuration: params.get('maxDuration') ?? undefined,
    attributes: params.getAll('attribute'),
    sort: params.get('sort') === 'slowest' ? 'slowest' : 'newest',
  };
}

/** `http.route=/cart` as key and value; the value may hold further `=`. `undefined` for text without a key. */
export function readAttribute(text: string): [string, string] | undefined {
  const at = text.indexOf('=');
  return at <= 0 ? undefined : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

const UNITS_MS: Record<string, number> = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1e3, m: 6e4, min: 6e4, h: 3.6e6 };

/** `250ms`, `1.5 s`, `2m`; a bare number is ms. `undefined` for everything else. */
export function readDurationMs(text: string | undefined): number | undefined {
  const [, value, unit = ''] = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*([a-zµ]*)\s*$/i.exec(text ?? '') ?? [];
  if (value === undefined) return undefined;
  const factor = unit === '' ? 1 : UNITS_MS[unit.toLowerCase()];
  return factor === undefined ? undefined : Number(value) * factor;
}

export function hasFilters({
  service,
  operation,
  status,
  minDuration,
  maxDuration,
  attributes = [],
}: TraceFilters): boolean {
  return (
    [service, operation, status, minDuration, maxDuration].some((filter) => filter !== undefined) ||
    attributes.length > 0
  );
}

/** Takes every filter out of the address; the query, range and order stay. */
export const NO_FILTERS = {
  service: undefined,
  operation: undefined,
  status: undefined,
  minDuration: undefined,
  maxDuration: undefined,
  attribute: undefined,
};

/** The trace id in a pasted text: an id, a log line, an address of this or another tool. In a traceparent it is the long part. */
export function findTraceId(text: string): string | undefined {
  const id = /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/i.exec(text)?.[0].toLowerCase();
  return id === undefined || /^0+$/.test(id) ? undefined : id;
}
