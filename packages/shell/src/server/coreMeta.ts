// Data sources of Grafana's core that the app reads through the proxy. Their plugins are part of Grafana and not here: a page finds them by
// type and asks them by their address.
import type { PluginMetaJson } from '../bootData.ts';

/** With what each can answer, by which pages and variables choose. */
const CORE: Readonly<Record<string, { name: string; metrics?: boolean; logs?: boolean; tracing?: boolean }>> = {
  jaeger: { name: 'Jaeger', tracing: true },
  prometheus: { name: 'Prometheus', metrics: true },
  elasticsearch: { name: 'Elasticsearch', metrics: true, logs: true },
};

/** `undefined` for other types. */
export function coreMeta(type: string): PluginMetaJson | undefined {
  const core = CORE[type];
  if (core === undefined) return undefined;
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
  return { type: 'datasource', id: type, ...core, info, module: '', baseUrl: '' };
}
