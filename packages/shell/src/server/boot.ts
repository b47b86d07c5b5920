// Puts together what the page is told before it starts (bootData.ts). Read anew for each page, so that a new dashboard or a rebuilt plugin needs a reload only.
import type { BootData, DataSourceJson, PluginMetaJson } from '../bootData.ts';
import { coreMeta } from './coreMeta.ts';
import { readPlugins } from './plugins.ts';
import type { PluginSettingsStore } from './pluginSettings.ts';
import {
  readDashboards,
  readDataSources,
  type OnProblem,
  type ProvisionedDashboard,
  type ProvisionedDataSource,
} from './provisioning.ts';

export interface Sources {
  pluginDir: string;
  provisioningDir: string;
  version: string;
  /** The version of Grafana's packages that the page is made of: plugins and @grafana/plugin-e2e choose what they do by it. */
  grafanaVersion: string;
  settings: PluginSettingsStore;
  onProblem: OnProblem;
}

export const dataSourcesOf = ({ provisioningDir, onProblem }: Sources) =>
  readDataSources(provisioningDir, process.env, onProblem);
export const dashboardsOf = ({ provisioningDir, onProblem }: Sources) => readDashboards(provisioningDir, onProblem);

export async function bootData(sources: Sources): Promise<BootData> {
  const [plugins, dataSources, dashboards] = await Promise.all([
    readPlugins(sources.pluginDir),
    dataSourcesOf(sources),
    dashboardsOf(sources),
  ]);
  const apps = await Promise.all(
    plugins
      .filter(({ type }) => type === 'app')
      .map(async (meta) => {
        const { enabled, jsonData } = await sources.settings.get(meta.id);
        return { meta, enabled, jsonData };
      }),
  );
  const known = dataSources.flatMap((source, index) => withMeta(source, index + 1, plugins));
  return {
    user: {
      ...anonymous,
      permissions: { 'datasources:query': true, 'datasources:explore': true, 'plugins.app:access': true },
    },
    navTree: [],
    settings: {
      appUrl: '/',
      appSubUrl: '',
      namespace: 'default',
      windowTitlePrefix: 'WatchingCat - ',
      buildInfo: { version: sources.grafanaVersion, commit: '', env: 'production' },
      featureToggles: {},
      datasources: Object.fromEntries(known.map((one) => [one.name, one])),
      defaultDatasource: known.find(({ isDefault }) => isDefault)?.name ?? '',
      panels: Object.fromEntries(plugins.filter(({ type }) => type === 'panel').map((meta) => [meta.id, meta])),
      apps: Object.fromEntries(
        apps.map(({ meta }) => [
          meta.id,
          { id: meta.id, path: meta.module, version: meta.info.version, preload: false },
        ]),
      ),
    },
    watchingCat: { version: sources.version, apps, dashboards: dashboards.map(dashboardEntry) },
  };
}

/** The one person of a server without sign-in, in the words of Grafana's user object. */
export const anonymous = {
  id: 1,
  isSignedIn: true,
  login: 'local',
  name: 'Local user',
  email: '',
  orgId: 1,
  orgName: 'WatchingCat',
  orgRole: 'Admin',
  isGrafanaAdmin: false,
  timezone: 'browser',
  locale: 'en-US',
  language: 'en-US',
  regionalFormat: 'en-US',
  weekStart: '',
};

export const dashboardEntry = ({ uid, title, tags }: ProvisionedDashboard) => ({
  uid,
  title,
  tags,
  url: `/d/${encodeURIComponent(uid)}`,
});

/** A data source as the browser knows it; one of a type that nothing here reads is left out. */
export function withMeta(
  { uid, type, name, isDefault, jsonData }: ProvisionedDataSource,
  id: number,
  plugins: PluginMetaJson[],
): DataSourceJson[] {
  const meta = plugins.find((plugin) => plugin.type === 'datasource' && plugin.id === type) ?? coreMeta(type);
  if (!meta) return [];
  return [
    {
      id,
      uid,
      type,
      name,
      url: `/api/datasources/proxy/uid/${uid}`,
      access: 'proxy',
      isDefault,
      readOnly: true,
      jsonData,
      meta,
    },
  ];
}
