// Spans as OTLP JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding): ids in hexadecimal, 64-bit integers as
// decimal strings, enums as numbers. What one encodes, any OTLP receiver takes.
import type { AttributeValue, Attributes } from './attributes.ts';
import { SPAN_KINDS, SPAN_STATUSES, type SpanDetails, type SpanEvent, type SpanLink } from './trace.ts';

export interface OtlpTraceJson {
  readonly resourceSpans: readonly OtlpResourceSpans[];
}
interface OtlpResourceSpans {
  readonly resource?: { readonly attributes?: readonly OtlpKeyValue[] };
  readonly scopeSpans?: readonly OtlpScopeSpans[];
}
interface OtlpScopeSpans {
  readonly scope?: { readonly name?: string; readonly version?: string };
  readonly spans?: readonly OtlpSpan[];
}
export interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly traceState?: string;
  readonly name?: string;
  readonly kind?: number;
  readonly startTimeUnixNano?: string;
  readonly endTimeUnixNano?: string;
  readonly attributes?: readonly OtlpKeyValue[];
  readonly events?: readonly {
    readonly timeUnixNano?: string;
    readonly name?: string;
    readonly attributes?: readonly OtlpKeyValue[];
  }[];
  readonly links?: readonly {
    readonly traceId: string;
    readonly spanId: string;
    readonly traceState?: string;
    readonly attributes?: readonly OtlpKeyValue[];
  }[];
  readonly status?: { readonly code?: number; readonly message?: string };
}
export interface OtlpKeyValue {
  readonly key: string;
  readonly value?: OtlpAnyValue;
}
/** One of these at most; none of them is an empty value. */
export interface OtlpAnyValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: string | number;
  /** Numbers that JSON lacks are written as 'NaN', 'Infinity', '-Infinity'. */
  readonly doubleValue?: number | string;
  readonly bytesValue?: string;
  readonly arrayValue?: { readonly values?: readonly OtlpAnyValue[] };
  readonly kvlistValue?: { readonly values?: readonly OtlpKeyValue[] };
}

/** Spans of the same resource and scope are grouped when they follow each other, so that their order is kept. */
export function spansToOtlpJson(spans: Iterable<SpanDetails>): OtlpTraceJson {
  const resourceSpans: {
    resource: { attributes: OtlpKeyValue[] };
    scopeSpans: { scope: object; spans: OtlpSpan[] }[];
  }[] = [];
  let former: SpanDetails | undefined;
  for (const span of spans) {
    const sameResource = former !== undefined && sameAttributes(former.resource, span.resource);
    if (!sameResource)
      resourceSpans.push({ resource: { attributes: encodeAttributes(span.resource) }, scopeSpans: [] });
    const { scopeSpans } = resourceSpans.at(-1)!;
    const sameScope = former?.scope.name === span.scope.name && former.scope.version === span.scope.version;
    if (!sameResource || !sameScope) scopeSpans.push({ scope: { ...span.scope }, spans: [] });
    scopeSpans.at(-1)!.spans.push(encodeSpan(span));
    former = span;
  }
  return { resourceSpans };
}

/** `durationNs` is exact to 2^53 ns. */
export function spansFromOtlpJson(json: OtlpTraceJson): SpanDetails[] {
  return json.resourceSpans.flatMap(({ resource, scopeSpans = [] }) => {
    const resourceAttributes = decodeAttributes(resource?.attributes);
    const service = resourceAttributes.get('service.name');
    return scopeSpans.flatMap(({ scope, spans = [] }) =>
      spans.map((span): SpanDetails => {
        const start = BigInt(span.startTimeUnixNano ?? 0);
        return {
          traceId: span.traceId,
          spanId: span.spanId,
          parentSpanId: span.parentSpanId || undefined,
          traceState: span.traceState ?? '',
          service: typeof service === 'string' ? service : '',
          operation: span.name ?? '',
          kind: SPAN_KINDS[span.kind ?? 0] ?? 'unspecified',
          status: SPAN_STATUSES[span.status?.code ?? 0] ?? 'unset',
          statusMessage: span.status?.message ?? '',
          start,
          durationNs: Number(BigInt(span.endTimeUnixNano ?? 0) - start),
          attributes: decodeAttributes(span.attributes),
          resource: resourceAttributes,
          scope: { name: scope?.name ?? '', version: scope?.version ?? '' },
          events: (span.events ?? []).map((event): SpanEvent => ({
            time: BigInt(event.timeUnixNano ?? 0),
            name: event.name ?? '',
            attributes: decodeAttributes(event.attributes),
          })),
          links: (span.links ?? []).map((link): SpanLink => ({
            traceId: link.traceId,
            spanId: link.spanId,
            traceState: link.traceState ?? '',
            attributes: decodeAttributes(link.attributes),
          })),
        };
      }),
    );
  });
}

function encodeSpan(span: SpanDetails): OtlpSpan {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    ...(span.parentSpanId !== undefined && { parentSpanId: span.parentSpanId }),
    ...(span.traceState !== '' && { traceState: span.traceState }),
    name: span.operation,
    kind: SPAN_KINDS.indexOf(span.kind),
    startTimeUnixNano: span.start.toString(),
    endTimeUnixNano: (span.start + BigInt(span.durationNs)).toString(),
    attributes: encodeAttributes(span.attributes),
    events: span.events.map((event) => ({
      timeUnixNano: event.time.toString(),
      name: event.name,
      attributes: encodeAttributes(event.attributes),
    })),
    links: span.links.map((link) => ({
      traceId: link.traceId,
      spanId: link.spanId,
      ...(link.traceState !== '' && { traceState: link.traceState }),
      attributes: encodeAttributes(link.attributes),
    })),
    status: {
      code: SPAN_STATUSES.indexOf(span.status),
      ...(span.statusMessage !== '' && { message: span.statusMessage }),
    },
  };
}

function sameAttributes(a: Attributes, b: Attributes): boolean {
  return a === b || JSON.stringify(encodeAttributes(a)) === JSON.stringify(encodeAttributes(b));
}

export function encodeAttributes(attributes: Attributes): OtlpKeyValue[] {
  return Array.from(attributes, ([key, value]) => ({ key, value: encodeValue(value) }));
}

function encodeValue(value: AttributeValue): OtlpAnyValue {
  if (value === null) return {};
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'bigint') return { intValue: value.toString() };
  if (typeof value === 'number') return { doubleValue: Number.isFinite(value) ? value : String(value) };
  if (value instanceof Uint8Array) return { bytesValue: base64FromBytes(value) };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(encodeValue) } };
  return { kvlistValue: { values: Object.entries(value).map(([key, inner]) => ({ key, value: encodeValue(inner) })) } };
}

/** Integers come as bigint and doubles as number, so that what is encoded again has the type that was sent. */
export function decodeAttributes(pairs: readonly OtlpKeyValue[] = []): Attributes {
  return new Map(pairs.map(({ key, value }) => [key, decodeValue(value)]));
}

function decodeValue(value: OtlpAnyValue | undefined): AttributeValue {
  if (value === undefined) return null;
  if (value.stringValue !== undefined) return value.stringValue;
  if (value.boolValue !== undefined) return value.boolValue;
  if (value.intValue !== undefined) return BigInt(value.intValue);
  if (value.doubleValue !== undefined) return Number(value.doubleValue);
  if (value.bytesValue !== undefined) return bytesFromBase64(value.bytesValue);
  if (value.arrayValue !== undefined) return (value.arrayValue.values ?? []).map(decodeValue);
  if (value.kvlistValue !== undefined) return Object.fromEntries(decodeAttributes(value.kvlistValue.values));
  return null;
}

// atob and btoa are the only base64 that browsers and Node share.
function base64FromBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function bytesFromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
