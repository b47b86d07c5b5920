// The catalog in a process of its own, as it runs in the shop: PGlite cannot be loaded into a test's sandbox.
import { readConfig } from '../config.ts';
import { RELEASES } from '../services.ts';
import { ServiceProcess } from '../supervisor/ServiceProcess.ts';

/** Resolves when it answers; its telemetry goes nowhere. */
export async function startCatalog(): Promise<ServiceProcess> {
  const catalog = new ServiceProcess({
    service: 'catalog',
    version: RELEASES.catalog,
    config: readConfig([], { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' }),
    onAdmin: () => undefined,
    onCrash: () => undefined,
  });
  await catalog.ready();
  return catalog;
}
