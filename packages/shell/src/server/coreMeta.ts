// Data sources of Grafana's core that the app reads through the proxy. Their plugins are part of Grafana and not here: a page finds them by
// type and asks them by their address.
import type { PluginMetaJson } from '../bootData.ts';

const NAMES: Readonly<Record<string, string>> = {
  jaeger: 'Jaeger',
  prometheus: 'Prometheus',
  elasticsearch: 'Elasticsearch',
};

/** `undefined` for other types. */
export function coreMeta(type: string): PluginMetaJson | undefined {
  const name = NAMES[type];
  if (name === undefined) return undefined;
  const logos = { small: '', large: '' };
  const info = {
    author: { name: 'Grafana Labs' },
    description: '',
    links: [],
    logos,
    screenshots: [],
    updated: '',
    version: '',
  };
  return { type: 'datasource', id: type, name, info, module: '', baseUrl: '' };
}
