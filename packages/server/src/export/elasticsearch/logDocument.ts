// A log record as a document, in the two layouts that the Collector's elasticsearchexporter writes
// (opentelemetry-collector-contrib exporter/elasticsearchexporter/README.md, "mapping modes"): `otel`, and `ecs`.
import {
  attributeText,
  decodeAttributes,
  formatRfc3339,
  type Attributes,
  type AttributeValue,
} from '@watchingcat/model';
import type { SentLogRecord } from './readLogs.ts';

export const LAYOUTS = ['otel', 'ecs'] as const;
export type Layout = (typeof LAYOUTS)[number];

/** @param nowNs the time of a record that has none */
export function logDocument(record: SentLogRecord, layout: Layout, nowNs: bigint): object {
  return layout === 'otel' ? otelDocument(record, nowNs) : ecsDocument(record, nowNs);
}

function otelDocument(record: SentLogRecord, nowNs: bigint): object {
  const { severityText, severityNumber, traceId, spanId, scope, eventName } = record;
  return {
    '@timestamp': formatRfc3339(timeOf(record, nowNs)),
    observed_timestamp: formatRfc3339(record.observedTime === 0n ? timeOf(record, nowNs) : record.observedTime),
    data_stream: { type: 'logs', dataset: 'generic.otel', namespace: 'default' },
    ...(severityText !== '' && { severity_text: severityText }),
    ...(severityNumber !== 0 && { severity_number: severityNumber }),
    ...(traceId !== '' && { trace_id: traceId }),
    ...(spanId !== '' && { span_id: spanId }),
    ...(eventName !== '' && { event_name: eventName }),
    ...(record.attributes.size > 0 && { attributes: jsonOf(record.attributes) }),
    resource: { attributes: jsonOf(record.resource) },
    scope: { ...(scope.name !== '' && { name: scope.name }), ...(scope.version !== '' && { version: scope.version }) },
    ...bodyOf(record),
  };
}

/** Text under `text`, so that words can be searched; what has parts under `structured`. */
function bodyOf({ body }: SentLogRecord): object {
  const value = bodyValue(body);
  if (value === undefined) return {};
  const isText = typeof value === 'string' || typeof value !== 'object' || value === null;
  return { body: isText ? { text: attributeText(value) } : { structured: jsonValue(value) } };
}

/** ECS names of resource attributes that differ from OpenTelemetry's (https://www.elastic.co/guide/en/ecs/current/ecs-otel.html). */
const ECS_NAMES: Readonly<Record<string, string>> = {
  'service.instance.id': 'service.node.name',
  'deployment.environment': 'service.environment',
  'deployment.environment.name': 'service.environment',
  'host.arch': 'host.architecture',
  'k8s.pod.name': 'kubernetes.pod.name',
  'k8s.namespace.name': 'kubernetes.namespace',
  'k8s.node.name': 'kubernetes.node.name',
};
const OF_ECS = /^(service|host|container|cloud|process|kubernetes|agent|os)\./;

function ecsDocument(record: SentLogRecord, nowNs: bigint): object {
  const { severityText, severityNumber, traceId, spanId, body } = record;
  const value = bodyValue(body);
  const resource = Array.from(record.resource, ([name, own]): [string, AttributeValue] => [
    ECS_NAMES[name] ?? name,
    own,
  ]);
  const process = resource.filter(([name]) => OF_ECS.test(name));
  const others = [...resource.filter(([name]) => !OF_ECS.test(name)), ...record.attributes];
  const numbers = others.filter(([, own]) => typeof own === 'number' || typeof own === 'bigint');
  const labels = others.filter(([, own]) => typeof own !== 'number' && typeof own !== 'bigint');
  return {
    '@timestamp': formatRfc3339(timeOf(record, nowNs)),
    ...(value !== undefined && { message: attributeText(value) }),
    ...(severityText !== '' && { 'log.level': severityText }),
    ...(severityNumber !== 0 && { 'event.severity': severityNumber }),
    ...(traceId !== '' && { 'trace.id': traceId }),
    ...(spanId !== '' && { 'span.id': spanId }),
    ...jsonOf(process),
    ...(labels.length > 0 && { labels: jsonOf(labels.map(([name, own]) => [labelName(name), attributeText(own)])) }),
    ...(numbers.length > 0 && { numeric_labels: jsonOf(numbers.map(([name, own]) => [labelName(name), own])) }),
  };
}

/** Dots would make objects of labels. */
const labelName = (name: string) => name.replaceAll('.', '_');

function timeOf({ time, observedTime }: SentLogRecord, nowNs: bigint): bigint {
  return time !== 0n ? time : observedTime !== 0n ? observedTime : nowNs;
}

function bodyValue(body: SentLogRecord['body']): AttributeValue | undefined {
  return body === undefined ? undefined : decodeAttributes([{ key: 'body', value: body }]).get('body');
}

function jsonOf(attributes: Attributes | Iterable<readonly [string, AttributeValue]>): Record<string, unknown> {
  return Object.fromEntries(Array.from(attributes, ([name, value]) => [name, jsonValue(value)]));
}

/** 64-bit integers stay exact: `documentText` writes a bigint as digits. Bytes are hexadecimal. */
function jsonValue(value: AttributeValue): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return (value as readonly AttributeValue[]).map(jsonValue);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value as Record<string, AttributeValue>).map(([name, own]) => [name, jsonValue(own)]),
    );
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value;
}

/** JSON.rawJSON is in Node since 21 and not in TypeScript's library yet. */
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown };

/** One line of JSON. */
export function documentText(document: object): string {
  return JSON.stringify(document, (_key, value: unknown) =>
    typeof value === 'bigint' ? rawJSON(value.toString()) : value,
  );
}
