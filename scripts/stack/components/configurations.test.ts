// The texts that components are started with; that they accept them is tested by stack.stack.test.ts.
import { collectorConfig } from './collectorConfig.ts';
import { jaegerArguments } from './jaeger.ts';
import { prometheusConfig } from './prometheusConfig.ts';
import { httpPort } from './searchEngine.ts';

const LISTENERS = {
  otlpGrpc: '127.0.0.1:1',
  otlpHttp: '127.0.0.1:2',
  health: '127.0.0.1:3',
  metrics: '127.0.0.1:4',
  ownMetrics: '127.0.0.1:5',
  flushIntervalMs: 1000,
};

interface CollectorJson {
  exporters: Record<string, object>;
  service: { telemetry: object; pipelines: Record<string, { exporters: string[] }> };
}

it('sends traces to Jaeger and logs to the writer when both are there', () => {
  const options = { ...LISTENERS, jaegerOtlpGrpc: '127.0.0.1:6', logsEndpoint: 'http://127.0.0.1:7' };
  const { exporters, service } = JSON.parse(collectorConfig(options)) as CollectorJson;
  expect(service.pipelines['traces'].exporters).toEqual(['spanmetrics', 'otlp_grpc/jaeger']);
  expect(service.pipelines['logs'].exporters).toEqual(['otlp_http/logs']);
  expect(exporters['otlp_grpc/jaeger']).toMatchObject({ endpoint: '127.0.0.1:6' });
  expect(exporters['otlp_http/logs']).toEqual({ endpoint: 'http://127.0.0.1:7' });
});

it('still makes span metrics, and drops logs, without Jaeger and writer', () => {
  const { service } = JSON.parse(collectorConfig(LISTENERS)) as CollectorJson;
  expect(service.pipelines['traces'].exporters).toEqual(['spanmetrics']);
  expect(service.pipelines['logs'].exporters).toEqual(['nop']);
});

it('forwards what applications sent, but not the span metrics made of it', () => {
  const { service } = JSON.parse(collectorConfig({ ...LISTENERS, forwardTo: 'http://127.0.0.1:9' })) as CollectorJson;
  expect(service.pipelines['traces'].exporters).toEqual(['spanmetrics', 'otlp_http/forward']);
  expect(service.pipelines['logs'].exporters).toEqual(['nop', 'otlp_http/forward']);
  expect(service.pipelines['metrics'].exporters).toEqual(['prometheus']);
  expect(service.pipelines['metrics/forward']).toMatchObject({ receivers: ['otlp'], exporters: ['otlp_http/forward'] });
});

it("splits the address of the Collector's own metrics as its configuration wants it", () => {
  const { service } = JSON.parse(collectorConfig(LISTENERS)) as CollectorJson;
  expect(JSON.stringify(service.telemetry)).toContain('"host":"127.0.0.1","port":5');
});

it('keeps the labels only of the jobs that say so', () => {
  const targets = [
    { job: 'applications', target: '127.0.0.1:4', honorLabels: true },
    { job: 'jaeger', target: '127.0.0.1:8' },
  ];
  expect(JSON.parse(prometheusConfig(500, targets))).toEqual({
    global: { scrape_interval: '500ms', evaluation_interval: '500ms' },
    scrape_configs: [
      { job_name: 'applications', honor_labels: true, static_configs: [{ targets: ['127.0.0.1:4'] }] },
      { job_name: 'jaeger', honor_labels: false, static_configs: [{ targets: ['127.0.0.1:8'] }] },
    ],
  });
});

it('lets no listener of Jaeger stay on its standard port or on another address', () => {
  const listeners = jaegerArguments([1, 2, 3, 4, 5, 6, 7, 8]).filter((argument) => argument.includes('host-port'));
  expect(listeners).toHaveLength(11);
  expect(listeners.every((argument) => /=127\.0\.0\.1:[0-8]$/.test(argument))).toBe(true);
});

it('reads the HTTP port of a search engine from its log, not that of its transport', () => {
  const transport =
    '[2026-11-24T04:20:58,100][INFO ][o.e.t.TransportService   ] publish_address {127.0.0.1:9301}, bound_addresses {[::1]:9301}\n';
  const http =
    '[2026-11-24T04:20:59,691][INFO ][o.e.h.AbstractHttpServerTransport] publish_address {127.0.0.1:9211}, bound_addresses {[::1]:9211}\n';
  expect(httpPort(transport)).toBeUndefined();
  expect(httpPort(transport + http)).toBe(9211);
});
