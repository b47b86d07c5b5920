// The server's own numbers in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/): what ingest counts,
// what the store holds, how much room is left, and how the process fares. They are read when they are asked for.
import { Gauge, Registry } from 'prom-client';
import type { IngestStatsSource } from '../ingest/Ingest.ts';
import type { FreeSpace } from '../store/freeSpace.ts';
import type { StorageMeter } from '../store/StorageMeter.ts';
import { ingestMetrics } from './ingestMetrics.ts';
import { processMetrics } from './processMetrics.ts';
import { storeMetrics } from './storeMetrics.ts';

export interface ServerMetricsOptions {
  readonly version: string;
  readonly ingest: IngestStatsSource;
  readonly meter: StorageMeter;
  readonly freeSpace: FreeSpace;
}

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
}

/** Starts to measure the event loop's delay, for as long as the process lives: once a process. */
export function serverMetrics({ version, ingest, meter, freeSpace }: ServerMetricsOptions): Metrics {
  const registry = new Registry();
  new Gauge({
    name: 'watchingcat_build_info',
    help: 'Always 1; the labels say what runs.',
    labelNames: ['version', 'node_version'],
    registers: [registry],
  }).set({ version, node_version: process.version }, 1);
  ingestMetrics(registry, ingest);
  processMetrics(registry);
  storeMetrics(registry, meter, freeSpace);
  return { contentType: registry.contentType, text: () => registry.metrics() };
}
