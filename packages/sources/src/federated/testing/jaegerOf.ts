// A model of Jaeger's HTTP API over given traces, for tests that need traces by the hundred: searches as with Elasticsearch behind it
// (the newest matching spans first). The contract test against a real Jaeger shows that what is built on it holds there too.
import type { SpanDetails } from '@watchingcat/model';
import { attributeText } from '@watchingcat/model';
import { spansToJaegerJson } from '../../formats/jaegerJson.ts';
import type { Transport, TransportRequest, TransportResponse } from '../../transport.ts';

export interface JaegerModel {
  readonly transport: Transport;
  /** Paths with their query, in the order in which they came. */
  readonly asked: string[];
}

export function jaegerOf(traces: readonly (readonly SpanDetails[])[]): JaegerModel {
  const asked: string[] = [];
  const transport: Transport = async (request) => {
    asked.push(`${request.path} ${JSON.stringify(request.query ?? {})}`);
    return answer(traces, request);
  };
  return { transport, asked };
}

function answer(
  traces: readonly (readonly SpanDetails[])[],
  { path, query = {} }: TransportRequest,
): TransportResponse {
  if (path === '/api/services') return data([...new Set(traces.flat().map(({ service }) => service))]);
  if (path === '/api/dependencies') return data([]);
  if (path === '/api/traces') return data(search(traces, query).map((spans) => spansToJaegerJson(spans)));
  const id = /^\/api\/traces\/(\w+)$/.exec(path)?.[1];
  const found = traces.find(([{ traceId }]) => traceId === id);
  if (id !== undefined && found !== undefined) return data([spansToJaegerJson(found)]);
  return { status: 404, body: { data: null, errors: [{ code: 404, msg: 'not found' }] } };
}

const data = (items: readonly unknown[]): TransportResponse => ({ status: 200, body: { data: items, errors: null } });

function search(traces: readonly (readonly SpanDetails[])[], query: NonNullable<TransportRequest['query']>) {
  return traces
    .map((spans) => ({ spans, newest: newestMatch(spans, query) }))
    .filter(({ newest }) => newest !== undefined)
    .sort((a, b) => (a.newest! < b.newest! ? 1 : -1))
    .slice(0, Number(query['limit']))
    .map(({ spans }) => spans);
}

function newestMatch(spans: readonly SpanDetails[], query: NonNullable<TransportRequest['query']>): bigint | undefined {
  const { service, operation, tags, start, end, minDuration, maxDuration } = query as Record<
    string,
    string | undefined
  >;
  const us = (text: string | undefined, otherwise: number) =>
    text === undefined ? otherwise : Number(text.replace('us', ''));
  const wanted = Object.entries(JSON.parse(tags ?? '{}') as Record<string, string>);
  const starts = spans
    .filter(
      (span) =>
        span.service === service &&
        (operation === undefined || span.operation === operation) &&
        span.start / 1_000n >= BigInt(start!) &&
        span.start / 1_000n <= BigInt(end!) &&
        span.durationNs / 1e3 >= us(minDuration, 0) &&
        span.durationNs / 1e3 <= us(maxDuration, Infinity) &&
        wanted.every(([key, text]) => hasTag(span, key, text)),
    )
    .map((span) => span.start);
  return starts.reduce<bigint | undefined>((last, one) => (last === undefined || one > last ? one : last), undefined);
}

function hasTag(span: SpanDetails, key: string, text: string): boolean {
  if (key === 'error') return (span.status === 'error') === (text === 'true');
  const value = span.attributes.get(key) ?? span.resource.get(key);
  return value !== undefined && attributeText(value) === text;
}
