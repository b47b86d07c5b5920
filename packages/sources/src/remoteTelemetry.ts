// Telemetry of a WatchingCat server, over its REST API. Where the bytes travel is the transport's business.
import { formatRfc3339 } from '@watchingcat/model';
import type {
  AttributeNamesAnswer,
  AttributeNamesQuery,
  AttributeValuesAnswer,
  AttributeValuesQuery,
  Capabilities,
  ExemplarQuery,
  ExemplarsAnswer,
  LogFilter,
  LogHistogramAnswer,
  LogHistogramQuery,
  LogQuery,
  LogsAnswer,
  OperationsAnswer,
  RedAnswer,
  RedQuery,
  ServiceGraph,
  ServicesAnswer,
  ServiceTrendsAnswer,
  SpanDetails,
  SpansAnswer,
  Telemetry,
  TimeRange,
  TraceAnswer,
  TraceQuery,
  TracesAnswer,
  TrendsQuery,
} from '@watchingcat/model';
import {
  attributeNamesAnswer,
  attributeValuesAnswer,
  exemplarsAnswer,
  graphAnswer,
  logHistogramAnswer,
  logsAnswer,
  operationsAnswer,
  otlpSpans,
  redAnswer,
  servicesAnswer,
  spansAnswer,
  traceAnswer,
  tracesAnswer,
  trendsAnswer,
} from './answers.ts';
import { ask, askIfKnown } from './request.ts';
import type { Transport } from './transport.ts';

/** Every method rejects with a `TelemetryError`, or with an `AbortError` when its signal was aborted. */
export class RemoteTelemetry implements Telemetry {
  readonly #transport: Transport;
  readonly metrics = undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  services(range: TimeRange, signal?: AbortSignal): Promise<ServicesAnswer> {
    return ask(this.#transport, { path: '/api/v1/services', query: bounds(range), signal }, servicesAnswer);
  }

  serviceTrends({ range, stepMs }: TrendsQuery, signal?: AbortSignal): Promise<ServiceTrendsAnswer> {
    const query = { ...bounds(range), step: `${stepMs}ms` };
    return ask(this.#transport, { path: '/api/v1/services/trends', query, signal }, trendsAnswer);
  }

  operations(service: string, range: TimeRange, signal?: AbortSignal): Promise<OperationsAnswer> {
    const query = { service, ...bounds(range) };
    return ask(this.#transport, { path: '/api/v1/operations', query, signal }, operationsAnswer);
  }

  red({ service, operation, range, stepMs }: RedQuery, signal?: AbortSignal): Promise<RedAnswer> {
    const query = { service, operation, ...bounds(range), step: `${stepMs}ms` };
    return ask(this.#transport, { path: '/api/v1/red', query, signal }, redAnswer);
  }

  exemplars({ service, operation, range }: ExemplarQuery, signal?: AbortSignal): Promise<ExemplarsAnswer> {
    const query = { service, operation, ...bounds(range) };
    return ask(this.#transport, { path: '/api/v1/exemplars', query, signal }, exemplarsAnswer);
  }

  searchTraces(query: TraceQuery, signal?: AbortSignal): Promise<TracesAnswer> {
    return ask(this.#transport, { path: '/api/v1/traces', query: searchParameters(query), signal }, tracesAnswer);
  }

  trace(traceId: string, signal?: AbortSignal): Promise<TraceAnswer | undefined> {
    const request = { path: '/api/v1/trace', query: { traceId, format: 'columns' }, answer: 'bytes', signal } as const;
    return askIfKnown(this.#transport, request, traceAnswer, ['trace-not-found']);
  }

  async span(traceId: string, spanId: string, signal?: AbortSignal): Promise<SpanDetails | undefined> {
    const request = { path: '/api/v1/span', query: { traceId, spanId }, signal };
    const spans = await askIfKnown(this.#transport, request, otlpSpans, ['trace-not-found', 'span-not-found']);
    return spans?.[0];
  }

  spansOfTrace(traceId: string, signal?: AbortSignal): Promise<SpansAnswer | undefined> {
    const request = { path: '/api/v1/trace', query: { traceId }, signal };
    return askIfKnown(this.#transport, request, spansAnswer, ['trace-not-found']);
  }

  attributeNames(query: AttributeNamesQuery, signal?: AbortSignal): Promise<AttributeNamesAnswer> {
    const request = { path: '/api/v1/attributes', query: attributeQuery(query), signal };
    return ask(this.#transport, request, attributeNamesAnswer);
  }

  attributeValues({ name, ...query }: AttributeValuesQuery, signal?: AbortSignal): Promise<AttributeValuesAnswer> {
    const request = { path: '/api/v1/attribute-values', query: { name, ...attributeQuery(query) }, signal };
    return ask(this.#transport, request, attributeValuesAnswer);
  }

  searchLogs({ order, limit, cursor, ...filter }: LogQuery, signal?: AbortSignal): Promise<LogsAnswer> {
    const query = { ...filterParameters(filter), order, limit: limit?.toString(), cursor };
    return ask(this.#transport, { path: '/api/v1/logs', query, signal }, logsAnswer);
  }

  logHistogram({ stepMs, ...filter }: LogHistogramQuery, signal?: AbortSignal): Promise<LogHistogramAnswer> {
    const query = { ...filterParameters(filter), step: `${stepMs}ms` };
    return ask(this.#transport, { path: '/api/v1/logs/histogram', query, signal }, logHistogramAnswer);
  }

  serviceGraph(range: TimeRange, signal?: AbortSignal): Promise<ServiceGraph> {
    return ask(this.#transport, { path: '/api/v1/graph', query: bounds(range), signal }, graphAnswer);
  }

  capabilities(): Capabilities {
    return { name: 'WatchingCat', traceSearchByAttribute: true, signals: ['traces', 'logs'] };
  }
}

/** Which traces, in a body of JSON. */
export function searchBody(query: TraceQuery): Record<string, unknown> {
  const { range, traceQl, service, operation, status, minDurationMs, maxDurationMs, attributes } = query;
  return {
    ...bounds(range),
    q: traceQl,
    service,
    operation,
    status,
    minDuration: minDurationMs,
    maxDuration: maxDurationMs,
    attributes,
  };
}

function attributeQuery({ range, service, owner, contains, limit }: AttributeNamesQuery) {
  return { ...bounds(range), service, owner, contains, limit: limit?.toString() };
}

function bounds({ start, end }: TimeRange): { start: string; end: string } {
  return { start: formatRfc3339(start), end: formatRfc3339(end) };
}

function filterParameters(filter: LogFilter): Record<string, string | readonly string[] | undefined> {
  const { range, service, minSeverity, text, traceId, spanId, attributes } = filter;
  return { ...bounds(range), service, minSeverity, text, traceId, spanId, attributes: attributeParameters(attributes) };
}

function attributeParameters(attributes: LogFilter['attributes']): readonly string[] | undefined {
  return attributes && Object.entries(attributes).map(([key, value]) => `${key}=${value}`);
}

function searchParameters(query: TraceQuery): Record<string, string | readonly string[] | undefined> {
  const { range, service, operation, status, minDurationMs, maxDurationMs, attributes, traceQl, sort, limit, cursor } =
    query;
  return {
    ...bounds(range),
    q: traceQl,
    service,
    operation,
    status,
    minDuration: minDurationMs?.toString(),
    maxDuration: maxDurationMs?.toString(),
    attributes: attributeParameters(attributes),
    sort,
    limit: limit?.toString(),
    cursor,
  };
}
