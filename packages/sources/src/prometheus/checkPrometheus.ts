// What the "Test" of a data source says of Prometheus: whether it answers, which product it is, which metrics of spans it has, and what
// to change.
import { TelemetryError } from '@watchingcat/model';
import { optional, record, text } from '../decode.ts';
import type { SourceReport } from '../sourceReport.ts';
import type { PrometheusApi } from './prometheusApi.ts';
import { selector } from './promql.ts';
import { samples } from './samples.ts';
import { hasServiceGraphMetrics } from './serviceGraphMetrics.ts';
import { exemplarsOf } from './spanExemplars.ts';
import type { SpanMetrics } from './spanMetrics.ts';
import { promTime } from './times.ts';

const LOOK_BACK_MS = 3_600_000;
/** Older data means that scraping, or what makes the metrics, has stopped. */
const STALE_AFTER_MS = 180_000;

interface Findings {
  readonly found: string[];
  readonly advice: string[];
}

/** Rejects only when the signal was aborted. */
export async function checkPrometheus(
  api: PrometheusApi,
  spanMetrics: () => Promise<SpanMetrics | undefined>,
  nowMs: number,
  signal?: AbortSignal,
): Promise<SourceReport> {
  const findings: Findings = { found: [], advice: [] };
  const { found, advice } = findings;
  const range = { startMs: nowMs - LOOK_BACK_MS, endMs: nowMs };
  try {
    const metrics = await spanMetrics();
    found.push(await versionOf(api, signal));
    if (metrics === undefined) {
      advice.push(
        'Add the spanmetrics connector to your Collector (connectors: {spanmetrics: {}}; as an exporter of the traces pipeline and a receiver of a metrics pipeline), or turn on span-metrics in Tempo: no span metrics are here, so rates and durations come from sampled traces.',
      );
    } else {
      describe(metrics, findings);
      await checkFreshness(api, metrics, nowMs, findings, signal);
      await checkExemplars(api, metrics, range, findings, signal);
    }
    if (await hasServiceGraphMetrics(api, range, signal)) found.push('Service graph metrics are here.');
    else
      advice.push(
        'Add the servicegraph connector to your Collector, or turn on service-graphs in Tempo: without these metrics the service map comes from Jaeger or sampled traces.',
      );
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof TelemetryError)) throw error;
    return { source: 'Prometheus', status: 'failed', found, advice: [...advice, error.message] };
  }
  return { source: 'Prometheus', status: advice.length === 0 ? 'works' : 'limited', found, advice };
}

/** Mimir and older Thanos have no such path, and some proxies forbid it, which is no failure. */
async function versionOf(api: PrometheusApi, signal?: AbortSignal): Promise<string> {
  try {
    const { data } = await api.get('/api/v1/status/buildinfo', {}, record, signal);
    const product = optional(text)(data['application'], 'application') ?? 'Prometheus';
    const version = optional(text)(data['version'], 'version');
    return `${product}${version === undefined ? '' : ` ${version}`} answers.`;
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof TelemetryError)) throw error;
    return 'Prometheus answers. It does not tell its version.';
  }
}

function describe(
  { prefix, calls, duration, labels, sampleIntervalMs, others }: SpanMetrics,
  { found, advice }: Findings,
): void {
  const unit = duration?.msPerUnit === 1000 ? 'seconds' : 'milliseconds';
  const counted = calls ?? `the counts of ${duration?.metric ?? 'its histogram'}`;
  const measured = duration === undefined ? 'no durations' : `durations from ${duration.metric} in ${unit}`;
  found.push(`Span metrics are here: calls from ${counted}, ${measured}, services by the label ${labels.service}.`);
  if (sampleIntervalMs !== undefined)
    found.push(`They have a sample about every ${(sampleIntervalMs / 1e3).toFixed(1)} s.`);
  if (others.length > 0) {
    const choice = prefix === '' ? 'Those without a prefix are read' : `Those with the prefix ${prefix} are read`;
    found.push(
      `Other span metrics are here too: ${others.join(', ')}. ${choice}; a setting of the data source can fix another.`,
    );
  }
  if (duration === undefined)
    advice.push(
      'Let the spanmetrics connector make histograms (histogram.disable: false): without them there are no percentiles.',
    );
  if (duration?.kind === 'native')
    found.push('Durations are native histograms only: Prometheus itself works out their percentiles.');
  if (labels.kind === undefined)
    advice.push(
      'Keep the label span_kind in the span metrics: without it, calls that a service makes count as calls that it receives.',
    );
  if (labels.status === undefined)
    advice.push('Keep the label status_code in the span metrics: without it, no errors can be counted.');
  if (labels.operation === undefined)
    advice.push('Keep the label span_name in the span metrics: without it, there are no numbers by operation.');
}

async function checkFreshness(
  api: PrometheusApi,
  { calls, duration }: SpanMetrics,
  nowMs: number,
  { found, advice }: Findings,
  signal?: AbortSignal,
): Promise<void> {
  const metric = calls ?? (duration?.kind === 'classic' ? `${duration.metric}_count` : duration?.metric);
  if (metric === undefined) return;
  const query = `max(timestamp(${selector(metric)}))`;
  const { data } = await api.query('/api/v1/query', { query, time: promTime(nowMs) }, samples, signal);
  const newestSeconds = data.series.at(0)?.values[0];
  if (newestSeconds === undefined) {
    advice.push('Check that the span metrics are still scraped or written: there were none in the last five minutes.');
    return;
  }
  const ageMs = Math.max(0, nowMs - newestSeconds * 1e3);
  found.push(`The newest sample is ${Math.round(ageMs / 1e3)} s old.`);
  if (ageMs > STALE_AFTER_MS)
    advice.push('Check that the span metrics are still scraped or written: the newest is minutes old.');
}

async function checkExemplars(
  api: PrometheusApi,
  { duration }: SpanMetrics,
  range: { readonly startMs: number; readonly endMs: number },
  { found, advice }: Findings,
  signal?: AbortSignal,
): Promise<void> {
  if (duration === undefined) return;
  const metric = duration.kind === 'classic' ? `${duration.metric}_bucket` : duration.metric;
  const answer = await exemplarsOf(api, selector(metric), range, signal);
  if (answer.status === 'found' && answer.exemplars.length > 0)
    found.push('Exemplars are here: they lead from a slow call in the charts to its trace.');
  else if (answer.status === 'found')
    advice.push(
      'Start Prometheus with --enable-feature=exemplar-storage, and set exemplars.enabled in the spanmetrics connector: then charts lead to traces.',
    );
  else found.push('This back-end keeps no exemplars.');
}
