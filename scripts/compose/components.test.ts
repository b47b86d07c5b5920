// What stands behind docker-compose.yml fits together: pipelines are complete, and every address leads to a service that listens there.
// Whether each component accepts its own configuration is asked of the component itself, in components.stack.test.ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readCollectorConfig, type CollectorConfig } from './collectorConfig.ts';
import { readCompose, ROOT } from './composeFile.ts';

const { services } = readCompose({ GRAFANA_ADMIN_PASSWORD: 'chosen by a person' });
const collectorTo = (where: string) =>
  readCollectorConfig('collector/base.yaml', 'collector/contrib.yaml', `collector/to-${where}.yaml`);
const jaeger = readCollectorConfig('jaeger/config.yaml');

describe.each([
  ['the Collector with WATCHINGCAT_CONNECTION=sources', collectorTo('sources')],
  ['the Collector with WATCHINGCAT_CONNECTION=server', collectorTo('server')],
  ['Jaeger', jaeger],
])('%s', (_name, config) => {
  it('uses what it defines, and defines what it uses', () => {
    const pipelines = Object.values(config.service.pipelines);
    const { receivers, processors, exporters, extensions, connectors = {} } = config;
    const used = (part: 'receivers' | 'processors' | 'exporters') => sorted(pipelines.flatMap((each) => each[part]));
    expect(used('receivers')).toEqual(sorted([...Object.keys(receivers), ...Object.keys(connectors)]));
    expect(used('processors')).toEqual(sorted(Object.keys(processors)));
    expect(used('exporters')).toEqual(sorted([...Object.keys(exporters), ...Object.keys(connectors)]));
    expect(sorted(config.service.extensions)).toEqual(sorted(Object.keys(extensions)));
  });
});

describe('the Collector', () => {
  const sources = collectorTo('sources').service.pipelines;
  const server = collectorTo('server').service.pipelines;

  it('sends every signal to its source', () => {
    expect(sources['traces'].exporters).toEqual(['otlp_grpc/jaeger', 'span_metrics', 'service_graph']);
    expect(sources['metrics'].exporters).toEqual(['prometheus']);
    expect(sources['logs'].exporters).toEqual(['elasticsearch']);
  });

  it('sends the server what it sends to the sources, and these no less', () => {
    const toServer = Object.entries(server).filter(([, { exporters }]) => exporters.includes('otlp_grpc/watchingcat'));
    expect(toServer.map(([name]) => name)).toEqual(['traces', 'metrics/server', 'logs'].sort(by(Object.keys(server))));
    for (const [name, { exporters }] of Object.entries(sources))
      expect(server[name].exporters).toEqual(expect.arrayContaining([...exporters]));
  });

  it('limits its memory before it does anything else', () => {
    for (const { processors } of Object.values(server)) expect(processors[0]).toBe('memory_limiter');
  });

  it('gives span metrics exemplars, in the one format that carries them', () => {
    const { connectors, exporters } = collectorTo('sources');
    expect(connectors['span_metrics']['exemplars']).toEqual({ enabled: true });
    expect(exporters['prometheus']['enable_open_metrics']).toBe(true);
    expect(services['prometheus'].command).toContain('--enable-feature=exemplar-storage');
  });
});

describe('addresses', () => {
  const { receivers, exporters, extensions } = collectorTo('server');
  const otlp = (config: CollectorConfig, kind: 'grpc' | 'http') =>
    portOf((config.receivers['otlp']['protocols'] as Record<string, { endpoint: string }>)[kind].endpoint);

  it('lead from this machine to the Collector, Jaeger and Prometheus', () => {
    expect(receivers).toHaveProperty('otlp');
    expect(services['collector'].ports).toEqual([
      `127.0.0.1:4317:${otlp(collectorTo('sources'), 'grpc')}`,
      `127.0.0.1:4318:${otlp(collectorTo('sources'), 'http')}`,
    ]);
    expect(services['jaeger'].ports).toEqual([`127.0.0.1:16686:${queryPort()}`]);
    expect(services['prometheus'].ports).toEqual(['127.0.0.1:9090:9090']);
  });

  it('lead from the Collector and from Jaeger to where their data goes', () => {
    expect(exporters['otlp_grpc/jaeger']['endpoint']).toBe(`jaeger:${otlp(jaeger, 'grpc')}`);
    expect(exporters['otlp_grpc/watchingcat']['endpoint']).toBe('watchingcat:4317');
    const storage = jaeger.extensions['jaeger_storage']['backends'] as Record<string, Record<string, unknown>>;
    expect(storage['elasticsearch']['elasticsearch']).toMatchObject({
      server_urls: [exporters['elasticsearch']['endpoint']],
    });
    expect(exporters['elasticsearch']['endpoint']).toBe('http://elasticsearch:9200');
  });

  it('lead from Grafana to each source', () => {
    expect(services['grafana'].environment).toMatchObject({
      WATCHINGCAT_JAEGER_URL: `http://jaeger:${queryPort()}`,
      WATCHINGCAT_PROMETHEUS_URL: 'http://prometheus:9090',
      WATCHINGCAT_ELASTICSEARCH_URL: exporters['elasticsearch']['endpoint'],
      WATCHINGCAT_ELASTICSEARCH_INDEX: 'logs-*',
    });
  });

  it('lead from Prometheus to every metrics endpoint', () => {
    const text = readFileSync(join(ROOT, 'deploy/prometheus/prometheus.yml'), 'utf8');
    const { scrape_configs } = parse(text) as { scrape_configs: { static_configs: { targets: string[] }[] }[] };
    expect(scrape_configs.flatMap((job) => job.static_configs.flatMap(({ targets }) => targets))).toEqual([
      `collector:${portOf(exporters['prometheus']['endpoint'])}`,
      `collector:${ownMetricsPort(collectorTo('sources'))}`,
      `jaeger:${ownMetricsPort(jaeger)}`,
      'localhost:9090',
    ]);
  });

  it('lead from the health checks to the health endpoints', () => {
    const { endpoint } = jaeger.extensions['healthcheckv2']['http'] as { endpoint: string };
    expect(services['jaeger'].healthcheck.test.at(-1)).toBe(`http://127.0.0.1:${portOf(endpoint)}/status`);
    expect(services['collector'].healthcheck.test.at(-1)).toBe(
      `http://127.0.0.1:${portOf(extensions['health_check']['endpoint'])}/`,
    );
  });

  function queryPort(): number {
    return portOf((jaeger.extensions['jaeger_query']['http'] as { endpoint: string }).endpoint);
  }
});

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

/** Order of a list, for sorting another the same way. */
function by(order: readonly string[]): (a: string, b: string) => number {
  return (a, b) => order.indexOf(a) - order.indexOf(b);
}

function portOf(endpoint: unknown): number {
  return Number(/:(\d+)$/.exec(String(endpoint))![1]);
}

function ownMetricsPort({ service }: CollectorConfig): number {
  const { telemetry } = service as unknown as {
    telemetry: { metrics: { readers: { pull: { exporter: { prometheus: { port: number } } } }[] } };
  };
  return telemetry.metrics.readers[0].pull.exporter.prometheus.port;
}
