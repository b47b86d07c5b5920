// One trace as columns. A row is a span; string columns are indices into a string table. Whatever a viewer does not need for every
// span (attributes, event attributes, links) is fetched when a span is opened: see SpanDetails.
import type { Attributes } from './attributes.ts';
import type { UnixNano } from './time.ts';

/** `parent` of a root, and of a span whose parent is not in the trace (then `SPAN_FLAG.missingParent` is set too). */
export const NO_PARENT = -1;

/** OTLP span kinds, by their number on the wire. */
export const SPAN_KINDS = ['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

/** OTLP status codes, by their number on the wire. */
export const SPAN_STATUSES = ['unset', 'ok', 'error'] as const;
export type SpanStatus = (typeof SPAN_STATUSES)[number];

/** What was found wrong or special while the columns were built. */
export const SPAN_FLAG = {
  /** The span names a parent that is not in this trace. */
  missingParent: 1,
  /** Following the parents led back to the span; its `parent` was cut. */
  cycle: 2,
  /** Another span of the trace has the same id; children went to the first. */
  duplicateId: 4,
  /** The span ended before it started; its duration is shown as 0. */
  negativeDuration: 8,
  /** The span has links to other spans. */
  hasLinks: 16,
} as const;

/**
 * Spans in display order: depth first, siblings by start; a row's children follow it directly, `subtreeSize` rows in all
 * (the row itself included). So a collapsed subtree is a jump, and "all descendants" is a range.
 */
export interface Trace {
  readonly traceId: string;
  /** Start of the earliest span. All `*Ns` columns count from here. */
  readonly start: UnixNano;
  /** End of the last span, in ns after `start`. */
  readonly durationNs: number;
  readonly size: number;
  /** 16 hexadecimal digits each. */
  readonly spanIds: readonly string[];
  readonly parent: Int32Array;
  readonly depth: Uint32Array;
  readonly subtreeSize: Uint32Array;
  readonly startNs: Float64Array;
  /** Never negative: see `SPAN_FLAG.negativeDuration`. */
  readonly durationsNs: Float64Array;
  /** Indices into `services`, `operations`, `SPAN_KINDS` and `SPAN_STATUSES`. */
  readonly service: Uint32Array;
  readonly operation: Uint32Array;
  readonly kind: Uint8Array;
  readonly status: Uint8Array;
  /** Bits of `SPAN_FLAG`. */
  readonly flags: Uint8Array;
  readonly services: readonly string[];
  readonly operations: readonly string[];
  readonly events: TraceEvents;
}

/** Span events of the whole trace, sorted by row. `name` is an index into `names`. */
export interface TraceEvents {
  readonly row: Uint32Array;
  readonly timeNs: Float64Array;
  readonly name: Uint32Array;
  readonly names: readonly string[];
}

/** All that is known of one span. */
export interface SpanDetails {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly traceState: string;
  readonly service: string;
  readonly operation: string;
  readonly kind: SpanKind;
  readonly status: SpanStatus;
  readonly statusMessage: string;
  readonly start: UnixNano;
  /** May be negative, as sent. */
  readonly durationNs: number;
  readonly attributes: Attributes;
  readonly resource: Attributes;
  readonly scope: { readonly name: string; readonly version: string };
  readonly events: readonly SpanEvent[];
  readonly links: readonly SpanLink[];
}

export interface SpanEvent {
  readonly time: UnixNano;
  readonly name: string;
  readonly attributes: Attributes;
}

export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceState: string;
  readonly attributes: Attributes;
}

/** One row of a search result. */
export interface TraceSummary {
  readonly traceId: string;
  /** Of the span without a parent; empty when no root has arrived (yet). */
  readonly rootService: string;
  readonly rootOperation: string;
  readonly start: UnixNano;
  readonly durationMs: number;
  readonly spans: number;
  readonly errors: number;
  /** Sorted by name. */
  readonly services: readonly string[];
  /** What a TraceQL query selected of it; at least one. Undefined when none was asked. */
  readonly spanSets?: readonly MatchedSpanSet[] | undefined;
}

/** A span set of a TraceQL query. Names are expressions, as the query's language writes them. */
export interface MatchedSpanSet {
  readonly spans: number;
  /** What `by()` split on; a value is undefined where the spans have none. */
  readonly groups: readonly { readonly name: string; readonly value: string | undefined }[];
  /** A value is undefined where no span has a number. */
  readonly aggregates: readonly { readonly name: string; readonly value: number | undefined }[];
  /** The first of its spans, with what `select()` asked for. */
  readonly sample: readonly MatchedSpan[];
}

export interface MatchedSpan {
  readonly spanId: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}
