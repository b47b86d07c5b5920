// What the server tells the page before its first script runs: the part of Grafana's boot data that its packages, @grafana/plugin-e2e and plugins read, and
// what the shell's own chrome shows. Both sides import these types; nothing secret belongs here.

/** A plugin's plugin.json with where its code lies. */
export interface PluginMetaJson {
  id: string;
  type: 'app' | 'datasource' | 'panel';
  name: string;
  /** Address of the AMD module without `.js`, from the page's base: `public/plugins/watchingcat-app/datasource/module`. */
  module: string;
  baseUrl: string;
  info: { logos: { small: string; large: string }; version: string; description?: string; [key: string]: unknown };
  includes?: PluginInclude[];
  [key: string]: unknown;
}

/** One entry of plugin.json's `includes`. */
export interface PluginInclude {
  type: string;
  name: string;
  path?: string;
  icon?: string;
  role?: string;
  addToNav?: boolean;
  defaultNav?: boolean;
}

/** Grafana's DataSourceInstanceSettings, as far as a browser may know it. */
export interface DataSourceJson {
  id: number;
  uid: string;
  type: string;
  name: string;
  url: string;
  access: 'proxy';
  isDefault: boolean;
  readOnly: boolean;
  jsonData: Record<string, unknown>;
  meta: PluginMetaJson;
}

export interface DashboardEntry {
  uid: string;
  title: string;
  tags: string[];
  url: string;
}

export interface AppJson {
  meta: PluginMetaJson;
  enabled: boolean;
  jsonData: Record<string, unknown>;
}

export interface BootData {
  user: Record<string, unknown>;
  navTree: never[];
  settings: Record<string, unknown> & {
    datasources: Record<string, DataSourceJson>;
    defaultDatasource: string;
    panels: Record<string, PluginMetaJson>;
    buildInfo: { version: string; commit: string; env: string };
  };
  /** The shell's own part; Grafana has no such key. */
  watchingCat: { version: string; apps: AppJson[]; dashboards: DashboardEntry[] };
}
