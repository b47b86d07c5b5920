// A team's own Prometheus, or what answers like it (Mimir, Thanos, VictoriaMetrics): PromQL as it is, and RED, exemplars and the service
// graph from metrics that were made of spans.
import { COMPLETE, TelemetryError } from '@watchingcat/model';
import type {
  Coverage,
  Labels,
  MetadataAnswer,
  MetricAnswer,
  MetricExemplarsAnswer,
  MetricMetadata,
  MetricTelemetry,
  NamesAnswer,
  SeriesAnswer,
  ServiceGraph,
  TimeRange,
  UnixNano,
} from '@watchingcat/model';
import { msFromUnixNano } from '@watchingcat/model';
import { fields, list, optional, record, text } from '../decode.ts';
import { limitTransport } from '../limitTransport.ts';
import type { SourceReport } from '../sourceReport.ts';
import type { Transport } from '../transport.ts';
import { checkPrometheus } from './checkPrometheus.ts';
import { detectSpanMetrics } from './detectSpanMetrics.ts';
import type { ApiAnswer } from './prometheusApi.ts';
import { PrometheusApi } from './prometheusApi.ts';
import { labelPath } from './promql.ts';
import { labels, samples } from './samples.ts';
import type { Samples } from './samples.ts';
import { serviceGraphOfMetrics } from './serviceGraphMetrics.ts';
import { exemplarsOf, spanExemplars } from './spanExemplars.ts';
import type { SpanExemplarsAnswer } from './spanExemplars.ts';
import type { SpanMetrics, SpanMetricsSettings } from './spanMetrics.ts';
import { spanOperations, spanRed, spanServices, spanTrends } from './spanRed.ts';
import type { SpanOperationsAnswer, SpanRedAnswer, SpanServicesAnswer, SpanTrendsAnswer } from './spanRed.ts';
import { bounds, promTime, rangeMs } from './times.ts';

/** Prometheus refuses a range query with more points per series. */
const MAX_RANGE_POINTS = 11_000;
const MAX_METRIC_SERIES = 10_000;
const MAX_METRIC_NAMES = 20_000;
/** What is found changes rarely; what is missing may have just been set up. */
const FOUND_MS = 300_000;
const NOT_FOUND_MS = 30_000;
/** Moments of detection are rounded to this, so that questions asked together are one request. */
const MOMENT_MS = 5_000;

export interface PrometheusSourceOptions {
  /** Unix milliseconds; the system's clock when not given. */
  readonly now?: (() => number) | undefined;
  readonly spanMetrics?: SpanMetricsSettings | undefined;
}

export interface SpanRedQuery {
  /** Several spellings of one service. */
  readonly serviceNames: readonly string[];
  readonly operation?: string | undefined;
  readonly range: TimeRange;
  readonly stepMs: number;
}

/**
 * Every method rejects with a `TelemetryError`, or with an `AbortError` when its signal was aborted. What needs span metrics is
 * `undefined` where Prometheus has none: then others must answer.
 */
export class PrometheusSource implements MetricTelemetry {
  readonly #api: PrometheusApi;
  /** Equal questions under way are one. */
  readonly #detection: PrometheusApi;
  readonly #now: () => number;
  readonly #settings: SpanMetricsSettings;
  #detected: { readonly metrics: SpanMetrics | undefined; readonly untilMs: number } | undefined;

  constructor(transport: Transport, { now = Date.now, spanMetrics = {} }: PrometheusSourceOptions = {}) {
    this.#api = new PrometheusApi(transport);
    this.#detection = new PrometheusApi(limitTransport(transport));
    this.#now = now;
    this.#settings = spanMetrics;
  }

  async query(promql: string, time: UnixNano, signal?: AbortSignal): Promise<MetricAnswer> {
    const parameters = { query: promql, time: promTime(msFromUnixNano(time)) };
    return metricAnswer(await this.#api.query('/api/v1/query', parameters, samples, signal));
  }

  /** The step is raised where the range would have more than MAX_RANGE_POINTS points, and the coverage says so. */
  async queryRange(promql: string, range: TimeRange, stepMs: number, signal?: AbortSignal): Promise<MetricAnswer> {
    if (!(stepMs >= 1)) throw new TelemetryError('bad_request', `The step must be at least 1 ms, got ${stepMs}.`);
    const { startMs, endMs } = rangeMs(range);
    const leastMs = Math.ceil((endMs - startMs) / (MAX_RANGE_POINTS - 1));
    const step = promTime(Math.max(Math.round(stepMs), leastMs));
    const parameters = { query: promql, ...bounds({ startMs, endMs }), step };
    const answer = await this.#api.query('/api/v1/query_range', parameters, samples, signal);
    return metricAnswer(answer, leastMs > stepMs ? cap('MAX_RANGE_POINTS', MAX_RANGE_POINTS) : undefined);
  }

  async labelNames(range: TimeRange, match?: string, signal?: AbortSignal): Promise<NamesAnswer> {
    const parameters = { 'match[]': match, ...bounds(rangeMs(range)) };
    return namesAnswer(await this.#api.query('/api/v1/labels', parameters, list(text), signal));
  }

  async labelValues(label: string, range: TimeRange, match?: string, signal?: AbortSignal): Promise<NamesAnswer> {
    if (label === '') throw new TelemetryError('bad_request', 'Say which label: its name is empty.');
    const parameters = { 'match[]': match, ...bounds(rangeMs(range)) };
    return namesAnswer(await this.#api.get(`/api/v1/label/${labelPath(label)}/values`, parameters, list(text), signal));
  }

  async series(match: string, range: TimeRange, signal?: AbortSignal): Promise<SeriesAnswer> {
    const parameters = { 'match[]': match, ...bounds(rangeMs(range)) };
    const answer = await this.#api.query('/api/v1/series', parameters, list(labels), signal);
    const { items, coverage } = cut<Labels>(answer.data, 'MAX_METRIC_SERIES', MAX_METRIC_SERIES, answer.coverage);
    return { series: items, coverage };
  }

  async metadata(metric?: string, signal?: AbortSignal): Promise<MetadataAnswer> {
    const answer = await this.#api.get('/api/v1/metadata', { metric }, record, signal);
    const entries = Object.entries(answer.data);
    const { items, coverage } = cut(entries, 'MAX_METRIC_NAMES', MAX_METRIC_NAMES, answer.coverage);
    return { metrics: new Map(items.map(([name, found]) => [name, firstMetadata(found, `data.${name}`)])), coverage };
  }

  async exemplars(promql: string, range: TimeRange, signal?: AbortSignal): Promise<MetricExemplarsAnswer> {
    const answer = await exemplarsOf(this.#api, promql, rangeMs(range), signal);
    if (answer.status === 'found') return { exemplars: answer.exemplars, coverage: answer.coverage };
    return { exemplars: [], coverage: { kind: 'partial', reason: 'This Prometheus has no API for exemplars.' } };
  }

  /** Which metrics are made of spans; remembered for 5 minutes, and for 30 seconds that there are none. */
  async spanMetrics(signal?: AbortSignal): Promise<SpanMetrics | undefined> {
    signal?.throwIfAborted();
    const nowMs = this.#now();
    if (this.#detected !== undefined && nowMs < this.#detected.untilMs) return this.#detected.metrics;
    const momentMs = Math.floor(nowMs / MOMENT_MS) * MOMENT_MS;
    const metrics = await detectSpanMetrics(this.#detection, momentMs, this.#settings, signal);
    this.#detected = { metrics, untilMs: nowMs + (metrics === undefined ? NOT_FOUND_MS : FOUND_MS) };
    return metrics;
  }

  /** All services with inbound calls in the range, as their names stand in the metrics. */
  async services(range: TimeRange, signal?: AbortSignal): Promise<SpanServicesAnswer | undefined> {
    const metrics = await this.spanMetrics(signal);
    return metrics && spanServices(this.#api, metrics, rangeMs(range), signal);
  }

  /** The 95th percentile of every service over time. */
  async trends(range: TimeRange, stepMs: number, signal?: AbortSignal): Promise<SpanTrendsAnswer | undefined> {
    const metrics = await this.spanMetrics(signal);
    return metrics && spanTrends(this.#api, metrics, rangeMs(range), stepMs, signal);
  }

  async operations(
    serviceNames: readonly string[],
    range: TimeRange,
    signal?: AbortSignal,
  ): Promise<SpanOperationsAnswer | undefined> {
    const metrics = await this.spanMetrics(signal);
    return metrics && spanOperations(this.#api, metrics, serviceNames, rangeMs(range), signal);
  }

  async red({ range, stepMs, ...of }: SpanRedQuery, signal?: AbortSignal): Promise<SpanRedAnswer | undefined> {
    const metrics = await this.spanMetrics(signal);
    return metrics && spanRed(this.#api, metrics, of, rangeMs(range), stepMs, signal);
  }

  async spanExemplars(
    { range, ...of }: Omit<SpanRedQuery, 'stepMs'>,
    signal?: AbortSignal,
  ): Promise<SpanExemplarsAnswer | undefined> {
    const metrics = await this.spanMetrics(signal);
    return metrics && spanExemplars(this.#api, metrics, of, rangeMs(range), signal);
  }

  /** `undefined` when there are no metrics of a service graph. */
  edges(range: TimeRange, signal?: AbortSignal): Promise<ServiceGraph | undefined> {
    return serviceGraphOfMetrics(this.#api, rangeMs(range), signal);
  }

  /** Rejects only when the signal was aborted. */
  check(signal?: AbortSignal): Promise<SourceReport> {
    return checkPrometheus(this.#api, () => this.spanMetrics(signal), this.#now(), signal);
  }
}

function metricAnswer({ data, warnings, coverage }: ApiAnswer<Samples>, raised?: Coverage): MetricAnswer {
  const { items, coverage: ofSeries } = cut(data.series, 'MAX_METRIC_SERIES', MAX_METRIC_SERIES, coverage);
  const { histogramSeries: count } = data;
  const left = `${count} series ${count === 1 ? 'has' : 'have'} native histograms, which are not shown as numbers. Ask histogram_quantile() or histogram_count() of them.`;
  return {
    series: items,
    warnings: count === 0 ? warnings : [...warnings, left],
    coverage: ofSeries.kind === 'complete' ? (raised ?? COMPLETE) : ofSeries,
  };
}

function namesAnswer({ data, coverage }: ApiAnswer<readonly string[]>): NamesAnswer {
  const kept = cut([...data].sort(), 'MAX_METRIC_NAMES', MAX_METRIC_NAMES, coverage);
  return { names: kept.items, coverage: kept.coverage };
}

function cut<T>(items: readonly T[], name: string, limit: number, otherwise: Coverage) {
  if (items.length <= limit) return { items, coverage: otherwise };
  return { items: items.slice(0, limit), coverage: otherwise.kind === 'complete' ? cap(name, limit) : otherwise };
}

function cap(name: string, limit: number): Coverage {
  return { kind: 'capped', cap: name, limit };
}

/** Of several targets that disagree the first is taken. VictoriaMetrics leaves fields out. */
function firstMetadata(value: unknown, at: string): MetricMetadata {
  const decoder = list(fields({ type: optional(text), help: optional(text), unit: optional(text) }));
  const [{ type = 'unknown', help = '', unit = '' } = {}] = decoder(value, at);
  return { type, help, unit };
}
