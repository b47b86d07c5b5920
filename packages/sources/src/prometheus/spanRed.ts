// What the pages ask of span metrics: services, their trends, operations, and one service over time. Each is one request.
import { MAX_OPERATIONS, MAX_RED_POINTS, MAX_SERVICES, MAX_TREND_POINTS } from '@watchingcat/model';
import type { Coverage, RedPoint, RedStats, Series } from '@watchingcat/model';
import type { ApiAnswer, PrometheusApi } from './prometheusApi.ts';
import { callsQuery, inbound, quantileQuery, RedSum, redQuery } from './redQuery.ts';
import type { RedTotals } from './redQuery.ts';
import { samples } from './samples.ts';
import type { Samples } from './samples.ts';
import type { SpanMetrics } from './spanMetrics.ts';
import { bounds, promTime } from './times.ts';
import type { RangeMs } from './times.ts';

/** Services whose trend is asked, the busiest first. */
const MAX_TREND_SERVICES = 200;
/** Steps are multiples of this, so that equal pages ask for equal steps. */
const STEP_GRAIN_MS = 15_000;
/** An increase needs two samples in its step. */
const SAMPLES_PER_STEP = 2;
/** What Prometheus scrapes by unless told otherwise; taken where the interval could not be measured. */
const DEFAULT_SAMPLE_INTERVAL_MS = 60_000;

/** Those that sent spans in the range, the busiest first; one that only calls others has 0 calls. The name is as in the metrics' label. */
export interface SpanService extends RedStats {
  readonly name: string;
}
export interface SpanServicesAnswer {
  readonly services: readonly SpanService[];
  readonly coverage: Coverage;
}

export interface SpanOperation extends RedTotals {
  readonly name: string;
}
export interface SpanOperationsAnswer {
  readonly operations: readonly SpanOperation[];
  readonly coverage: Coverage;
}

/** `p95Ms[i]` is of the calls from `startsMs[i]` on, `stepMs` long; NaN where there were none. */
export interface SpanTrendsAnswer {
  readonly stepMs: number;
  readonly startsMs: Float64Array;
  readonly p95Ms: ReadonlyMap<string, Float64Array>;
  readonly coverage: Coverage;
}

export interface SpanRedAnswer {
  /** May be more than was asked for: at least two samples, at most MAX_RED_POINTS points. */
  readonly stepMs: number;
  readonly points: readonly RedPoint[];
  readonly coverage: Coverage;
}

export async function spanServices(
  api: PrometheusApi,
  metrics: SpanMetrics,
  range: RangeMs,
  signal?: AbortSignal,
): Promise<SpanServicesAnswer> {
  const groupBy = metrics.labels.service;
  const promql = redQuery(metrics, inbound(metrics), windowOf(range), { groupBy, seen: true });
  const { groups, coverage } = await groupedAt(api, metrics, promql, groupBy, range.endMs, signal);
  const services = groups.map(({ name, totals }) => ({ name, ...statsOf(totals) }));
  return {
    services: services.slice(0, MAX_SERVICES),
    coverage: capped(services, 'MAX_SERVICES', MAX_SERVICES, coverage),
  };
}

export async function spanOperations(
  api: PrometheusApi,
  metrics: SpanMetrics,
  serviceNames: readonly string[],
  range: RangeMs,
  signal?: AbortSignal,
): Promise<SpanOperationsAnswer> {
  const groupBy = metrics.labels.operation;
  if (groupBy === undefined) {
    const reason = 'The span metrics in Prometheus have no label for the operation (span_name).';
    return { operations: [], coverage: { kind: 'partial', reason } };
  }
  const promql = redQuery(metrics, inbound(metrics, serviceNames), windowOf(range), { groupBy, totals: true });
  const { groups, coverage } = await groupedAt(api, metrics, promql, groupBy, range.endMs, signal);
  const operations = groups.map(({ name, totals }) => ({ name, ...totals }));
  return {
    operations: operations.slice(0, MAX_OPERATIONS),
    coverage: capped(operations, 'MAX_OPERATIONS', MAX_OPERATIONS, coverage),
  };
}

export async function spanTrends(
  api: PrometheusApi,
  metrics: SpanMetrics,
  range: RangeMs,
  askedStepMs: number,
  signal?: AbortSignal,
): Promise<SpanTrendsAnswer> {
  const { service } = metrics.labels;
  const matchers = inbound(metrics);
  const { stepMs, startsMs } = stepsOf(metrics, range, askedStepMs, MAX_TREND_POINTS);
  const quantile = quantileQuery(metrics, matchers, stepMs, 0.95, service);
  if (quantile === undefined) {
    const reason = 'The span metrics in Prometheus have no histogram of durations.';
    return { stepMs, startsMs, p95Ms: new Map(), coverage: { kind: 'partial', reason } };
  }
  const calls = callsQuery(metrics, matchers, windowOf(range), [service], promTime(range.endMs));
  const promql = `${quantile} and topk(${MAX_TREND_SERVICES},${calls})`;
  const { data, coverage } = await overSteps(api, promql, startsMs, stepMs, signal);
  const msPerUnit = metrics.duration?.msPerUnit ?? 1;
  const p95Ms = new Map<string, Float64Array>();
  for (const { labels, timesMs, values } of data.series) {
    const points = new Float64Array(startsMs.length).fill(NaN);
    timesMs.forEach((timeMs, index) => {
      points[Math.round((timeMs - stepMs - startsMs[0]) / stepMs)] = values[index] * msPerUnit;
    });
    p95Ms.set(labels[service] ?? '', points);
  }
  const isCut = p95Ms.size >= MAX_TREND_SERVICES && coverage.kind === 'complete';
  return {
    stepMs,
    startsMs,
    p95Ms,
    coverage: isCut ? { kind: 'capped', cap: 'MAX_TREND_SERVICES', limit: MAX_TREND_SERVICES } : coverage,
  };
}

export async function spanRed(
  api: PrometheusApi,
  metrics: SpanMetrics,
  { serviceNames, operation }: { readonly serviceNames: readonly string[]; readonly operation?: string | undefined },
  range: RangeMs,
  askedStepMs: number,
  signal?: AbortSignal,
): Promise<SpanRedAnswer> {
  const { stepMs, startsMs } = stepsOf(metrics, range, askedStepMs, MAX_RED_POINTS);
  const promql = redQuery(metrics, inbound(metrics, serviceNames, operation), stepMs);
  const { data, coverage } = await overSteps(api, promql, startsMs, stepMs, signal);
  const sums = Array.from(startsMs, () => new RedSum(metrics));
  for (const { labels, timesMs, values } of data.series) {
    timesMs.forEach((timeMs, index) => {
      sums[Math.round((timeMs - stepMs - startsMs[0]) / stepMs)]?.add(labels, values[index]);
    });
  }
  const points = sums.map((sum, index) => {
    return { startMs: startsMs[index], ...statsOf(sum.totals()) };
  });
  return { stepMs, points, coverage };
}

/** The starts of all steps that touch the range, and their width: what was asked, raised so that a step has samples and all fit. */
function stepsOf(
  { sampleIntervalMs = DEFAULT_SAMPLE_INTERVAL_MS }: SpanMetrics,
  { startMs, endMs }: RangeMs,
  askedStepMs: number,
  maxPoints: number,
): { readonly stepMs: number; readonly startsMs: Float64Array } {
  const least = Math.max(SAMPLES_PER_STEP * sampleIntervalMs, (endMs - startMs) / (maxPoints - 1));
  const stepMs = Math.max(askedStepMs, Math.ceil(least / STEP_GRAIN_MS) * STEP_GRAIN_MS);
  const firstMs = Math.floor(startMs / stepMs) * stepMs;
  const steps = Math.max(1, Math.ceil((endMs - firstMs) / stepMs));
  return { stepMs, startsMs: Float64Array.from({ length: steps }, (_, index) => firstMs + index * stepMs) };
}

/** A point [t, t + step) is evaluated at its end. */
function overSteps(
  api: PrometheusApi,
  query: string,
  startsMs: Float64Array,
  stepMs: number,
  signal?: AbortSignal,
): Promise<ApiAnswer<Samples>> {
  const times = bounds({ startMs: startsMs[0] + stepMs, endMs: startsMs[startsMs.length - 1] + stepMs });
  return api.query('/api/v1/query_range', { query, ...times, step: promTime(stepMs) }, samples, signal);
}

async function groupedAt(
  api: PrometheusApi,
  metrics: SpanMetrics,
  query: string,
  groupBy: string,
  timeMs: number,
  signal?: AbortSignal,
): Promise<{
  readonly groups: readonly { readonly name: string; readonly totals: RedTotals }[];
  readonly coverage: Coverage;
}> {
  const { data, coverage } = await api.query('/api/v1/query', { query, time: promTime(timeMs) }, samples, signal);
  const sums = new Map<string, RedSum>();
  for (const { labels, values } of data.series) sumOf(sums, labels, groupBy, metrics).add(labels, values[0]);
  const groups = Array.from(sums, ([name, sum]) => ({ name, totals: sum.totals(), seen: sum.seen }))
    .filter(({ totals, seen }) => totals.calls > 0 || seen > 0)
    .sort((a, b) => b.totals.calls - a.totals.calls || (a.name < b.name ? -1 : 1));
  return { groups, coverage };
}

function sumOf(sums: Map<string, RedSum>, labels: Series['labels'], groupBy: string, metrics: SpanMetrics): RedSum {
  const name = labels[groupBy] ?? '';
  const existing = sums.get(name);
  if (existing !== undefined) return existing;
  const sum = new RedSum(metrics);
  sums.set(name, sum);
  return sum;
}

function statsOf({ calls, errors, p50Ms, p95Ms, p99Ms }: RedTotals): RedStats {
  return { calls, errors, p50Ms, p95Ms, p99Ms };
}

const windowOf = ({ startMs, endMs }: RangeMs) => Math.max(1, endMs - startMs);

function capped(list: readonly unknown[], cap: string, limit: number, otherwise: Coverage): Coverage {
  if (list.length <= limit || otherwise.kind !== 'complete') return otherwise;
  return { kind: 'capped', cap, limit };
}
