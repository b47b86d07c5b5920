// Rate, errors and duration from span metrics: one query that holds calls by status and buckets by bound, `or`ed together, and its
// answer as numbers. Quantiles of classic histograms are worked out here from the buckets; native ones are asked of PromQL.
//
// Counted are calls that reach a service: spans of kind server and consumer, in their several spellings. Local roots (a cron job's span)
// count in WatchingCat's own store; metrics do not tell them from other internal spans, so here they do not. Where the metrics have no
// label for the kind, all spans are counted. Increases are Prometheus' own: extrapolated, with counter resets, often fractional.
import type { RedStats, Series } from '@watchingcat/model';
import { bucketQuantile } from './bucketQuantile.ts';
import type { Bucket } from './bucketQuantile.ts';
import { increase, isOneOf, selector, sumBy, tagged } from './promql.ts';
import type { Matcher } from './promql.ts';
import { ERROR_STATUSES, INBOUND_KINDS } from './spanMetrics.ts';
import type { SpanMetrics } from './spanMetrics.ts';

/** Tells the parts of a query apart that labels do not. */
const PART_LABEL = 'watchingcat_part';
const QUANTILES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;

export interface RedTotals extends RedStats {
  /** 0 when it was not asked for or is not known. */
  readonly totalMs: number;
}

/** Which spans count: inbound ones of these services (all when not given) and this operation (all when not given). */
export function inbound(
  { labels }: SpanMetrics,
  serviceNames?: readonly string[],
  operation?: string,
): readonly Matcher[] {
  const matchers: Matcher[] = [];
  if (labels.kind !== undefined) matchers.push(isOneOf(labels.kind, INBOUND_KINDS));
  if (serviceNames !== undefined) matchers.push(isOneOf(labels.service, serviceNames));
  if (operation !== undefined && labels.operation !== undefined) matchers.push(isOneOf(labels.operation, [operation]));
  return matchers;
}

export interface RedQueryOptions {
  /** A label to group by; all in one when not given. */
  readonly groupBy?: string;
  /** The sum of all durations as well. */
  readonly totals?: boolean;
  /** Also groups that were not called, but sent spans of whatever kind. */
  readonly seen?: boolean;
}

/** PromQL for the calls of the `windowMs` before each evaluation. */
export function redQuery(
  metrics: SpanMetrics,
  matchers: readonly Matcher[],
  windowMs: number,
  { groupBy, totals = false, seen = false }: RedQueryOptions = {},
): string {
  const { duration, labels } = metrics;
  const group = groupBy === undefined ? [] : [groupBy];
  const parts = [
    callsQuery(metrics, matchers, windowMs, labels.status === undefined ? group : [...group, labels.status]),
  ];
  if (duration?.kind === 'classic') {
    parts.push(sumBy([...group, 'le'], increase(selector(`${duration.metric}_bucket`, matchers), windowMs)));
    if (totals)
      parts.push(part('total', sumBy(group, increase(selector(`${duration.metric}_sum`, matchers), windowMs))));
  }
  if (duration?.kind === 'native') {
    const histogram = sumBy(group, increase(selector(duration.metric, matchers), windowMs));
    for (const [name, q] of Object.entries(QUANTILES)) parts.push(part(name, `histogram_quantile(${q},${histogram})`));
    if (totals) parts.push(part('total', `histogram_sum(${histogram})`));
  }
  if (seen) parts.push(part('seen', callsQuery(metrics, [], windowMs, group)));
  return parts.join(' or ');
}

/** Calls alone. @param atTime as in `increase` */
export function callsQuery(
  { calls, duration }: SpanMetrics,
  matchers: readonly Matcher[],
  windowMs: number,
  groupBy: readonly string[],
  atTime?: string,
): string {
  const sum = (metric: string) => sumBy(groupBy, increase(selector(metric, matchers), windowMs, atTime));
  if (calls !== undefined) return sum(calls);
  if (duration === undefined) throw new Error('span metrics have a counter or a histogram');
  return duration.kind === 'classic' ? sum(`${duration.metric}_count`) : `histogram_count(${sum(duration.metric)})`;
}

/** The quantile in the metric's unit, worked out by PromQL, one series per group. */
export function quantileQuery(
  { duration }: SpanMetrics,
  matchers: readonly Matcher[],
  windowMs: number,
  q: number,
  groupBy: string,
): string | undefined {
  if (duration === undefined) return undefined;
  const isClassic = duration.kind === 'classic';
  const series = selector(isClassic ? `${duration.metric}_bucket` : duration.metric, matchers);
  return `histogram_quantile(${q},${sumBy(isClassic ? [groupBy, 'le'] : [groupBy], increase(series, windowMs))})`;
}

function part(name: string, inner: string): string {
  return tagged(inner, PART_LABEL, name);
}

/** Adds up what one group says at one moment, sample by sample. */
export class RedSum {
  readonly #metrics: SpanMetrics;
  readonly #buckets: Bucket[] = [];
  readonly #asked = new Map<string, number>();
  #calls = 0;
  #errors = 0;

  constructor(metrics: SpanMetrics) {
    this.#metrics = metrics;
  }

  /** @param labels of the series that the value is of; NaN is no value */
  add(labels: Series['labels'], value: number): void {
    if (Number.isNaN(value)) return;
    const { [PART_LABEL]: askedPart, le } = labels;
    if (askedPart !== undefined) this.#asked.set(askedPart, value);
    else if (le !== undefined) this.#buckets.push({ upperBound: le === '+Inf' ? Infinity : Number(le), count: value });
    else {
      const { status } = this.#metrics.labels;
      this.#calls += value;
      if (status !== undefined && ERROR_STATUSES.has(labels[status] ?? '')) this.#errors += value;
    }
  }

  /** Spans of any kind, where they were asked for. */
  get seen(): number {
    return this.#asked.get('seen') ?? 0;
  }

  totals(): RedTotals {
    return {
      calls: this.#calls,
      errors: this.#errors,
      p50Ms: this.#quantileMs('p50'),
      p95Ms: this.#quantileMs('p95'),
      p99Ms: this.#quantileMs('p99'),
      totalMs: (this.#asked.get('total') ?? 0) * this.#msPerUnit(),
    };
  }

  #quantileMs(name: keyof typeof QUANTILES): number | undefined {
    const value = this.#asked.get(name) ?? bucketQuantile(QUANTILES[name], this.#buckets);
    return value === undefined ? undefined : value * this.#msPerUnit();
  }

  #msPerUnit(): number {
    return this.#metrics.duration?.msPerUnit ?? 1;
  }
}
