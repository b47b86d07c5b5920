// Telemetry of a WatchingCat server, over its REST API. Where the bytes travel is the transport's business.
import { formatRfc3339 } from '@watchingcat/model';
import type {
  Capabilities,
  OperationsAnswer,
  RedAnswer,
  RedQuery,
  ServicesAnswer,
  SpanDetails,
  Telemetry,
  TimeRange,
  TraceAnswer,
  TraceQuery,
  TracesAnswer,
} from '@watchingcat/model';
import { operationsAnswer, otlpSpans, redAnswer, servicesAnswer, traceAnswer, tracesAnswer } from './answers.ts';
import { ask, askIfKnown } from './request.ts';
import type { Transport } from './transport.ts';

/** Every method rejects with a `TelemetryError`, or with an `AbortError` when its signal was aborted. */
export class RemoteTelemetry implements Telemetry {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  services(range: TimeRange, signal?: AbortSignal): Promise<ServicesAnswer> {
    return ask(this.#transport, { path: '/api/v1/services', query: bounds(range), signal }, servicesAnswer);
  }

  operations(service: string, range: TimeRange, signal?: AbortSignal): Promise<OperationsAnswer> {
    const query = { service, ...bounds(range) };
    return ask(this.#transport, { path: '/api/v1/operations', query, signal }, operationsAnswer);
  }

  red({ service, operation, range, stepMs }: RedQuery, signal?: AbortSignal): Promise<RedAnswer> {
    const query = { service, operation, ...bounds(range), step: `${stepMs}ms` };
    return ask(this.#transport, { path: '/api/v1/red', query, signal }, redAnswer);
  }

  searchTraces(query: TraceQuery, signal?: AbortSignal): Promise<TracesAnswer> {
    return ask(this.#transport, { path: '/api/v1/traces', query: searchParameters(query), signal }, tracesAnswer);
  }

  trace(traceId: string, signal?: AbortSignal): Promise<TraceAnswer | undefined> {
    const query = { traceId, format: 'columns' };
    return askIfKnown(this.#transport, { path: '/api/v1/trace', query, signal }, traceAnswer, ['trace-not-found']);
  }

  async span(traceId: string, spanId: string, signal?: AbortSignal): Promise<SpanDetails | undefined> {
    const request = { path: '/api/v1/span', query: { traceId, spanId }, signal };
    const spans = await askIfKnown(this.#transport, request, otlpSpans, ['trace-not-found', 'span-not-found']);
    return spans?.[0];
  }

  capabilities(): Capabilities {
    return { name: 'WatchingCat', traceSearchByAttribute: true, signals: ['traces'] };
  }
}

function bounds({ start, end }: TimeRange): { start: string; end: string } {
  return { start: formatRfc3339(start), end: formatRfc3339(end) };
}

function searchParameters(query: TraceQuery): Record<string, string | readonly string[] | undefined> {
  const { range, service, operation, status, minDurationMs, maxDurationMs, attributes, sort, limit, cursor } = query;
  return {
    ...bounds(range),
    service,
    operation,
    status,
    minDuration: minDurationMs?.toString(),
    maxDuration: maxDurationMs?.toString(),
    attributes: attributes && Object.entries(attributes).map(([key, value]) => `${key}=${value}`),
    sort,
    limit: limit?.toString(),
    cursor,
  };
}
