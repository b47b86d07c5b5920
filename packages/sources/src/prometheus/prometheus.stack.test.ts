// The adapter against a real Prometheus with 500 services: every number is what PromQL itself says at the same moment.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { NS_PER_SECOND, unixNanoFromMs } from '@watchingcat/model';
import { itNeeding } from '../../../../scripts/stack/itNeeding.ts';
import { startStack, type Stack } from '../../../../scripts/stack/startStack.ts';
import { fetchTransport } from '../../test/fetchTransport.ts';
import { startSpanMetricsExporter, type Exporter } from '../../test/spanMetricsExporter.ts';
import { PrometheusSource } from './prometheusSource.ts';

const SERVICES = 500;
const WINDOW_S = 10n;
const INBOUND = '{span_kind="SPAN_KIND_SERVER"}';

let dir: string;
let exporter: Exporter;
let stack: Stack;
let prometheus: PrometheusSource;
let asked: string[];
let range: { start: bigint; end: bigint };

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'watchingcat-prometheus-'));
  exporter = await startSpanMetricsExporter(SERVICES);
  stack = await startStack({
    components: ['prometheus'],
    dir,
    targets: [{ job: 'spans', target: exporter.target, honorLabels: true }],
  });
  if (!stack.prometheus) return;
  const transport = fetchTransport(stack.prometheus.url);
  prometheus = new PrometheusSource((request) => {
    asked.push(`${request.method ?? 'GET'} ${request.path}`);
    return transport(request);
  });
  await wait(Number(2n * WINDOW_S) * 1e3 + 3_000);
  const end = unixNanoFromMs(Date.now() - 1_000);
  range = { start: end - WINDOW_S * NS_PER_SECOND, end };
}, 600_000);

beforeEach(() => {
  asked = [];
});

afterAll(async () => {
  await stack?.close();
  await exporter?.close();
  await rm(dir, { recursive: true, force: true });
}, 60_000);

const itWithPrometheus = itNeeding('prometheus');

/** What PromQL says at the end of the range, by service; not through the adapter. */
async function promql(query: string): Promise<Map<string, number>> {
  const time = (Number(range.end / 1_000_000n) / 1e3).toFixed(3);
  const { body } = await fetchTransport(stack.prometheus!.url)({ path: '/api/v1/query', query: { query, time } });
  const { data } = body as {
    data: { result: { metric: { service_name: string }; value: [number, string] }[] };
  };
  return new Map(data.result.map(({ metric, value }) => [metric.service_name, Number(value[1])]));
}

itWithPrometheus(
  'says of each of 500 services what PromQL says',
  async () => {
    const { services, coverage } = (await prometheus.services(range))!;
    expect(coverage).toEqual({ kind: 'complete' });
    expect(services).toHaveLength(SERVICES);
    const window = `[${WINDOW_S}s]`;
    const calls = await promql(`sum by (service_name) (increase(traces_span_metrics_calls_total${INBOUND}${window}))`);
    const errors = await promql(
      `sum by (service_name) (increase(traces_span_metrics_calls_total{span_kind="SPAN_KIND_SERVER",status_code="STATUS_CODE_ERROR"}${window}))`,
    );
    const quantile = (q: number) =>
      promql(
        `histogram_quantile(${q}, sum by (service_name, le) (increase(traces_span_metrics_duration_milliseconds_bucket${INBOUND}${window})))`,
      );
    const [p50, p95, p99] = [await quantile(0.5), await quantile(0.95), await quantile(0.99)];
    expect(calls.size).toBe(SERVICES);
    for (const service of services) {
      expect(service.calls).toBeCloseTo(calls.get(service.name)!, 9);
      expect(service.errors).toBeCloseTo(errors.get(service.name)!, 9);
      expect(service.p50Ms).toBeCloseTo(p50.get(service.name)!, 9);
      expect(service.p95Ms).toBeCloseTo(p95.get(service.name)!, 9);
      expect(service.p99Ms).toBeCloseTo(p99.get(service.name)!, 9);
    }
  },
  60_000,
);

itWithPrometheus(
  'asks four questions for a page of services: what there is, now, before, and trends',
  async () => {
    const fresh = new PrometheusSource((request) => {
      asked.push(request.path);
      return fetchTransport(stack.prometheus!.url)(request);
    });
    const before = { start: range.start - WINDOW_S * NS_PER_SECOND, end: range.start };
    const [now, then, trends] = await Promise.all([
      fresh.services(range),
      fresh.services(before),
      fresh.trends(range, 1_000),
    ]);
    expect(now!.services).toHaveLength(SERVICES);
    expect(then!.services.length).toBeGreaterThan(0);
    expect(trends!.p95Ms.size).toBeGreaterThan(0);
    expect(asked).toHaveLength(4);
  },
  60_000,
);

itWithPrometheus(
  'counts in operations and RED what it counts for the service',
  async () => {
    const service = (await prometheus.services(range))!.services.find(({ name }) => name === 'service-7')!;
    const { operations } = (await prometheus.operations(['service-7'], range))!;
    expect(operations).toHaveLength(1);
    expect(operations[0].calls).toBeCloseTo(service.calls, 9);
    expect(operations[0].p95Ms).toBeCloseTo(service.p95Ms!, 9);
    const { points, stepMs } = (await prometheus.red({ serviceNames: ['service-7'], range, stepMs: 5_000 }))!;
    expect(stepMs).toBeGreaterThanOrEqual(5_000);
    expect(points.some(({ calls }) => calls > 0)).toBe(true);
  },
  60_000,
);

itWithPrometheus(
  'reads metrics as PromQL, and what Prometheus says of a broken query',
  async () => {
    const { series } = await prometheus.query('count(traces_span_metrics_calls_total)', range.end);
    expect(series[0].values[0]).toBe(2 * SERVICES);
    const over = await prometheus.queryRange('vector(1)', range, 1_000);
    expect(Array.from(over.series[0].values)).toEqual(Array(11).fill(1));
    expect((await prometheus.labelValues('service_name', range)).names).toHaveLength(SERVICES);
    expect((await prometheus.labelNames(range)).names).toContain('span_kind');
    expect((await prometheus.series('up', range)).series.length).toBeGreaterThan(0);
    expect((await prometheus.metadata()).metrics.get('traces_span_metrics_calls_total')?.type).toBe('counter');
    await expect(prometheus.query('sum(', range.end)).rejects.toMatchObject({ code: 'bad_request' });
  },
  60_000,
);

itWithPrometheus(
  'tells in its test which product answers and which metrics it reads',
  async () => {
    const report = await prometheus.check();
    expect(report.found.join(' ')).toMatch(/Prometheus 2\.\d+/);
    expect(report.found.join(' ')).toContain('traces_span_metrics_duration_milliseconds in milliseconds');
  },
  60_000,
);
