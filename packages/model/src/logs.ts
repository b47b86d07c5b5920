// Log records and what is asked of them: the seam's part for logs. Patterns, facets and live tail join it with the issue that builds them.
import type { Attributes } from './attributes.ts';
import type { Coverage } from './coverage.ts';
import type { TimeRange, UnixNano } from './time.ts';

/** Caps that an answer names in its coverage when it was cut. */
export const MAX_LOGS_PER_PAGE = 1_000;
export const MAX_LOG_BUCKETS = 2_000;

/** OTLP severity ranges (https://opentelemetry.io/docs/specs/otel/logs/data-model/#severity-fields), least severe first. */
export const SEVERITIES = ['unspecified', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface LogRecord {
  /** Names the record within its source, and nothing more: a key for lists. */
  readonly id: string;
  readonly time: UnixNano;
  readonly severity: Severity;
  /** As it was written: `WARN`, `notice`, `E`. Empty when there was none. */
  readonly severityText: string;
  readonly service: string;
  /** A body that is not text is its JSON. */
  readonly body: string;
  /** 32 hexadecimal digits, lower case; `undefined` when the record belongs to no trace. */
  readonly traceId: string | undefined;
  /** 16 hexadecimal digits, lower case. */
  readonly spanId: string | undefined;
  readonly attributes: Attributes;
  readonly resource: Attributes;
}

/** All conditions must hold. */
export interface LogFilter {
  readonly range: TimeRange;
  readonly service?: string | undefined;
  /** This severe or more; `unspecified` lets everything through, and records without a severity only pass that. */
  readonly minSeverity?: Severity | undefined;
  /** Each word must stand in the body, as a whole word, whatever its case. */
  readonly text?: string | undefined;
  readonly traceId?: string | undefined;
  readonly spanId?: string | undefined;
  /** Record or resource attributes, compared as text (see `attributeText`). */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

export const LOG_ORDERS = ['newest', 'oldest'] as const;
export type LogOrder = (typeof LOG_ORDERS)[number];

export interface LogQuery extends LogFilter {
  /** `newest` when not given. */
  readonly order?: LogOrder | undefined;
  /** 1 to MAX_LOGS_PER_PAGE; 100 when not given. */
  readonly limit?: number | undefined;
  /** From a former answer's `nextCursor`, with otherwise the same query. */
  readonly cursor?: string | undefined;
}

export interface LogsAnswer {
  readonly logs: readonly LogRecord[];
  /** How many records meet the conditions, on all pages; `undefined` where counting them costs too much. */
  readonly total: number | undefined;
  readonly nextCursor: string | undefined;
  readonly coverage: Coverage;
}

export interface LogHistogramQuery extends LogFilter {
  /** Width of a bar. Implementations round it up to what they can answer and say so in `stepMs` of the answer. */
  readonly stepMs: number;
}

/** `startMs` of each bar is a multiple of `stepMs`; bars without records are present. */
export interface LogHistogramAnswer {
  readonly stepMs: number;
  readonly bars: readonly LogHistogramBar[];
  readonly coverage: Coverage;
}

export interface LogHistogramBar {
  readonly startMs: number;
  readonly counts: Readonly<Record<Severity, number>>;
}
