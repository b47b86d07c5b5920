// The Telemetry of `read.from: sources`: the team's own back-ends, as the Grafana plugin reads them, so that every route of the API works over
// them too.
import { setTimeout as wait } from 'node:timers/promises';
import type { Telemetry } from '@watchingcat/model';
import {
  ElasticsearchSource,
  FederatedTelemetry,
  JaegerSource,
  limitTransport,
  PrometheusSource,
} from '@watchingcat/sources';
import { ConfigError } from '../config/loadConfig.ts';
import type { Config } from '../config/schema.ts';
import { httpTransport } from './httpTransport.ts';

/** A server asks for many people at once: more than a browser does, and still no storm. */
const MAX_IN_FLIGHT = 16;

/** @throws ConfigError when no back-end has a URL */
export function sourcesTelemetry({ sources, store }: Pick<Config, 'sources' | 'store'>): Telemetry {
  const { jaeger, prometheus, elasticsearch } = sources;
  const transport = ({ url = '', authorization = '' }: { url?: string; authorization?: string }) =>
    url === '' ? undefined : limitTransport(httpTransport(url, authorization, store.queryTimeoutMs), MAX_IN_FLIGHT);
  const [toJaeger, toPrometheus, toElasticsearch] = [
    transport(jaeger),
    transport(prometheus),
    transport(elasticsearch),
  ];
  if (!toJaeger && !toPrometheus && !toElasticsearch)
    throw new ConfigError(
      'read.from is sources, and none has an address: set sources.jaeger.url, sources.prometheus.url or sources.elasticsearch.url ' +
        '(WATCHINGCAT_SOURCES_JAEGER_URL, …).',
    );
  return new FederatedTelemetry(
    {
      jaeger: toJaeger && new JaegerSource(toJaeger),
      prometheus: toPrometheus && new PrometheusSource(toPrometheus),
      elasticsearch: toElasticsearch && new ElasticsearchSource(toElasticsearch, { index: elasticsearch.index }),
    },
    {
      now: Date.now,
      pause: (ms, signal) => wait(ms, undefined, { signal }).catch(() => undefined),
    },
  );
}
