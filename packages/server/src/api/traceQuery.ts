// A search for traces as requests spell it, by query string or JSON, as the model's TraceQuery.
import type { TraceQuery, TraceSort, UnixNano } from '@watchingcat/model';
import { parseAttributes, type AttributeFilter } from './attributeFilter.ts';
import { ProblemError } from './problems.ts';
import { parseRequestDurationMs, parseRequestRange } from './requestTime.ts';

export interface TraceSearchRequest {
  readonly q?: string;
  readonly service?: string;
  readonly operation?: string;
  readonly status?: 'ok' | 'error';
  readonly minDuration?: string | number;
  readonly maxDuration?: string | number;
  readonly attributes?: AttributeFilter;
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
    traceQl: request.q || undefined,
    attributes: parseAttributes(request.attributes),
    sort: request.sort,
    limit: request.limit,
    cursor: request.cursor,
  };
}

function durationMs(value: string | number | undefined, parameter: string): number | undefined {
  return value === undefined ? undefined : parseRequestDurationMs(value.toString(), parameter);
}
