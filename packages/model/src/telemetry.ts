// The one seam: every page, panel, API route and alert asks a Telemetry and never asks where the data lives.
import type { Coverage } from './coverage.ts';
import type { LogHistogramAnswer, LogHistogramQuery, LogQuery, LogsAnswer } from './logs.ts';
import type { MetricTelemetry } from './metrics.ts';
import type { ServiceGraph } from './serviceGraph.ts';
import type {
  AttributeNamesAnswer,
  AttributeNamesQuery,
  AttributeValuesAnswer,
  AttributeValuesQuery,
} from './spanAttributes.ts';
import type { TimeRange, UnixNano } from './time.ts';
import type { SpanDetails, SpanStatus, Trace, TraceSummary } from './trace.ts';

/** Caps that an answer names in its coverage when it was cut. */
export const MAX_TRACES_PER_PAGE = 1_000;
export const MAX_OPERATIONS = 1_000;
export const MAX_SERVICES = 5_000;
export const MAX_RED_POINTS = 2_000;
/** Points of a trend; there may be thousands of services, and a sparkline is not wider. */
export const MAX_TREND_POINTS = 100;
export const MAX_EXEMPLARS = 200;
export const MAX_SPANS_PER_TRACE = 1_000_000;
/** Spans of one answer of `spansOfTrace`; as columns (`trace`) a trace is not cut there. */
export const MAX_SPANS_AS_OTLP = 100_000;

export interface Telemetry {
  services(range: TimeRange, signal?: AbortSignal): Promise<ServicesAnswer>;
  /** How the 95th percentile of every service went over time: one question for a whole page of sparklines. */
  serviceTrends(query: TrendsQuery, signal?: AbortSignal): Promise<ServiceTrendsAnswer>;
  /** Operations of one service: its server and consumer spans, and local roots; the calls it makes are not its operations. */
  operations(service: string, range: TimeRange, signal?: AbortSignal): Promise<OperationsAnswer>;
  /** Rate, errors and duration of a service (or one operation of it) over time. */
  red(query: RedQuery, signal?: AbortSignal): Promise<RedAnswer>;
  /** Calls with their traces, from the whole range and all durations: the way from a point of a chart to a trace. */
  exemplars(query: ExemplarQuery, signal?: AbortSignal): Promise<ExemplarsAnswer>;
  searchTraces(query: TraceQuery, signal?: AbortSignal): Promise<TracesAnswer>;
  /** `undefined` when no span of the trace is known. */
  trace(traceId: string, signal?: AbortSignal): Promise<TraceAnswer | undefined>;
  /** `undefined` when the span is not known. Of spans with the same id the first is returned. */
  span(traceId: string, spanId: string, signal?: AbortSignal): Promise<SpanDetails | undefined>;
  /** All spans by start, with attributes, events, links and resources. `undefined` when no span of the trace is known. */
  spansOfTrace(traceId: string, signal?: AbortSignal): Promise<SpansAnswer | undefined>;
  /** Names of attributes that spans of the range have, and their resources. */
  attributeNames(query: AttributeNamesQuery, signal?: AbortSignal): Promise<AttributeNamesAnswer>;
  /** Values of one of them. */
  attributeValues(query: AttributeValuesQuery, signal?: AbortSignal): Promise<AttributeValuesAnswer>;
  searchLogs(query: LogQuery, signal?: AbortSignal): Promise<LogsAnswer>;
  logHistogram(query: LogHistogramQuery, signal?: AbortSignal): Promise<LogHistogramAnswer>;
  /** Who called whom in the range. */
  serviceGraph(range: TimeRange, signal?: AbortSignal): Promise<ServiceGraph>;
  /** `undefined` where PromQL cannot be answered. */
  readonly metrics: MetricTelemetry | undefined;
  /** What this implementation can answer, so that the UI offers nothing that cannot work. */
  capabilities(): Capabilities;
}

export interface Capabilities {
  readonly name: string;
  readonly traceSearchByAttribute: boolean;
  /** Oldest and newest data cannot be asked from every backend; where they can, an empty page can say where data is. */
  readonly signals: readonly ('traces' | 'logs' | 'metrics')[];
}

/** Rate, errors and duration of a group of calls. Quantiles are `undefined` when there were no calls. */
export interface RedStats {
  readonly calls: number;
  readonly errors: number;
  readonly p50Ms: number | undefined;
  readonly p95Ms: number | undefined;
  readonly p99Ms: number | undefined;
}

export interface ServiceStats extends RedStats {
  readonly name: string;
  /** `undefined` where the backend does not tell. */
  readonly lastSeen: UnixNano | undefined;
}

export interface OperationStats extends RedStats {
  readonly name: string;
  /** Sum of the durations of all calls, which is what an operation costs: the sort order "by impact". */
  readonly totalMs: number;
}

export interface ServicesAnswer {
  readonly services: readonly ServiceStats[];
  readonly coverage: Coverage;
}

export interface TrendsQuery {
  readonly range: TimeRange;
  /** Width of a point. Implementations round it up to what they can answer, and so that no more than MAX_TREND_POINTS are needed. */
  readonly stepMs: number;
}

/** Point i begins at `startMs + i * stepMs`; `startMs` is a multiple of `stepMs`, and the last point reaches the end of the range. */
export interface ServiceTrendsAnswer {
  readonly startMs: number;
  readonly stepMs: number;
  /** Those that have calls in the range. */
  readonly services: readonly ServiceTrend[];
  readonly coverage: Coverage;
}

export interface ServiceTrend {
  readonly name: string;
  /** One for each point; `undefined` where there were no calls. */
  readonly p95Ms: readonly (number | undefined)[];
}

export interface OperationsAnswer {
  readonly operations: readonly OperationStats[];
  readonly coverage: Coverage;
}

export interface RedQuery {
  readonly service: string;
  readonly operation?: string | undefined;
  readonly range: TimeRange;
  /** Width of a point. Implementations round it up to what they can answer and say so in `stepMs` of the answer. */
  readonly stepMs: number;
}

/** `startMs` of each point is a multiple of `stepMs`; points without calls are present, with 0 calls. */
export interface RedAnswer {
  readonly stepMs: number;
  readonly points: readonly RedPoint[];
  readonly coverage: Coverage;
}

export interface RedPoint extends RedStats {
  readonly startMs: number;
}

export interface ExemplarQuery {
  readonly service: string;
  readonly operation?: string | undefined;
  readonly range: TimeRange;
}

/** At most MAX_EXEMPLARS, by time. They are examples, so a cut is no loss; `coverage` speaks of what could not be asked. */
export interface ExemplarsAnswer {
  readonly exemplars: readonly Exemplar[];
  readonly coverage: Coverage;
}

export interface Exemplar {
  readonly time: UnixNano;
  readonly durationMs: number;
  readonly traceId: string;
  readonly spanId: string | undefined;
}

/** All conditions must hold. A trace matches when one of its spans meets service, operation, status and attributes together. */
export interface TraceQuery {
  readonly range: TimeRange;
  readonly service?: string | undefined;
  readonly operation?: string | undefined;
  /** `error`: a matching span failed. `ok`: a matching span did not fail (unset or ok). */
  readonly status?: Exclude<SpanStatus, 'unset'> | undefined;
  /** Of the whole trace. */
  readonly minDurationMs?: number | undefined;
  readonly maxDurationMs?: number | undefined;
  /** Span or resource attributes, compared as text (see `attributeText`). */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  /** A TraceQL query (https://grafana.com/docs/tempo/latest/traceql/), which must select spans of the trace. */
  readonly traceQl?: string | undefined;
  readonly sort?: TraceSort | undefined;
  /** 1 to MAX_TRACES_PER_PAGE; 20 when not given. */
  readonly limit?: number | undefined;
  /** From a former answer's `nextCursor`, with otherwise the same query. */
  readonly cursor?: string | undefined;
}

/** `sample`: in an order that has nothing to do with the traces' content, so that the first N are a fair selection from the whole range. */
export const TRACE_SORTS = ['newest', 'slowest', 'sample'] as const;
export type TraceSort = (typeof TRACE_SORTS)[number];

export interface TracesAnswer {
  readonly traces: readonly TraceSummary[];
  readonly nextCursor: string | undefined;
  readonly coverage: Coverage;
}

export interface TraceAnswer {
  readonly trace: Trace;
  readonly coverage: Coverage;
}

export interface SpansAnswer {
  readonly spans: readonly SpanDetails[];
  readonly coverage: Coverage;
}

/** A Telemetry gave no usable answer. `code` is for programs, `message` for people (it says what to do), `cause` for logs. */
export class TelemetryError extends Error {
  override readonly name = 'TelemetryError';
  readonly code: TelemetryErrorCode;
  constructor(code: TelemetryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A query text cannot be answered. `errors` say where and why; places are UTF-16 offsets into the text. */
export class QueryError extends TelemetryError {
  readonly errors: readonly QueryFault[];
  constructor(message: string, errors: readonly QueryFault[]) {
    super('bad_request', message);
    this.errors = errors;
  }
}

export interface QueryFault {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

export type TelemetryErrorCode = 'unreachable' | 'unauthorized' | 'bad_request' | 'bad_answer' | 'timeout' | 'too_much';
