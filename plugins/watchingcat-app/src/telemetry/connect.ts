// A Telemetry for a data source of ours, by its connection: a WatchingCat server, or the team's own back-ends. Both go through Grafana's
// proxy with the rights of whoever looks at the page.
import type { DataSourceInstanceSettings, DataSourceJsonData } from '@grafana/data';
import {
  ElasticsearchSource,
  FederatedTelemetry,
  JaegerSource,
  limitTransport,
  PrometheusSource,
  RemoteTelemetry,
  type LogFieldSettings,
  type Pause,
  type Transport,
} from '@watchingcat/sources';
import { grafanaTransport } from '../datasource/grafanaTransport';
import type { WatchingCatJsonData } from '../datasource/types';
import { chooseSources, type Candidate } from './chooseSources';

type Settings = Pick<DataSourceInstanceSettings<WatchingCatJsonData>, 'url' | 'jsonData'>;

export type Connected =
  | { readonly kind: 'server'; readonly telemetry: RemoteTelemetry; readonly transport: Transport }
  | { readonly kind: 'sources'; readonly telemetry: FederatedTelemetry };

/** @param all every data source that Grafana knows */
export function connect({ url = '', jsonData }: Settings, all: readonly Candidate[]): Connected {
  if (jsonData.connection === 'sources') return { kind: 'sources', telemetry: federated(jsonData, all) };
  const transport = limitTransport(grafanaTransport(`${url}/server`));
  return { kind: 'server', telemetry: new RemoteTelemetry(transport), transport };
}

function federated(settings: WatchingCatJsonData, all: readonly Candidate[]): FederatedTelemetry {
  const { jaeger, prometheus, elasticsearch } = chooseSources(settings, all);
  const transport = ({ url = '' }: Candidate) => limitTransport(grafanaTransport(url));
  return new FederatedTelemetry(
    {
      jaeger: jaeger && new JaegerSource(transport(jaeger)),
      prometheus: prometheus && new PrometheusSource(transport(prometheus)),
      elasticsearch:
        elasticsearch &&
        new ElasticsearchSource(transport(elasticsearch), {
          index: settings.logIndex || indexOf(elasticsearch),
          fields: logFields(settings.logFields, elasticsearch),
        }),
    },
    { now: Date.now, pause },
  );
}

/** As Grafana's Elasticsearch data source keeps it; older ones name the index `database`. */
function indexOf({ jsonData }: Candidate): string | undefined {
  const { index, database } = jsonData as DataSourceJsonData & { index?: unknown; database?: unknown };
  const found = typeof index === 'string' && index !== '' ? index : database;
  return typeof found === 'string' ? found : undefined;
}

/** Ours come before those that the team set in its own data source. */
function logFields(own: LogFieldSettings = {}, { jsonData }: Candidate): LogFieldSettings {
  const { timeField, logMessageField, logLevelField } = jsonData as DataSourceJsonData & Record<string, unknown>;
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
  return {
    ...own,
    time: own.time || text(timeField),
    message: own.message || text(logMessageField),
    level: own.level || text(logLevelField),
  };
}

const pause: Pause = (ms, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
