// Which WatchingCat data source the pages read. The address names it, so that a link shows the same to everyone; an address without one
// means the person's last choice, and before any choice what the administrator set.
import type { DataSourceInstanceSettings } from '@grafana/data';
import type { AppSettings, Environment } from '../settings';

type Source = Pick<DataSourceInstanceSettings, 'uid' | 'name' | 'isDefault'>;

/** An environment whose data source is gone cannot be chosen. */
export function environmentsOf({ environments = [] }: AppSettings, sources: readonly Source[]): Environment[] {
  if (environments.length === 0) return sources.map(({ name, uid }) => ({ name, dataSourceUid: uid }));
  return environments.filter(({ dataSourceUid }) => sources.some(({ uid }) => uid === dataSourceUid));
}

interface Choice {
  /** Uid in the address. */
  readonly asked: string | undefined;
  /** Uid of the person's last choice. One that is no environment any more counts for nothing. */
  readonly remembered: string | undefined;
}

/** @returns `undefined` when there is no data source, or not the one that was asked for: another one's data would mislead */
export function chooseEnvironment(
  settings: AppSettings,
  sources: readonly Source[],
  { asked, remembered }: Choice,
): Environment | undefined {
  const environments = environmentsOf(settings, sources);
  if (asked !== undefined) return named(asked, environments, sources);
  const known = (uid: string | undefined) => environments.find(({ dataSourceUid }) => dataSourceUid === uid);
  const first = settings.environments?.length ? environments[0] : undefined;
  const configured = named(settings.dataSourceUid, environments, sources);
  const usual = sources.find(({ isDefault }) => isDefault) ?? sources[0];
  return known(remembered) ?? configured ?? first ?? named(usual?.uid, environments, sources);
}

/** Also a data source that is no environment can be asked for: dashboards and Explore link to the one that they read. */
function named(
  uid: string | undefined,
  environments: readonly Environment[],
  sources: readonly Source[],
): Environment | undefined {
  const source = sources.find((one) => one.uid === uid);
  if (source === undefined) return undefined;
  return (
    environments.find(({ dataSourceUid }) => dataSourceUid === uid) ?? { name: source.name, dataSourceUid: source.uid }
  );
}
