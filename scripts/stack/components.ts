// What the natively installed stack is made of. Versions are the ones that were measured to install without containers; compose files
// name the official images of newer ones instead.

export const COMPONENTS = [
  'prometheus',
  'elasticsearch',
  'opensearch2',
  'opensearch3',
  'jaeger',
  'collector',
  'telemetrygen',
] as const;

export type ComponentName = (typeof COMPONENTS)[number];

/** Why a component is not here, for a person: what is missing and how to get it. */
export interface Skipped {
  readonly component: ComponentName;
  readonly reason: string;
}

export const TITLES: Readonly<Record<ComponentName, string>> = {
  prometheus: 'Prometheus',
  elasticsearch: 'Elasticsearch 7.10.2',
  opensearch2: 'OpenSearch 2.19.1',
  opensearch3: 'OpenSearch 3.3.0',
  jaeger: 'Jaeger 1.62',
  collector: 'OpenTelemetry Collector 0.161.0',
  telemetrygen: 'telemetrygen 0.161.0',
};

/** Called with one line for a person at a time. */
export type OnProgress = (line: string) => void;
