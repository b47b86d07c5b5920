// Data sources from the boot data: finds settings by uid, name, default or `${variable}`, and loads and constructs the plugin's class once per uid.
import type {
  DataSourceApi,
  DataSourceInstanceSettings,
  DataSourcePlugin,
  DataSourceRef,
  ScopedVars,
} from '@grafana/data';
import {
  getTemplateSrv,
  type DataSourceSrv,
  type GetDataSourceListFilters,
  type RuntimeDataSourceRegistration,
} from '@grafana/runtime';
import type { DataSourceJson } from '../../bootData.ts';

type Ref = DataSourceRef | string | null | undefined;

export class ShellDataSourceSrv implements DataSourceSrv {
  readonly #settings: DataSourceInstanceSettings[];
  readonly #loadPlugin: (module: string) => Promise<DataSourcePlugin<DataSourceApi>>;
  readonly #instances = new Map<string, Promise<DataSourceApi>>();
  readonly #runtime = new Map<string, DataSourceApi>();

  constructor(settings: DataSourceJson[], loadPlugin: (module: string) => Promise<DataSourcePlugin<DataSourceApi>>) {
    this.#settings = settings as unknown as DataSourceInstanceSettings[];
    this.#loadPlugin = loadPlugin;
  }

  get(ref?: Ref, scopedVars?: ScopedVars): Promise<DataSourceApi> {
    const uid = typeof ref === 'string' ? ref : ref?.uid;
    const registered = uid === undefined ? undefined : this.#runtime.get(uid);
    if (registered) return Promise.resolve(registered);
    const settings = this.getInstanceSettings(ref, scopedVars);
    if (!settings) return Promise.reject(new Error(notFound(uid ?? '(default)')));
    const existing = this.#instances.get(settings.uid);
    if (existing) return existing;
    const created = this.#create(settings);
    this.#instances.set(settings.uid, created);
    created.catch(() => this.#instances.delete(settings.uid));
    return created;
  }

  async #create(settings: DataSourceInstanceSettings): Promise<DataSourceApi> {
    const { module, name } = settings.meta;
    if (settings.type === 'prometheus') return standInFor(settings);
    if (module === '')
      throw new Error(
        `${name} belongs to Grafana itself and cannot be opened here. WatchingCat’s pages read it through the proxy.`,
      );
    const plugin = await this.#loadPlugin(module);
    const instance = new plugin.DataSourceClass(settings);
    instance.components = plugin.components;
    instance.meta ??= settings.meta;
    return instance;
  }

  getList(filters: GetDataSourceListFilters = {}): DataSourceInstanceSettings[] {
    const types = filters.type === undefined ? undefined : [filters.type].flat();
    return this.#settings.filter(
      (one) =>
        (!filters.metrics || one.meta.metrics) &&
        (!filters.tracing || one.meta.tracing) &&
        (!filters.logs || one.meta.logs) &&
        (!filters.annotations || one.meta.annotations) &&
        (!filters.alerting || one.meta.alerting) &&
        (!filters.pluginId || one.meta.id === filters.pluginId) &&
        (types === undefined || types.includes(one.type)) &&
        (filters.filter?.(one) ?? true),
    );
  }

  getInstanceSettings(ref?: Ref, scopedVars?: ScopedVars): DataSourceInstanceSettings | undefined {
    const asked = typeof ref === 'string' ? ref : (ref?.uid ?? undefined);
    if (asked === undefined || asked === 'default' || asked === '') {
      const type = typeof ref === 'object' ? ref?.type : undefined;
      return (
        this.#settings.find((one) => (type ? one.type === type : one.isDefault)) ??
        (type ? undefined : this.#settings[0])
      );
    }
    if (this.#runtime.has(asked)) return undefined;
    const name = asked.includes('$') ? getTemplateSrv().replace(asked, scopedVars) : asked;
    if (name === 'default') return this.getInstanceSettings();
    return this.#settings.find((one) => one.uid === name || one.name === name);
  }

  reload(): void {
    this.#instances.clear();
  }

  registerRuntimeDataSource({ dataSource }: RuntimeDataSourceRegistration): void {
    this.#runtime.set(dataSource.uid, dataSource);
  }
}

/** Loaded when a dashboard asks for it. */
async function standInFor(settings: DataSourceInstanceSettings): Promise<DataSourceApi> {
  const { PrometheusStandIn } = await import('./dataSources/prometheus.ts');
  const instance = new PrometheusStandIn(settings);
  instance.meta = settings.meta;
  return instance;
}

/** A variable that nothing stands behind: no data source of its type has an address. */
function notFound(uid: string): string {
  if (!uid.includes('$')) return `Data source ${uid} was not found`;
  return `No data source stands behind ${uid}. Set its address for provisioning/datasources, or use npm run stack, which has all of them.`;
}
