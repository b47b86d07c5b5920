// Which data source of our type the app reads.
import type { DataSourceInstanceSettings } from '@grafana/data';

type Candidate = Pick<DataSourceInstanceSettings, 'uid' | 'isDefault' | 'url'>;

/** The configured one, else the default one, else the first. A configured one that is gone counts as not configured. */
export function findDataSource<Source extends Candidate>(
  all: readonly Source[],
  uid: string | undefined,
): Source | undefined {
  return all.find((source) => source.uid === uid) ?? all.find((source) => source.isDefault) ?? all[0];
}
