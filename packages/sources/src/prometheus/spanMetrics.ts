// Metrics that something made of spans, whoever made them: their names, labels and unit differ by maker and version.
//
//   Collector, spanmetrics connector   traces_span_metrics_calls_total, traces_span_metrics_duration_milliseconds_* (or _seconds_*)
//     before 0.109, or namespace: ""   calls_total, duration_milliseconds_*; any other prefix by its `namespace`
//   Collector, spanmetrics processor   calls_total, latency_* in ms; the operation is in the label `operation`
//   Tempo, Beyla                       traces_spanmetrics_calls_total, traces_spanmetrics_latency_* in s; the service is in `service`
//   by OTLP without suffixes           calls, duration; with UTF-8 names traces.span.metrics.calls, and labels like service.name
//
// (opentelemetry-collector-contrib connector/spanmetricsconnector/README.md; Tempo, "Use the metrics-generator to create metrics from
// spans".) Metrics that applications measure themselves, such as http_server_request_duration_seconds, know no span kind and no
// status, and are not span metrics.
import type { Labels } from '@watchingcat/model';

/** One family of span metrics, and how to read it. */
export interface SpanMetrics {
  /** What stands before `calls` and `duration`; empty for bare names. */
  readonly prefix: string;
  /** The counter; `undefined` where the histogram counts. */
  readonly calls: string | undefined;
  readonly duration: SpanDurations | undefined;
  readonly labels: SpanLabels;
  /** Between two samples, as measured; `undefined` when it is not known. */
  readonly sampleIntervalMs: number | undefined;
  /** Metrics that would have served as well. */
  readonly others: readonly string[];
}

export interface SpanDurations {
  /** Without `_bucket`, `_sum` and `_count`. */
  readonly metric: string;
  /** `native`: no buckets by label; PromQL alone can tell quantiles and counts. */
  readonly kind: 'classic' | 'native';
  readonly msPerUnit: 1 | 1000;
}

/** Label names. `undefined`: the metrics do not tell. */
export interface SpanLabels {
  readonly service: string;
  readonly operation: string | undefined;
  readonly kind: string | undefined;
  readonly status: string | undefined;
}

/** What a person may fix where detection would choose otherwise. */
export interface SpanMetricsSettings {
  /** As in `SpanMetrics.prefix`, for example `traces_spanmetrics_`. */
  readonly prefix?: string | undefined;
  readonly durationUnit?: 'ms' | 's' | undefined;
}

/** Spellings of span kinds whose calls reach a service: OTLP's enum, Tempo's, and lower case of some processors. */
export const INBOUND_KINDS = [
  'SPAN_KIND_SERVER',
  'SPAN_KIND_CONSUMER',
  'SERVER',
  'CONSUMER',
  'Server',
  'Consumer',
  'server',
  'consumer',
];
export const ERROR_STATUSES: ReadonlySet<string> = new Set(['STATUS_CODE_ERROR', 'ERROR', 'Error', 'error']);

/** `service` after those that only span metrics use: it may be the scraped Kubernetes service instead. */
const SERVICE_LABELS = ['service_name', 'service.name', 'exported_service', 'service', 'exported_job', 'job'];
const OPERATION_LABELS = ['span_name', 'span.name', 'operation'];
const KIND_LABELS = ['span_kind', 'span.kind'];
const STATUS_LABELS = ['status_code', 'status.code'];

const CALLS = 'calls(?:_total)?';
const DURATION = '(?:duration|latency)(?:[._](?:milliseconds|seconds|ms|s))?(?:_count)?';
/** Metric names (anchored, as PromQL does) that may be span metrics; labels must prove it. */
export const NAME_PATTERN = `(?:.*[._:])?(?:${CALLS}|${DURATION})`;
/** Of these with the makers' own prefixes, or none. */
export const KNOWN_NAME_PATTERN = `(?:traces[._]span[._]?metrics[._])?(?:${CALLS}|${DURATION})`;
const NAME = new RegExp(`^((?:.*[._:])?)(?:(${CALLS})|(${DURATION}))$`);
const KNOWN_PREFIX = /^traces[._]span[._]?metrics[._]$/;

/** A metric that carries one of the names above, with data of late. */
export interface FoundMetric {
  readonly name: string;
  /** Of one of its series; `undefined` where none is known (native histograms). */
  readonly labels: Labels | undefined;
  readonly seriesCount: number;
}

interface Family {
  readonly prefix: string;
  readonly calls: FoundMetric[];
  readonly durations: FoundMetric[];
}

/**
 * The family to read. Of several, one with counter and histogram comes before one with either, then the one with more series, then
 * the first by name; a prefix from settings comes before all. Inside a family classic histograms come before native ones.
 * @param intervalsMs time between samples, by name of the counter
 * @returns `undefined` when no metric is proved by its labels to be made of spans
 */
export function chooseSpanMetrics(
  found: readonly FoundMetric[],
  intervalsMs: ReadonlyMap<string, number>,
  settings: SpanMetricsSettings = {},
): SpanMetrics | undefined {
  const candidates = [...familiesOf(found).values()]
    .map((family) => ({ family, metrics: readFamily(family, intervalsMs, settings) }))
    .filter(({ metrics }) => metrics !== undefined)
    .sort(
      (a, b) => rank(b.family, settings) - rank(a.family, settings) || (a.family.prefix < b.family.prefix ? -1 : 1),
    );
  const chosen = candidates.at(0)?.metrics;
  if (chosen === undefined) return undefined;
  const used = new Set([chosen.calls, chosen.duration?.metric]);
  const all = candidates.flatMap(({ family }) => [...family.calls, ...family.durations]);
  const others = [...new Set(all.map(({ name }) => baseName(name)))].filter((name) => !used.has(name));
  return { ...chosen, others: others.sort() };
}

function familiesOf(found: readonly FoundMetric[]): Map<string, Family> {
  const families = new Map<string, Family>();
  for (const metric of found) {
    const match = NAME.exec(metric.name);
    if (match === null) continue;
    const [, prefix, calls] = match;
    const family = families.get(prefix) ?? { prefix, calls: [], durations: [] };
    (calls === undefined ? family.durations : family.calls).push(metric);
    families.set(prefix, family);
  }
  return families;
}

function rank({ prefix, calls, durations }: Family, settings: SpanMetricsSettings): number {
  if (settings.prefix === prefix) return Infinity;
  const series = Math.max(
    0,
    ...calls.map(({ seriesCount }) => seriesCount),
    ...durations.map(({ seriesCount }) => seriesCount),
  );
  return series + (calls.length > 0 && durations.length > 0 ? 1e12 : 0);
}

function readFamily(
  { prefix, calls, durations }: Family,
  intervalsMs: ReadonlyMap<string, number>,
  settings: SpanMetricsSettings,
): SpanMetrics | undefined {
  const [counter] = bySize(calls);
  const [histogram] = bySize(durations).sort((a, b) => Number(isClassic(b)) - Number(isClassic(a)));
  const sample = counter?.labels ?? histogram?.labels;
  const labels = sample && spanLabels(sample);
  if (labels === undefined) return undefined;
  if (labels.kind === undefined && labels.operation === undefined && !KNOWN_PREFIX.test(prefix)) return undefined;
  return {
    prefix,
    calls: counter?.name,
    duration: histogram && {
      metric: baseName(histogram.name),
      kind: isClassic(histogram) ? 'classic' : 'native',
      msPerUnit: msPerUnit(baseName(histogram.name), labels, settings),
    },
    labels,
    sampleIntervalMs: counter && intervalsMs.get(counter.name),
    others: [],
  };
}

const bySize = (metrics: readonly FoundMetric[]) => [...metrics].sort((a, b) => b.seriesCount - a.seriesCount);
const isClassic = ({ name }: FoundMetric) => name.endsWith('_count');
const baseName = (name: string) => name.replace(/_count$/, '');

function spanLabels(labels: Labels): SpanLabels | undefined {
  const first = (names: readonly string[]) => names.find((name) => Object.hasOwn(labels, name));
  const service = first(SERVICE_LABELS);
  if (service === undefined) return undefined;
  return { service, operation: first(OPERATION_LABELS), kind: first(KIND_LABELS), status: first(STATUS_LABELS) };
}

/** From the suffix. Without one Tempo and Beyla, which name the service `service`, mean seconds, and all others milliseconds. */
function msPerUnit(metric: string, labels: SpanLabels, settings: SpanMetricsSettings): 1 | 1000 {
  if (settings.durationUnit !== undefined) return settings.durationUnit === 's' ? 1000 : 1;
  if (/[._](milliseconds|ms)$/.test(metric)) return 1;
  if (/[._](seconds|s)$/.test(metric)) return 1000;
  return labels.service === 'service' && metric.endsWith('latency') ? 1000 : 1;
}
