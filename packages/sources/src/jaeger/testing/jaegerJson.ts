// A model of how Jaeger 1.x writes a trace that it got by OTLP: the Collector's translation to Jaeger's spans, then the JSON of
// /api/traces. For tests that generate traces; the captured answers of a real Jaeger show that it is right.
import type { AttributeValue, Attributes, SpanDetails } from '@watchingcat/model';
import { storedValue } from './orderTrace.ts';

/** One element of `data`. */
export function jaegerJson(spans: readonly SpanDetails[]): Record<string, unknown> {
  const processes = new Map<Attributes, string>();
  for (const { resource } of spans) if (!processes.has(resource)) processes.set(resource, `p${processes.size + 1}`);
  return {
    traceID: shortId(spans[0].traceId),
    spans: spans.map((span) => spanJson(span, processes.get(span.resource)!)),
    processes: Object.fromEntries([...processes].map(([resource, id]) => [id, processJson(resource)])),
    warnings: null,
  };
}

function spanJson(span: SpanDetails, processID: string): Record<string, unknown> {
  const traceID = shortId(span.traceId);
  const parent = span.parentSpanId === undefined ? [] : [{ refType: 'CHILD_OF', traceID, spanID: span.parentSpanId }];
  const fields: [string, string][] = [
    ['otel.scope.name', span.scope.name],
    ['otel.scope.version', span.scope.version],
    ['otel.status_code', span.status === 'unset' ? '' : span.status.toUpperCase()],
    ['otel.status_description', span.statusMessage],
    ['span.kind', span.kind === 'unspecified' ? '' : span.kind],
    ['w3c.tracestate', span.traceState],
    ['internal.span.format', 'otlp'],
  ];
  return {
    traceID,
    spanID: span.spanId,
    operationName: span.operation,
    references: [
      ...parent,
      ...span.links.map((link) => ({ refType: 'FOLLOWS_FROM', traceID: shortId(link.traceId), spanID: link.spanId })),
    ],
    startTime: Number(span.start / 1_000n),
    duration: Math.floor(span.durationNs / 1_000),
    tags: [
      ...[...span.attributes].map(([key, value]) => tagJson(key, value)),
      ...fields.filter(([, value]) => value !== '').map(([key, value]) => tagJson(key, value)),
      ...(span.status === 'error' ? [tagJson('error', true)] : []),
    ],
    logs: span.events.map(({ time, name, attributes }) => ({
      timestamp: Number(time / 1_000n),
      fields: [
        ...(name === '' ? [] : [tagJson('event', name)]),
        ...[...attributes].map(([key, value]) => tagJson(key, value)),
      ],
    })),
    processID,
    warnings: null,
  };
}

function processJson(resource: Attributes): Record<string, unknown> {
  const tags = [...resource].filter(([key]) => key !== 'service.name');
  return { serviceName: resource.get('service.name'), tags: tags.map(([key, value]) => tagJson(key, value)) };
}

function tagJson(key: string, sent: AttributeValue): Record<string, unknown> {
  const value = storedValue(sent);
  if (typeof value === 'boolean') return { key, type: 'bool', value };
  if (typeof value === 'number') return { key, type: 'float64', value };
  if (value instanceof Uint8Array) return { key, type: 'binary', value: btoa(String.fromCharCode(...value)) };
  if (typeof value !== 'bigint') return { key, type: 'string', value };
  const isSafe = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
  return { key, type: 'int64', value: isSafe ? Number(value) : value.toString() };
}

/** Jaeger leaves out the upper half of a trace id when it is 0. */
function shortId(traceId: string): string {
  return traceId.startsWith('0'.repeat(16)) ? traceId.slice(16) : traceId;
}
