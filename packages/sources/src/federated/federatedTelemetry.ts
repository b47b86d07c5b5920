// A team's own Jaeger, Prometheus and Elasticsearch as one Telemetry: each question goes to the back-end that answers it best, names that
// differ between them are matched, and what is missing or sampled is said.
import type {
  AttributeNamesAnswer,
  AttributeNamesQuery,
  AttributeValuesAnswer,
  AttributeValuesQuery,
  Capabilities,
  ExemplarQuery,
  ExemplarsAnswer,
  LogHistogramAnswer,
  LogHistogramQuery,
  LogQuery,
  LogsAnswer,
  MetricTelemetry,
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
import { COMPLETE, MAX_SPANS_AS_OTLP } from '@watchingcat/model';
import type { SourceReport } from '../sourceReport.ts';
import { FederatedAttributes } from './attributes.ts';
import { serviceGraph } from './graph.ts';
import { FederatedLogs } from './logs.ts';
import { searchTraces } from './searchTraces.ts';
import { FederatedServices } from './services.ts';
import type { Sources } from './sourcesOf.ts';
import { Names, needJaeger } from './sourcesOf.ts';
import { traceOfSpans } from './traceOfSpans.ts';
import type { Pause } from './withGrace.ts';

export interface FederatedOptions {
  /** Unix milliseconds. */
  readonly now: () => number;
  readonly pause: Pause;
}

/** Jaeger cannot give one span, and a viewer opens one span of a trace after the other. */
const TRACE_KEPT_MS = 60_000;

interface KeptTrace {
  readonly traceId: string;
  readonly spans: readonly SpanDetails[];
  readonly untilMs: number;
}

/** Every method rejects with a `TelemetryError`, or with an `AbortError` when its signal was aborted. */
export class FederatedTelemetry implements Telemetry {
  readonly #sources: Sources;
  readonly #names: Names;
  readonly #services: FederatedServices;
  readonly #logs: FederatedLogs;
  readonly #attributes: FederatedAttributes;
  readonly #options: FederatedOptions;
  #kept: KeptTrace | undefined;

  constructor(sources: Sources, options: FederatedOptions) {
    this.#sources = sources;
    this.#options = options;
    this.#names = new Names(sources, options.pause, options.now);
    this.#services = new FederatedServices(sources, this.#names);
    this.#logs = new FederatedLogs(sources, this.#names);
    this.#attributes = new FederatedAttributes(sources, options.now);
  }

  services(range: TimeRange, signal?: AbortSignal): Promise<ServicesAnswer> {
    return this.#services.services(range, signal);
  }

  serviceTrends(query: TrendsQuery, signal?: AbortSignal): Promise<ServiceTrendsAnswer> {
    return this.#services.trends(query, signal);
  }

  operations(service: string, range: TimeRange, signal?: AbortSignal): Promise<OperationsAnswer> {
    return this.#services.operations(service, range, signal);
  }

  red(query: RedQuery, signal?: AbortSignal): Promise<RedAnswer> {
    return this.#services.red(query, signal);
  }

  exemplars(query: ExemplarQuery, signal?: AbortSignal): Promise<ExemplarsAnswer> {
    return this.#services.exemplars(query, signal);
  }

  searchTraces(query: TraceQuery, signal?: AbortSignal): Promise<TracesAnswer> {
    return searchTraces(this.#sources, this.#names, query, signal);
  }

  async trace(traceId: string, signal?: AbortSignal): Promise<TraceAnswer | undefined> {
    const spans = await this.#spans(traceId, signal);
    return spans && { trace: traceOfSpans(spans), coverage: COMPLETE };
  }

  async span(traceId: string, spanId: string, signal?: AbortSignal): Promise<SpanDetails | undefined> {
    const kept = this.#kept;
    const isKept = kept?.traceId === traceId && this.#options.now() < kept.untilMs;
    const found = isKept ? kept.spans.find((span) => span.spanId === spanId) : undefined;
    return found ?? (await this.#spans(traceId, signal))?.find((span) => span.spanId === spanId);
  }

  async spansOfTrace(traceId: string, signal?: AbortSignal): Promise<SpansAnswer | undefined> {
    const spans = await this.#spans(traceId, signal);
    if (spans === undefined) return undefined;
    const sorted = [...spans].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
    if (sorted.length <= MAX_SPANS_AS_OTLP) return { spans: sorted, coverage: COMPLETE };
    const coverage = { kind: 'capped', cap: 'MAX_SPANS_AS_OTLP', limit: MAX_SPANS_AS_OTLP } as const;
    return { spans: sorted.slice(0, MAX_SPANS_AS_OTLP), coverage };
  }

  async #spans(traceId: string, signal?: AbortSignal): Promise<readonly SpanDetails[] | undefined> {
    const spans = await needJaeger(this.#sources).spans(traceId, signal);
    if (spans !== undefined) this.#kept = { traceId, spans, untilMs: this.#options.now() + TRACE_KEPT_MS };
    return spans;
  }

  attributeNames(query: AttributeNamesQuery, signal?: AbortSignal): Promise<AttributeNamesAnswer> {
    return this.#attributes.names(query, signal);
  }

  attributeValues(query: AttributeValuesQuery, signal?: AbortSignal): Promise<AttributeValuesAnswer> {
    return this.#attributes.values(query, signal);
  }

  searchLogs(query: LogQuery, signal?: AbortSignal): Promise<LogsAnswer> {
    return this.#logs.search(query, signal);
  }

  logHistogram(query: LogHistogramQuery, signal?: AbortSignal): Promise<LogHistogramAnswer> {
    return this.#logs.histogram(query, signal);
  }

  serviceGraph(range: TimeRange, signal?: AbortSignal): Promise<ServiceGraph> {
    return serviceGraph(this.#sources, this.#names, this.#options.pause, range, signal);
  }

  get metrics(): MetricTelemetry | undefined {
    return this.#sources.prometheus;
  }

  capabilities(): Capabilities {
    const { jaeger, prometheus, elasticsearch } = this.#sources;
    const names = [jaeger && 'Jaeger', prometheus && 'Prometheus', elasticsearch && 'Elasticsearch'].filter(
      (name) => name !== undefined,
    );
    return {
      name: names.join(', '),
      traceSearchByAttribute: jaeger !== undefined,
      signals: [
        ...(jaeger === undefined ? [] : (['traces'] as const)),
        ...(elasticsearch === undefined ? [] : (['logs'] as const)),
        ...(prometheus === undefined ? [] : (['metrics'] as const)),
      ],
    };
  }

  /** For a "Test": what works in each back-end, and what to change. Rejects only when the signal was aborted. */
  async check(signal?: AbortSignal): Promise<readonly SourceReport[]> {
    const { jaeger, prometheus, elasticsearch } = this.#sources;
    const asked = [jaeger?.check(signal), prometheus?.check(signal), elasticsearch?.check(signal)];
    return Promise.all(asked.filter((one) => one !== undefined));
  }
}
