// Spans as the JSON of Jaeger's query API (1.62), by the Collector's translation of OTLP
// (https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/jaeger/). What Jaeger cannot hold is lost here as it is there: nanoseconds,
// attributes and trace state of links, the types of arrays, maps and empty values. jaegerTraces.ts reads it back.
import type { AttributeValue, Attributes, SpanDetails, SpanLink } from '@watchingcat/model';
import { attributeText } from '@watchingcat/model';
import { isZero } from '../jaeger/ids.ts';
import { NO_SERVICE } from '../jaeger/jaegerTraces.ts';
import { REF_TYPE } from '../jaeger/references.ts';

export interface JaegerTraceJson {
  readonly traceID: string;
  readonly spans: readonly JaegerSpanJson[];
  readonly processes: Readonly<Record<string, JaegerProcessJson>>;
  readonly warnings: readonly string[] | null;
}

export interface JaegerSpanJson {
  readonly traceID: string;
  readonly spanID: string;
  readonly operationName: string;
  readonly references: readonly JaegerReferenceJson[];
  /** Microseconds since the epoch, and microseconds. */
  readonly startTime: number;
  readonly duration: number;
  readonly tags: readonly JaegerTagJson[];
  readonly logs: readonly { readonly timestamp: number; readonly fields: readonly JaegerTagJson[] }[];
  readonly processID: string;
  readonly warnings: readonly string[] | null;
}

interface JaegerProcessJson {
  readonly serviceName: string;
  readonly tags: readonly JaegerTagJson[];
}

interface JaegerReferenceJson {
  readonly refType: 'CHILD_OF' | 'FOLLOWS_FROM';
  readonly traceID: string;
  readonly spanID: string;
}

export interface JaegerTagJson {
  readonly key: string;
  readonly type: (typeof TAG_TYPES)[number];
  readonly value: string | number | boolean;
}

/** In the order in which Jaeger sorts tags of one key. */
export const TAG_TYPES = ['string', 'bool', 'int64', 'float64', 'binary'] as const;

/**
 * One element of `data`, as Jaeger gives it for `raw=true`: tags in the order in which they were sent, nothing adjusted.
 * @param spans of one trace, in any order; at least one
 * @param warnings of the trace as a whole, such as that spans are missing
 */
export function spansToJaegerJson(spans: readonly SpanDetails[], warnings: readonly string[] = []): JaegerTraceJson {
  const processes = new Processes();
  return {
    traceID: shortTraceId(spans[0].traceId),
    spans: spans.map((span) => spanJson(span, processes.idOf(span))),
    processes: processes.byId,
    warnings: warnings.length === 0 ? null : warnings,
  };
}

/** Jaeger leaves out the upper half of a trace id when it is 0. */
export function shortTraceId(traceId: string): string {
  return traceId.startsWith('0'.repeat(16)) ? traceId.slice(16) : traceId;
}

function spanJson(span: SpanDetails, processID: string): JaegerSpanJson {
  return {
    traceID: shortTraceId(span.traceId),
    spanID: span.spanId,
    operationName: span.operation,
    references: references(span),
    startTime: Number(span.start / 1_000n),
    duration: Math.max(0, Math.trunc(span.durationNs / 1_000)),
    tags: spanTags(span),
    logs: span.events.map(({ time, name, attributes }) => ({
      timestamp: Number(time / 1_000n),
      // An attribute that is called like the name's field takes its place, as the Collector has it.
      fields: [...(name === '' || attributes.has('event') ? [] : [tagJson('event', name)]), ...tagsJson(attributes)],
    })),
    processID,
    // Jaeger's own durations are unsigned, so that one below 0 would come out as 584,000 years.
    warnings:
      span.durationNs < 0
        ? [`the span ended ${-span.durationNs} ns before it started; its duration is shown as 0`]
        : null,
  };
}

function spanTags(span: SpanDetails): JaegerTagJson[] {
  const { scope, kind, status } = span;
  const text = (key: string, value: string) => (value === '' ? [] : [tagJson(key, value)]);
  return [
    ...text('otel.scope.name', scope.name),
    ...text('otel.scope.version', scope.version),
    ...tagsJson(span.attributes),
    ...text('span.kind', kind === 'unspecified' ? '' : kind),
    ...text('otel.status_code', status === 'unset' ? '' : status.toUpperCase()),
    ...(status === 'error' ? [tagJson('error', true)] : []),
    ...text('otel.status_description', span.statusMessage),
    ...text('w3c.tracestate', span.traceState),
    tagJson('internal.span.format', 'otlp'),
  ];
}

/** The parent first; a link to the parent says of what type it is, and is no second reference. */
function references({ traceId, parentSpanId, links }: SpanDetails): JaegerReferenceJson[] {
  const isParent = (link: SpanLink) => link.traceId === traceId && link.spanId === parentSpanId;
  const others = links.filter((link) => !isParent(link) && !isZero(link.traceId)).map(reference);
  if (parentSpanId === undefined) return others;
  const parent = reference(
    links.findLast(isParent) ?? { traceId, spanId: parentSpanId, traceState: '', attributes: CHILD_OF },
  );
  return [parent, ...others];
}

const CHILD_OF: Attributes = new Map([[REF_TYPE, 'child_of']]);

function reference({ traceId, spanId, attributes }: SpanLink): JaegerReferenceJson {
  const refType = attributes.get(REF_TYPE) === 'child_of' ? 'CHILD_OF' : 'FOLLOWS_FROM';
  return { refType, traceID: shortTraceId(traceId), spanID: spanId };
}

/** Spans of equal resources share a process: p1, p2 … in the order in which they come. */
class Processes {
  readonly byId: Record<string, JaegerProcessJson> = {};
  private readonly ids = new Map<string, string>();
  private readonly idsOfResources = new Map<Attributes, string>();

  idOf({ service, resource }: SpanDetails): string {
    const known = this.idsOfResources.get(resource);
    if (known !== undefined) return known;
    const tags = tagsJson(resource).filter(({ key }) => key !== 'service.name');
    const process = { serviceName: service === '' ? NO_SERVICE : service, tags };
    const text = JSON.stringify(process);
    const id = this.ids.get(text) ?? `p${this.ids.size + 1}`;
    this.ids.set(text, id);
    this.idsOfResources.set(resource, id);
    this.byId[id] = process;
    return id;
  }
}

function tagsJson(attributes: Attributes): JaegerTagJson[] {
  return Array.from(attributes, ([key, value]) => tagJson(key, value));
}

function tagJson(key: string, value: AttributeValue): JaegerTagJson {
  if (typeof value === 'string') return { key, type: 'string', value };
  if (typeof value === 'boolean') return { key, type: 'bool', value };
  // JSON has no NaN and no infinity; Jaeger itself answers 500 for such a trace.
  if (typeof value === 'number')
    return Number.isFinite(value) ? { key, type: 'float64', value } : { key, type: 'string', value: String(value) };
  if (typeof value === 'bigint') {
    const isSafe = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
    return { key, type: 'int64', value: isSafe ? Number(value) : value.toString() };
  }
  if (value instanceof Uint8Array) return { key, type: 'binary', value: base64(value) };
  return { key, type: 'string', value: value === null ? '' : attributeText(value) };
}

// btoa is the only base64 that browsers and Node share.
function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
