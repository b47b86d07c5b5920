// What provisioning/datasources is told of the stack, so that the product reads it: its own store when nothing else is said.
import type { Stack } from './startStack.ts';

/** WATCHINGCAT_CONNECTION of the caller comes first; `sources` otherwise. */
export function sourcesEnvironment({ jaeger, prometheus, elasticsearch }: Stack): NodeJS.ProcessEnv {
  return {
    WATCHINGCAT_CONNECTION: process.env['WATCHINGCAT_CONNECTION'] ?? 'sources',
    WATCHINGCAT_JAEGER_URL: jaeger?.queryUrl ?? '',
    WATCHINGCAT_PROMETHEUS_URL: prometheus?.url ?? '',
    WATCHINGCAT_ELASTICSEARCH_URL: elasticsearch?.url ?? '',
    WATCHINGCAT_ELASTICSEARCH_INDEX: 'logs-*',
  };
}
