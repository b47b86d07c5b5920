// Loads a plugin's AMD module with SystemJS, as Grafana does: shared modules by name, everything else from the plugin's own folder.
import 'systemjs/dist/system.js';
import 'systemjs/dist/extras/amd.js';
import type { AppPlugin, DataSourceApi, DataSourcePlugin, PanelPlugin } from '@grafana/data';
import { eagerModules, lazyModules } from './sharedModules.ts';

/** Prefix that turns a shared module's name into the address under which SystemJS keeps it. */
const SHARED = 'shared:';

/** What a plugin's module exports: Grafana reads the one name that fits the plugin's type. */
interface PluginModule {
  plugin: unknown;
}

/** SystemJS' hook that fetches a module: returns its dependencies and its body. It is not part of the published types. */
interface Loader {
  instantiate: (this: Loader, url: string, parent?: string, meta?: unknown) => Promise<unknown>;
}

/** Tells SystemJS about all shared modules. Call once, after the runtime services exist. */
export function registerSharedModules(): void {
  const names = [...Object.keys(eagerModules), ...Object.keys(lazyModules)];
  System.addImportMap({ imports: Object.fromEntries(names.map((name) => [name, SHARED + name])) });
  for (const [name, module] of Object.entries(eagerModules)) System.set(SHARED + name, module);
  const loader = System.constructor.prototype as Loader;
  const fetchModule = loader.instantiate;
  loader.instantiate = async function (url, parent, meta) {
    const load = url.startsWith(SHARED) ? lazyModules[url.slice(SHARED.length)] : undefined;
    if (!load) return fetchModule.call(this, url, parent, meta);
    const module = await load();
    return [[], (define: (names: object) => void) => ({ execute: () => define(module) })];
  };
}

async function load(module: string, version: string): Promise<unknown> {
  // The version is part of the address, so that a new release is not answered from the browser's cache.
  const loaded = await System.import<PluginModule>(`/${module}.js?_cache=${encodeURIComponent(version)}`);
  if (!loaded.plugin) throw new Error(`${module}.js does not export a plugin`);
  return loaded.plugin;
}

export const loadAppPlugin = (module: string, version: string) => load(module, version) as Promise<AppPlugin>;
export const loadDataSourcePlugin = (module: string, version: string) =>
  load(module, version) as Promise<DataSourcePlugin<DataSourceApi>>;
export const loadPanelPlugin = (module: string, version: string) => load(module, version) as Promise<PanelPlugin>;
