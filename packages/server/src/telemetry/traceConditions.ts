// The conditions of a TraceQuery on traces, but for its TraceQL, as SQL.
import type { TraceQuery } from '@watchingcat/model';
import type { QueryParameter, Store } from '../store/Store.ts';
import type { TraceConditions } from './findTraces.ts';
import { spanConditions } from './spanConditions.ts';

const MAX_INT64 = 2n ** 63n - 1n;

export async function traceConditions(
  store: Store,
  tenant: string,
  query: TraceQuery,
  signal?: AbortSignal,
): Promise<TraceConditions> {
  const ofSpan = await spanConditions(store, tenant, query, signal);
  const parameters: Record<string, QueryParameter> = { ...ofSpan.parameters };
  const having: string[] = [];
  if (ofSpan.sql.length === 0) {
    if (query.status === 'error') having.push('sum(Errors) > 0');
    if (query.status === 'ok') having.push('sum(Spans) > sum(Errors)');
  }
  if (query.minDurationMs !== undefined) {
    parameters.minDuration = nanoseconds(query.minDurationMs);
    having.push('EndNs - StartNs >= {minDuration:Int64}');
  }
  if (query.maxDurationMs !== undefined) {
    parameters.maxDuration = nanoseconds(query.maxDurationMs);
    having.push('EndNs - StartNs <= {maxDuration:Int64}');
  }
  const hasSpanConditions = ofSpan.sql.length > 0;
  return {
    candidates: hasSpanConditions
      ? [(ofSpans) => `SELECT TraceId FROM spans WHERE ${ofSpans} AND ${ofSpan.sql.join(' AND ')}`]
      : [],
    having,
    parameters,
    isHeavy: query.attributes !== undefined,
    withSummary: false,
  };
}

function nanoseconds(ms: number): bigint {
  const ns = Math.round(ms * 1e6);
  return ns >= Number(MAX_INT64) ? MAX_INT64 : BigInt(ns);
}
