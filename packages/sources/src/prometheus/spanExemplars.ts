// Exemplars: single calls that the metrics' maker kept beside the numbers, with the id of their trace.
import type { Coverage, MetricExemplar } from '@watchingcat/model';
import type { Decoder } from '../decode.ts';
import { fields, finite, list } from '../decode.ts';
import { isSuccess } from '../sourceRequest.ts';
import { errorType } from './prometheusApi.ts';
import type { PrometheusApi } from './prometheusApi.ts';
import { selector } from './promql.ts';
import { inbound } from './redQuery.ts';
import { labels, sampleValue } from './samples.ts';
import type { SpanMetrics } from './spanMetrics.ts';
import { bounds } from './times.ts';
import type { RangeMs } from './times.ts';

/** Of one answer; who shows them chooses among them. */
const MAX_METRIC_EXEMPLARS = 2_000;
const PATH = '/api/v1/query_exemplars';

export interface SpanExemplar {
  readonly timeMs: number;
  readonly durationMs: number;
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  readonly spanId: string | undefined;
}

/** `not_supported`: this back-end keeps none, or the metrics have no histogram; there is nothing to ask again. */
export type SpanExemplarsAnswer =
  | { readonly status: 'found'; readonly exemplars: readonly SpanExemplar[]; readonly coverage: Coverage }
  | { readonly status: 'not_supported' };

export type ExemplarsAnswer =
  | { readonly status: 'found'; readonly exemplars: readonly MetricExemplar[]; readonly coverage: Coverage }
  | { readonly status: 'not_supported' };

/** Exemplars of inbound calls that name a trace; where there are too many, the newest. */
export async function spanExemplars(
  api: PrometheusApi,
  metrics: SpanMetrics,
  { serviceNames, operation }: { readonly serviceNames: readonly string[]; readonly operation?: string | undefined },
  range: RangeMs,
  signal?: AbortSignal,
): Promise<SpanExemplarsAnswer> {
  const { duration } = metrics;
  if (duration === undefined) return { status: 'not_supported' };
  const metric = duration.kind === 'classic' ? `${duration.metric}_bucket` : duration.metric;
  const answer = await exemplarsOf(api, selector(metric, inbound(metrics, serviceNames, operation)), range, signal);
  if (answer.status === 'not_supported') return answer;
  const exemplars = answer.exemplars.flatMap(({ timeMs, value, traceId, spanId }) =>
    traceId === undefined ? [] : [{ timeMs, durationMs: value * duration.msPerUnit, traceId, spanId }],
  );
  return { ...answer, exemplars };
}

/** Newest first. @throws TelemetryError, but not for a back-end without exemplars */
export async function exemplarsOf(
  api: PrometheusApi,
  promql: string,
  range: RangeMs,
  signal?: AbortSignal,
): Promise<ExemplarsAnswer> {
  const response = await api.queryResponse(PATH, { query: promql, ...bounds(range) }, signal);
  // VictoriaMetrics and older proxies do not know the path; an error in Prometheus' own words is another matter.
  const isUnknown = [400, 404, 405, 501].includes(response.status) && errorType(response.body) !== 'bad_data';
  if (!isSuccess(response) && isUnknown) return { status: 'not_supported' };
  const { data, coverage } = api.answer(PATH, response, list(seriesExemplars));
  const all = data.flat().sort((a, b) => b.timeMs - a.timeMs);
  if (all.length <= MAX_METRIC_EXEMPLARS) return { status: 'found', exemplars: all, coverage };
  const isCut = coverage.kind === 'complete';
  return {
    status: 'found',
    exemplars: all.slice(0, MAX_METRIC_EXEMPLARS),
    coverage: isCut ? { kind: 'capped', cap: 'MAX_METRIC_EXEMPLARS', limit: MAX_METRIC_EXEMPLARS } : coverage,
  };
}

const seriesExemplars: Decoder<readonly MetricExemplar[]> = (value, at) => {
  const exemplar = fields({ labels, value: sampleValue, timestamp: finite });
  const found = fields({ seriesLabels: labels, exemplars: list(exemplar) })(value, at);
  return found.exemplars.map(({ labels: own, value: measured, timestamp }) => ({
    series: found.seriesLabels,
    timeMs: Math.round(timestamp * 1e3),
    value: measured,
    traceId: hexId(own['trace_id'] ?? own['traceID'] ?? own['traceId'], 32),
    spanId: hexId(own['span_id'] ?? own['spanID'] ?? own['spanId'], 16),
    labels: own,
  }));
};

/** Jaeger's clients leave leading zeros out. */
function hexId(value: string | undefined, digits: number): string | undefined {
  if (value === undefined || value.length > digits || !/^[0-9a-f]+$/i.test(value)) return undefined;
  return value.toLowerCase().padStart(digits, '0');
}
