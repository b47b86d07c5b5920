// Zipkin's JSON, version 2 (https://zipkin.io/zipkin-api/zipkin2-api.yaml), by OpenTelemetry's mapping turned round
// (https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/zipkin/). Times are in microseconds, and every tag is text.
import type { Attributes, AttributeValue, SpanDetails, SpanEvent, SpanStatus } from '@watchingcat/model';
import { NS_PER_US, SPAN_KINDS } from '@watchingcat/model';
import type { Decoder } from '../../decode.ts';
import { count, finite, list, optional, record, ShapeError, text } from '../../decode.ts';
import { isZero, spanIdOf, traceIdOf } from '../../jaeger/ids.ts';
import { separateSharedSpans } from '../../jaeger/sharedSpans.ts';
import type { Warnings } from './traceFileError.ts';

/** A span that cannot be read is left out. */
export function zipkinSpans(all: readonly unknown[], at: string, warnings: Warnings): readonly SpanDetails[] {
  const resources = new Map<string, Attributes>();
  const spans = all.flatMap((span, index) => {
    try {
      return [spanOf(span, `${at}[${index}]`, resources)];
    } catch (error) {
      if (!(error instanceof ShapeError)) throw error;
      warnings.add(`A span was left out: ${error.message}.`);
      return [];
    }
  });
  const traces = Map.groupBy(spans, ({ traceId }) => traceId);
  return [...traces.values()].flatMap(separateSharedSpans);
}

function spanOf(value: unknown, at: string, resources: Map<string, Attributes>): SpanDetails {
  const span = record(value, at);
  const resource = sharedResource(endpoint(span['localEndpoint'], `${at}.localEndpoint`), resources);
  const tags = new Map(Object.entries(optional(textTags)(span['tags'], `${at}.tags`) ?? {}));
  const take = (name: string) => {
    const taken = tags.get(name);
    tags.delete(name);
    return taken;
  };
  const events = optional(list(annotation))(span['annotations'], `${at}.annotations`) ?? [];
  const parentId = optional(text)(span['parentId'], `${at}.parentId`);
  const kind = optional(text)(span['kind'], `${at}.kind`)?.toLowerCase();
  const remote = endpoint(span['remoteEndpoint'], `${at}.remoteEndpoint`);
  const status = statusOf(take('otel.status_code'), take('error'), take('otel.status_description'));
  return {
    traceId: traceIdOf(text(span['traceId'], `${at}.traceId`)),
    spanId: spanIdOf(text(span['id'], `${at}.id`)),
    parentSpanId: parentId === undefined || isZero(parentId) ? undefined : spanIdOf(parentId),
    traceState: take('w3c.tracestate') ?? '',
    service: textOf(resource.get('service.name')),
    operation: optional(text)(span['name'], `${at}.name`) ?? '',
    kind: SPAN_KINDS.find((known) => known === kind) ?? 'unspecified',
    ...status,
    start: startOf(span['timestamp'], events, at),
    durationNs: (optional(finite)(span['duration'], `${at}.duration`) ?? 0) * 1_000,
    scope: { name: take('otel.scope.name') ?? '', version: take('otel.scope.version') ?? '' },
    attributes: new Map<string, AttributeValue>([
      ...tags,
      ...(remote.name === '' ? [] : [['peer.service', remote.name] as const]),
      ...(remote.address === '' ? [] : [['network.peer.address', remote.address] as const]),
      ...(remote.port === undefined ? [] : [['network.peer.port', BigInt(remote.port)] as const]),
    ]),
    resource,
    events,
    links: [],
  };
}

interface Endpoint {
  readonly name: string;
  readonly address: string;
  readonly port: number | undefined;
}

function endpoint(value: unknown, at: string): Endpoint {
  const { serviceName, ipv4, ipv6, port } = record(value ?? {}, at);
  return {
    name: optional(text)(serviceName, `${at}.serviceName`) ?? '',
    address: optional(text)(ipv4, `${at}.ipv4`) ?? optional(text)(ipv6, `${at}.ipv6`) ?? '',
    port: optional(count)(port, `${at}.port`),
  };
}

/** Spans of one process share its resource. */
function sharedResource({ name, address, port }: Endpoint, resources: Map<string, Attributes>): Attributes {
  const key = JSON.stringify([name, address, port]);
  let resource = resources.get(key);
  if (resource === undefined) {
    resource = new Map<string, AttributeValue>([
      ...(name === '' ? [] : [['service.name', name] as const]),
      ...(address === '' ? [] : [['network.local.address', address] as const]),
      ...(port === undefined ? [] : [['network.local.port', BigInt(port)] as const]),
    ]);
    resources.set(key, resource);
  }
  return resource;
}

const textTags: Decoder<Readonly<Record<string, string>>> = (value, at) => {
  const tags = record(value, at);
  for (const [key, tag] of Object.entries(tags)) text(tag, `${at}[${JSON.stringify(key.slice(0, 40))}]`);
  return tags as Readonly<Record<string, string>>;
};

const annotation: Decoder<SpanEvent> = (value, at) => {
  const given = record(value, at);
  return {
    time: microseconds(given['timestamp'], `${at}.timestamp`),
    name: text(given['value'], `${at}.value`),
    attributes: new Map(),
  };
};

/** A server that shares its client's span may leave the start to it; then the first of what it noted is the nearest that is known. */
function startOf(timestamp: unknown, events: readonly SpanEvent[], at: string): bigint {
  if ((timestamp ?? undefined) !== undefined || events.length === 0) return microseconds(timestamp, `${at}.timestamp`);
  return events.reduce((first, { time }) => (time < first ? time : first), events[0].time);
}

const microseconds: Decoder<bigint> = (value, at) => BigInt(count(value, at)) * NS_PER_US;

/** The tag `error` marks a failed span by being there; its text is the message unless it only says "true". */
function statusOf(code = '', error: string | undefined, description = ''): { status: SpanStatus; statusMessage: string } {
  if (error !== undefined || code === 'ERROR') {
    const message = description !== '' || error === undefined || error === 'true' ? description : error;
    return { status: 'error', statusMessage: message };
  }
  return { status: code === 'OK' ? 'ok' : 'unset', statusMessage: description };
} // prettier-ignore

function textOf(value: AttributeValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
