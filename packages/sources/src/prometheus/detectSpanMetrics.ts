// Finds span metrics with one query at one moment, so that what is found has fresh data: one series of each metric that has such a name
// and knows a span kind, how many series each has, and how far apart samples are.
import type { Series } from '@watchingcat/model';
import { list, text } from '../decode.ts';
import type { PrometheusApi } from './prometheusApi.ts';
import { isLike, isPresent, selection, selector, tagged } from './promql.ts';
import { samples } from './samples.ts';
import { chooseSpanMetrics, KNOWN_NAME_PATTERN, NAME_PATTERN } from './spanMetrics.ts';
import type { FoundMetric, SpanMetrics, SpanMetricsSettings } from './spanMetrics.ts';
import { promTime } from './times.ts';

/** Samples are counted in the long window, and in the short one, so that the first minutes of a new set-up do not look like long intervals. */
const SHORT_WINDOW_MS = 60_000;
const LONG_WINDOW_MS = 600_000;
/** From this many samples on the short window is exact enough; with fewer, one sample more or less makes too much of a difference. */
const ENOUGH_SAMPLES = 4;
/** How far back metrics are looked for that have no data any more; seen only when there are no fresh ones. */
const STALE_WINDOW_MS = 6 * 3_600_000;
const SAMPLES_LABEL = 'watchingcat_samples_of';
const WINDOW_LABEL = 'watchingcat_window_ms';
/** Counters whose sample interval is asked along: in one query per name only, as two metrics may have the same labels. */
const COMMON_COUNTERS = ['traces_span_metrics_calls_total', 'traces_spanmetrics_calls_total', 'calls_total'];

/**
 * One request; a second when nothing fresh was found (data of the last hours, metrics without a span kind, UTF-8 names), and one more
 * for labels where there are native histograms only.
 * @param nowMs Unix time
 */
export async function detectSpanMetrics(
  api: PrometheusApi,
  nowMs: number,
  settings: SpanMetricsSettings,
  signal?: AbortSignal,
): Promise<SpanMetrics | undefined> {
  const query = (promql: string) =>
    api.query('/api/v1/query', { query: promql, time: promTime(nowMs) }, samples, signal);

  const fresh = selection([isLike('__name__', NAME_PATTERN), isPresent('span_kind')]);
  const first = await query([...oneOfEach(fresh), ...COMMON_COUNTERS.flatMap(sampleCounts)].join(' or '));
  const chosen = await chooseFrom(first.data.series, api, nowMs, settings, signal);
  if (chosen !== undefined) return chosen;

  const known = selection([isLike('__name__', KNOWN_NAME_PATTERN)]);
  const stale = await query(oneOfEach(`last_over_time(${known}[${STALE_WINDOW_MS}ms])`).join(' or '));
  return chooseFrom(stale.data.series, api, nowMs, settings, signal);
}

async function chooseFrom(
  series: readonly Series[],
  api: PrometheusApi,
  nowMs: number,
  settings: SpanMetricsSettings,
  signal?: AbortSignal,
): Promise<SpanMetrics | undefined> {
  const { metrics, intervalsMs } = readFound(series);
  const chosen = chooseSpanMetrics(metrics, intervalsMs, settings);
  if (chosen !== undefined) return chosen;
  // Native histograms alone: topk passes them over, so their labels are still unknown.
  const bare = metrics.find(({ labels }) => labels === undefined);
  if (bare === undefined) return undefined;
  const times = { start: promTime(nowMs - STALE_WINDOW_MS), end: promTime(nowMs) };
  const names = await api.query('/api/v1/labels', { 'match[]': selector(bare.name), ...times }, list(text), signal);
  const labels = Object.fromEntries(names.data.map((name) => [name, '']));
  return chooseSpanMetrics([{ ...bare, labels }], intervalsMs, settings);
}

/** A whole series of each metric, and by metric the number of its series, which has no label but the name. */
function oneOfEach(series: string): string[] {
  return [`topk by (__name__) (1, ${series})`, `count by (__name__) (${series})`];
}

function sampleCounts(counter: string): string[] {
  return [SHORT_WINDOW_MS, LONG_WINDOW_MS].map((windowMs) => {
    const count = `max(count_over_time(${selector(counter, [isPresent('span_kind')])}[${windowMs}ms]))`;
    return tagged(tagged(count, SAMPLES_LABEL, counter), WINDOW_LABEL, `${windowMs}`);
  });
}

function readFound(series: readonly Series[]): {
  readonly metrics: readonly FoundMetric[];
  readonly intervalsMs: ReadonlyMap<string, number>;
} {
  const labelsOf = new Map<string, Series['labels']>();
  const counts = new Map<string, number>();
  const intervalsMs = new Map<string, number>();
  for (const { labels, values } of series) {
    const { __name__: name, [SAMPLES_LABEL]: counter } = labels;
    if (counter !== undefined) {
      const windowMs = Number(labels[WINDOW_LABEL]);
      if (windowMs === SHORT_WINDOW_MS ? values[0] >= ENOUGH_SAMPLES : !intervalsMs.has(counter))
        intervalsMs.set(counter, windowMs / values[0]);
    } else if (name === undefined) continue;
    else if (Object.keys(labels).length === 1) counts.set(name, values[0]);
    else labelsOf.set(name, labels);
  }
  const names = new Set([...labelsOf.keys(), ...counts.keys()]);
  const metrics = Array.from(names, (name) => ({
    name,
    labels: labelsOf.get(name),
    seriesCount: counts.get(name) ?? 1,
  }));
  return { metrics, intervalsMs };
}
