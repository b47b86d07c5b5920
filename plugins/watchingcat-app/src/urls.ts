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

export function traceUrl(traceId: string, scope?: TraceScope, spanId?: string, tab?: 'logs'): string {
  return address(`/traces/${encodeURIComponent(traceId)}`, { span: spanId, tab, ...scope });
}

/** The file that was opened in this browser; which one it is stands in no address. */
export function fileUrl(
  shown: { readonly trace?: string; readonly span?: string | undefined } = {},
  scope?: LinkScope,
): string {
  return address('/file', { ...shown, ...scope });
}

/** The waterfall of a trace with a search in it. */
export function traceSearchUrl(traceId: string, q: string, scope?: TraceScope): string {
  return address(`/traces/${encodeURIComponent(traceId)}`, { q, ...scope });
}

/** What the Compare page can be asked for in its URL. */
export interface Comparison {
  readonly a?: string | undefined;
  /** A trace id, or `MEDIAN`. */
  readonly b?: string | undefined;
  readonly view?: string | undefined;
  readonly node?: string | undefined;
  /** `all`: calls that hardly differ are listed, too. */
  readonly only?: string | undefined;
}

/** In place of a second trace: the median of traces of the same operation. */
export const MEDIAN = 'median';

export function compareUrl({ a, b, view, node, only }: Comparison, scope?: TraceScope): string {
  return address('/compare', { a, b, view, node, only, ...scope });
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
