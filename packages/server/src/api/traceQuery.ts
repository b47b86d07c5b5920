// A search for traces as requests spell it, by query string or JSON, as the model's TraceQuery.
import type { TraceQuery, TraceSort, UnixNano } from '@watchingcat/model';
import { ProblemError } from './problems.ts';
import { parseRequestDurationMs, parseRequestRange } from './requestTime.ts';

export interface TraceSearchRequest {
  readonly service?: string;
  readonly operation?: string;
  readonly status?: 'ok' | 'error';
  readonly minDuration?: string | number;
  readonly maxDuration?: string | number;
  readonly attributes?: Readonly<Record<string, string>> | readonly string[];
  readonly sort?: TraceSort;
  readonly start?: string | number;
  readonly end?: string | number;
  readonly limit?: number;
  readonly cursor?: string;
}

/** @throws ProblemError */
export function parseTraceQuery(request: TraceSearchRequest, now: UnixNano): TraceQuery {
  const minDurationMs = durationMs(request.minDuration, 'minDuration');
  const maxDurationMs = durationMs(request.maxDuration, 'maxDuration');
  if (minDurationMs !== undefined && maxDurationMs !== undefined && minDurationMs > maxDurationMs) {
    throw new ProblemError(
      'bad-duration',
      'minDuration is longer than maxDuration, so no trace can match. Swap them.',
      {
        parameter: 'minDuration',
      },
    );
  }
  return {
    range: parseRequestRange(request.start?.toString(), request.end?.toString(), now),
    // A form that is sent with an empty field means "any".
    service: request.service || undefined,
    operation: request.operation || undefined,
    status: request.status,
    minDurationMs,
    maxDurationMs,
    attributes: attributes(request.attributes),
    sort: request.sort,
    limit: request.limit,
    cursor: request.cursor,
  };
}

function durationMs(value: string | number | undefined, parameter: string): number | undefined {
  return value === undefined ? undefined : parseRequestDurationMs(value.toString(), parameter);
}

function attributes(given: TraceSearchRequest['attributes']): Readonly<Record<string, string>> | undefined {
  if (given === undefined) return undefined;
  const entries = Array.isArray(given) ? given.map(nameAndValue) : Object.entries(given);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function nameAndValue(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new ProblemError(
      'bad-parameter',
      `${JSON.stringify(text)} is not an attribute. Send attributes=key=value, repeated.`,
      {
        parameter: 'attributes',
      },
    );
  }
  return [text.slice(0, at), text.slice(at + 1)];
}
