// What is saved of this data source: its queries in dashboards, its settings in Grafana's database. Old ones must stay readable.
import type { Severity, TraceSort } from '@watchingcat/model';
import type { LogFieldSettings } from '@watchingcat/sources';
import type { DataSourceJsonData } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';

export const QUERY_TYPES = [
  'services',
  'red',
  'traces',
  'trace',
  'flameGraph',
  'logs',
  'logHistogram',
  'serviceGraph',
] as const;
export type QueryType = (typeof QUERY_TYPES)[number];

/** `duration`: p50, p95 and p99. */
export const RED_MEASURES = ['rate', 'errors', 'duration'] as const;
export type RedMeasure = (typeof RED_MEASURES)[number];

/** Every text may hold template variables; an empty one is as good as none. */
export interface WatchingCatQuery extends DataQuery {
  queryType?: QueryType;
  /** services (only this one), red (needed), traces, trace, flameGraph, logs, logHistogram. */
  service?: string;
  /** red, traces, trace, flameGraph. */
  operation?: string;
  /** red: all three when not given. */
  measure?: RedMeasure;
  /** traces. */
  status?: 'ok' | 'error';
  /** traces, logs, logHistogram: `key=value key="two words"`, see `parseAttributeFilter`. */
  attributes?: string;
  /** traces: a TraceQL query, which must hold besides the filters. */
  traceQl?: string;
  /** traces: a number with a unit, see `parseDurationMs`. */
  minDuration?: string;
  maxDuration?: string;
  /** traces: `newest` when not given. */
  sort?: TraceSort;
  /** traces, logs. */
  limit?: number;
  /** trace, flameGraph: without one, the slowest trace that service and operation allow. logs, logHistogram: only its records. */
  traceId?: string;
  /** logs, logHistogram: words that all stand in the message. */
  text?: string;
  /** logs, logHistogram: this and worse. */
  minSeverity?: Severity;
}

export const DEFAULT_LIMIT = 20;
export const DEFAULT_LOG_LIMIT = 200;
export const DEFAULT_QUERY = { queryType: 'traces', limit: DEFAULT_LIMIT } as const satisfies Partial<WatchingCatQuery>;

export const CONNECTIONS = ['server', 'sources'] as const;
export type ConnectionKind = (typeof CONNECTIONS)[number];

export interface WatchingCatJsonData extends DataSourceJsonData {
  /** What is read: a WatchingCat server (also when not given), or the team's own back-ends through their data sources. */
  connection?: ConnectionKind | '';
  /** sources: uids of data sources; where one is not given, the only one of its kind. `none` leaves the kind out. */
  jaegerUid?: string;
  prometheusUid?: string;
  elasticsearchUid?: string;
  /** sources: which indices hold logs, where it is not the index of the Elasticsearch data source. */
  logIndex?: string;
  /** sources: names of the fields of logs, where they are not found by themselves. */
  logFields?: LogFieldSettings;
  /** server: where Grafana (not the browser) reaches it, for example `http://127.0.0.1:3000`. */
  serverUrl?: string;
}

export interface WatchingCatSecureJsonData {
  /** Sent as a bearer token; only Grafana's back end ever sees it. */
  token?: string;
}
