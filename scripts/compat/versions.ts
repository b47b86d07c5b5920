// The Grafana versions that one dist must run on: the oldest, the newest, and the last of the lines between. Chosen among those whose npm
// packages install from a registry alone (some of 12 and 13.0 name a GitHub tarball).
export const GRAFANA_PACKAGES = ['@grafana/data', '@grafana/runtime', '@grafana/ui'] as const;

export interface GrafanaVersion {
  readonly grafana: string;
  /** The React that this Grafana gives its plugins. */
  readonly react: string;
}

export const OLDEST: GrafanaVersion = { grafana: '11.0.2', react: '18.2.0' };
export const NEWEST: GrafanaVersion = { grafana: '13.2.2', react: '19.2.0' };
export const GRAFANA_VERSIONS: readonly GrafanaVersion[] = [
  OLDEST,
  { grafana: '11.6.16', react: '18.3.1' },
  { grafana: '12.4.10', react: '18.3.1' },
  NEWEST,
];

/** The version of each package whose exports are compared, in one Grafana. */
export function packageVersions({ grafana, react }: GrafanaVersion): ReadonlyMap<string, string> {
  return new Map([...GRAFANA_PACKAGES.map((name) => [name, grafana] as const), ['react', react], ['react-dom', react]]);
}
