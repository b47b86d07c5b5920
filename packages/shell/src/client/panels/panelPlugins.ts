// Panel plugins by id: ours from the boot data, and stand-ins for the core panels that Grafana does not publish. Loaded once, kept for scenes' synchronous look-up.
import type { PanelPlugin, PanelPluginMeta } from '@grafana/data';
import { config } from '@grafana/runtime';
import { loadPanelPlugin } from '../plugins/loadPlugin.ts';

const loaded = new Map<string, PanelPlugin>();
const loading = new Map<string, Promise<PanelPlugin>>();

const STANDINS: Record<string, () => Promise<PanelPlugin>> = {
  timeseries: async () => (await import('./standins/timeSeries.tsx')).plugin,
  table: async () => (await import('./standins/table.tsx')).plugin,
  stat: async () => (await import('./standins/stat.tsx')).plugin,
  logs: async () => (await import('./standins/logs.tsx')).plugin,
  nodeGraph: async () => (await import('./standins/nodeGraph.tsx')).plugin,
  text: async () => (await import('./standins/text.tsx')).plugin,
};

/** The panel plugin of this id; one that is not there becomes a panel that says so. */
export function importPanelPlugin(id: string): Promise<PanelPlugin> {
  const existing = loading.get(id);
  if (existing) return existing;
  const created = importOnce(id).then((plugin) => {
    loaded.set(id, plugin);
    return plugin;
  });
  loading.set(id, created);
  created.catch(() => loading.delete(id));
  return created;
}

export const getPanelPluginFromCache = (id: string) => loaded.get(id);

async function importOnce(id: string): Promise<PanelPlugin> {
  const meta = config.panels[id] as PanelPluginMeta | undefined;
  const standIn = STANDINS[id];
  if (!meta || standIn) {
    const plugin = standIn ? await standIn() : (await import('./standins/missing.tsx')).missingPanel(id);
    plugin.meta = { ...standInMeta(id), ...plugin.meta };
    return plugin;
  }
  const plugin = await loadPanelPlugin(meta.module, meta.info.version);
  plugin.meta = meta;
  return plugin;
}

function standInMeta(id: string): PanelPluginMeta {
  return {
    id,
    name: id,
    type: 'panel',
    module: '',
    baseUrl: '',
    sort: 0,
    info: { version: '', logos: { small: '', large: '' } },
  } as unknown as PanelPluginMeta;
}
