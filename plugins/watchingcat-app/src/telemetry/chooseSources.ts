// Which of Grafana's data sources stand behind the connection "sources": those that were chosen, and where nobody chose, the only one of a
// kind. Of several nobody but a person can tell the right one.
import type { DataSourceInstanceSettings, DataSourceJsonData } from '@grafana/data';
import type { WatchingCatJsonData } from '../datasource/types';

export type SourceKind = 'jaeger' | 'prometheus' | 'elasticsearch';

/** Types of data sources that speak the same language, the one of Grafana's core first. */
const SOURCE_TYPES: Readonly<Record<SourceKind, readonly string[]>> = {
  jaeger: ['jaeger'],
  prometheus: ['prometheus', 'grafana-amazonprometheus-datasource', 'victoriametrics-metrics-datasource'],
  elasticsearch: ['elasticsearch', 'grafana-opensearch-datasource'],
};

export const SOURCE_KINDS = Object.keys(SOURCE_TYPES) as SourceKind[];

export type Candidate = Pick<
  DataSourceInstanceSettings<DataSourceJsonData>,
  'uid' | 'type' | 'name' | 'url' | 'jsonData'
>;

export type ChosenSources = Readonly<Record<SourceKind, Candidate | undefined>>;

export function chooseSources(settings: WatchingCatJsonData, all: readonly Candidate[]): ChosenSources {
  return {
    jaeger: chooseSource('jaeger', settings.jaegerUid, all),
    prometheus: chooseSource('prometheus', settings.prometheusUid, all),
    elasticsearch: chooseSource('elasticsearch', settings.elasticsearchUid, all),
  };
}

/** A chosen one that is gone counts as not chosen. @param uid `none`: this kind is not to be used */
function chooseSource(kind: SourceKind, uid: string | undefined, all: readonly Candidate[]): Candidate | undefined {
  if (uid === NO_SOURCE) return undefined;
  const ofKind = candidatesOf(kind, all);
  return ofKind.find((one) => one.uid === uid) ?? (ofKind.length === 1 ? ofKind[0] : undefined);
}

/** In place of a uid. */
export const NO_SOURCE = 'none';

export function candidatesOf(kind: SourceKind, all: readonly Candidate[]): Candidate[] {
  return all.filter(({ type }) => SOURCE_TYPES[kind].includes(type));
}
