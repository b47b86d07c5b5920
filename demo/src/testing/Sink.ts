// A small OTLP/HTTP receiver for tests: keeps what the shop exports, flat, and lets a test wait for what it expects.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { attributesOf, decodeOtlp, type Attributes } from './otlpProto.ts';

export interface SinkSpan {
  readonly service: string;
  readonly resource: Attributes;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  /** As in OTLP: 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  readonly startNs: bigint;
  readonly endNs: bigint;
  readonly attributes: Attributes;
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly statusCode: number;
}
export interface SinkLog {
  readonly service: string;
  readonly body: string;
  readonly attributes: Attributes;
  readonly traceId: string;
  readonly spanId: string;
  readonly eventName: string;
}
export interface SinkMetric {
  readonly service: string;
  readonly name: string;
  readonly values: readonly number[];
}

/** A test that waits longer than this has failed. */
const PATIENCE_MS = 25_000;
const POLL_MS = 50;

export class Sink {
  readonly spans: SinkSpan[] = [];
  readonly logs: SinkLog[] = [];
  readonly metrics: SinkMetric[] = [];
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      this.#take(request.url ?? '', request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body);
      response.end();
    });
  });

  /** Listens on a free port; returns the value for OTEL_EXPORTER_OTLP_ENDPOINT. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** All spans of a trace, in order of their start. */
  trace(traceId: string): SinkSpan[] {
    return this.spans.filter((span) => span.traceId === traceId).sort((a, b) => (a.startNs < b.startNs ? -1 : 1));
  }

  /** Asks `find` again and again until it returns something. @throws Error naming `what` when it never does */
  async waitFor<T>(what: string, find: () => T | undefined | false): Promise<T> {
    const giveUpAt = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = find();
      if (found !== undefined && found !== false) return found;
      if (Date.now() > giveUpAt) throw new Error(`Waited in vain for ${what}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  #take(url: string, body: Uint8Array): void {
    if (url === '/v1/traces') this.spans.push(...spansIn(body));
    if (url === '/v1/logs') this.logs.push(...logsIn(body));
    if (url === '/v1/metrics') this.metrics.push(...metricsIn(body));
  }
}

const hex = (base64 = '') => Buffer.from(base64, 'base64').toString('hex');

function spansIn(body: Uint8Array): SinkSpan[] {
  return decodeOtlp('Traces', body).resources.flatMap((each) => {
    const resource = attributesOf(each.resource.attributes);
    const spans = each.scopes.flatMap((scope) => scope.spans);
    return spans.map((span) => ({
      service: String(resource['service.name']),
      resource,
      traceId: hex(span.traceId),
      spanId: hex(span.spanId),
      parentSpanId: hex(span.parentSpanId),
      name: span.name,
      kind: span.kind,
      startNs: BigInt(span.start),
      endNs: BigInt(span.end),
      attributes: attributesOf(span.attributes),
      events: (span.events ?? []).map(({ name, attributes }) => ({ name, attributes: attributesOf(attributes) })),
      links: (span.links ?? []).map((link) => ({ traceId: hex(link.traceId), spanId: hex(link.spanId) })),
      statusCode: span.status?.code ?? 0,
    }));
  });
}

function logsIn(body: Uint8Array): SinkLog[] {
  return decodeOtlp('Logs', body).resources.flatMap((each) => {
    const service = String(attributesOf(each.resource.attributes)['service.name']);
    const records = each.scopes.flatMap((scope) => scope.records);
    return records.map((record) => ({
      service,
      body: record.body.stringValue,
      attributes: attributesOf(record.attributes),
      traceId: hex(record.traceId),
      spanId: hex(record.spanId),
      eventName: record.eventName ?? '',
    }));
  });
}

function metricsIn(body: Uint8Array): SinkMetric[] {
  return decodeOtlp('Metrics', body).resources.flatMap((each) => {
    const service = String(attributesOf(each.resource.attributes)['service.name']);
    const metrics = each.scopes.flatMap((scope) => scope.metrics);
    return metrics.map(({ name, gauge, sum, histogram }) => ({
      service,
      name,
      values: [
        ...(gauge ?? sum ?? { points: [] }).points.map((point) => Number(point.doubleValue ?? point.intValue ?? 0)),
        ...(histogram?.points ?? []).map((point) => Number(point.count)),
      ],
    }));
  });
}
