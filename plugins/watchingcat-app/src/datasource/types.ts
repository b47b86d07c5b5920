// What is saved of this data source: its queries in dashboards, its settings in Grafana's database. Old ones must stay readable.
import type { TraceSort } from '@watchingcat/model';
import type { DataSourceJsonData } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';

export const QUERY_TYPES = ['services', 'red', 'traces', 'trace'] as const;
export type QueryType = (typeof QUERY_TYPES)[number];

/** `duration`: p50, p95 and p99. */
export const RED_MEASURES = ['rate', 'errors', 'duration'] as const;
export type RedMeasure = (typeof RED_MEASURES)[number];

/** Every text may hold template variables; an empty one is as good as none. */
export interface WatchingCatQuery extends DataQuery {
  queryType?: QueryType;
  /** services (only this one), red (needed), traces, trace. */
  service?: string;
  /** red, traces, trace. */
  operation?: string;
  /** red: all three when not given. */
  measure?: RedMeasure;
  /** traces. */
  status?: 'ok' | 'error';
  /** traces: `key=value key="two words"`, see `parseAttributeFilter`. */
  attributes?: string;
  /** traces: a number with a unit, see `parseDurationMs`. */
  minDuration?: string;
  maxDuration?: string;
  /** traces: `newest` when not given. */
  sort?: TraceSort;
  /** traces. */
  limit?: number;
  /** trace: without one, the slowest trace that service and operation allow. */
  traceId?: string;
}

export const DEFAULT_LIMIT = 20;
export const DEFAULT_QUERY = { queryType: 'traces', limit: DEFAULT_LIMIT } as const satisfies Partial<WatchingCatQuery>;

export interface WatchingCatJsonData extends DataSourceJsonData {
  /** Where Grafana (not the browser) reaches the server, for example `http://127.0.0.1:3000`. */
  serverUrl?: string;
}

export interface WatchingCatSecureJsonData {
  /** Sent as a bearer token; only Grafana's back end ever sees it. */
  token?: string;
}
