// Every address inside the app.
import type { LogOrder, Severity, TraceSort } from '@watchingcat/model';

export const APP_ID = 'watchingcat-app';
export const APP_URL = `/a/${APP_ID}`;
export const CONFIGURATION_URL = `/plugins/${APP_ID}?page=configuration`;

/** The range as it stands in the URL: `now-1h`, or Unix milliseconds. */
export interface RawRange {
  readonly from: string;
  readonly to: string;
}

/** What every link inside the app carries, so that the evidence behind a number is of the same time and the same environment. */
export interface LinkScope extends RawRange {
  /** Uid of the WatchingCat data source, where it is not the one that a person gets without asking. */
  readonly ds?: string | undefined;
}

/** What links between views of the same traces carry besides. */
export interface TraceScope extends LinkScope {
  /** `off`: clocks are shown as they were sent. */
  readonly skew?: string | undefined;
}

/** What the Traces page can be asked for in its URL. */
export interface TraceFilters {
  /** TraceQL. The page makes all other filters a part of it. */
  readonly q?: string | undefined;
  readonly service?: string | undefined;
  readonly operation?: string | undefined;
  readonly status?: 'ok' | 'error' | undefined;
  /** As typed: `250ms`, `1.5s`, or a number of ms. */
  readonly minDuration?: string | undefined;
  readonly maxDuration?: string | undefined;
  /** `key=value` each. */
  readonly attributes?: readonly string[] | undefined;
  readonly sort?: TraceSort | undefined;
}

/** What the Logs page can be asked for in its URL. */
export interface LogFilters {
  readonly service?: string | undefined;
  readonly minSeverity?: Severity | undefined;
  /** Words that all stand in the message. */
  readonly text?: string | undefined;
  readonly traceId?: string | undefined;
  readonly spanId?: string | undefined;
  /** `key=value` each. */
  readonly attributes?: readonly string[] | undefined;
  readonly order?: LogOrder | undefined;
}

export function servicesUrl(scope?: LinkScope): string {
  return address('/services', { ...scope });
}

/** The router decodes a name in the path, so it is encoded again in every link. */
export function serviceUrl(service: string, scope?: LinkScope): string {
  return address(`/services/${encodeURIComponent(service)}`, { ...scope });
}

export function tracesUrl({ attributes, ...filters }: TraceFilters = {}, scope?: LinkScope): string {
  return address('/traces', { ...filters, attribute: attributes, ...scope });
}

/** What of a trace is shown at once. */
export interface ShownOfTrace {
  /** See `spanKey`. */
  readonly span?: string | undefined;
  /** Searched in the waterfall. */
  readonly q?: string | undefined;
  readonly tab?: 'logs';
}

export function traceUrl(traceId: string, scope?: TraceScope, { span, q, tab }: ShownOfTrace = {}): string {
  return address(`/traces/${encodeURIComponent(traceId)}`, { span, q, tab, ...scope });
}

/** The file that was opened in this browser; which one it is stands in no address. */
export function fileUrl(scope?: LinkScope): string {
  return address('/file', { ...scope });
}

/** A trace of that file. */
export function fileTraceUrl(traceId: string, scope?: TraceScope, { span, q }: ShownOfTrace = {}): string {
  return address('/file', { trace: traceId, span, q, ...scope });
}

/** In place of a second trace: the median of traces of the same operation. */
export const MEDIAN = 'median';

/** @param a the trace to start from; what to hold against it is asked there */
export function compareUrl(a: string, scope?: TraceScope): string {
  return address('/compare', { a, ...scope });
}

export function logsUrl({ attributes, ...filters }: LogFilters = {}, scope?: LinkScope): string {
  return address('/logs', { ...filters, attribute: attributes, ...scope });
}

function address(path: string, query: Record<string, string | readonly string[] | undefined>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) search.append(key, one);
  }
  const text = search.toString();
  return APP_URL + path + (text === '' ? '' : `?${text}`);
}
