// What our Collector is made of, for its builder. The Elasticsearch exporter and the servicegraph connector do not resolve from the module
// proxy: logs go to Elasticsearch through our own writer, and the service map has other sources.

const CORE = 'go.opentelemetry.io/collector';
const CONTRIB = 'github.com/open-telemetry/opentelemetry-collector-contrib';
const VERSION = 'v0.161.0';
const PROVIDERS = 'v1.67.0';

const MODULES = {
  receivers: [`${CORE}/receiver/otlpreceiver ${VERSION}`],
  exporters: [
    `${CORE}/exporter/otlpexporter ${VERSION}`,
    `${CORE}/exporter/otlphttpexporter ${VERSION}`,
    `${CORE}/exporter/nopexporter ${VERSION}`,
    `${CORE}/exporter/debugexporter ${VERSION}`,
    `${CONTRIB}/exporter/prometheusexporter ${VERSION}`,
  ],
  processors: [`${CORE}/processor/batchprocessor ${VERSION}`],
  connectors: [`${CONTRIB}/connector/spanmetricsconnector ${VERSION}`],
  extensions: [`${CONTRIB}/extension/healthcheckextension ${VERSION}`],
  // The Collector does not start without `env`, its default scheme.
  providers: ['env', 'file', 'yaml'].map((name) => `${CORE}/confmap/provider/${name}provider ${PROVIDERS}`),
};

/** YAML (written as JSON, which it contains) for `builder --config`. */
export function builderManifest(): string {
  const modules = Object.entries(MODULES).map(([kind, list]) => [kind, list.map((gomod) => ({ gomod }))]);
  const dist = {
    name: 'otelcol',
    description: 'Collector of the WatchingCat stack',
    version: '0.161.0',
    output_path: './out',
  };
  return JSON.stringify({ dist, ...Object.fromEntries(modules) }, undefined, 2);
}
