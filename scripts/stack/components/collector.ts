// The Collector in front of Jaeger and Prometheus.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TITLES } from '../components.ts';
import { startProgram, type Program } from '../processes.ts';
import { collectorConfig, type CollectorOptions } from './collectorConfig.ts';
import { freePorts } from './ports.ts';
import { answers, untilReady } from './untilReady.ts';

export interface Collector {
  /** host:port */
  readonly otlpGrpc: string;
  /** Base URL for OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly otlpHttp: string;
  /** host:port of span metrics and application metrics at /metrics. */
  readonly metrics: string;
  /** host:port of its own metrics at /metrics. */
  readonly ownMetrics: string;
}

export async function startCollector(
  program: string,
  dir: string,
  options: Pick<CollectorOptions, 'flushIntervalMs' | 'jaegerOtlpGrpc' | 'logsEndpoint' | 'forwardTo'>,
): Promise<Collector & { readonly running: Program }> {
  const [otlpGrpc, otlpHttp, health, metrics, ownMetrics] = (await freePorts(5)).map((port) => `127.0.0.1:${port}`);
  const file = join(dir, 'collector.yaml');
  await writeFile(file, collectorConfig({ otlpGrpc, otlpHttp, health, metrics, ownMetrics, ...options }));
  const running = await startProgram(TITLES.collector, {
    command: program,
    args: ['--config', file],
    logFile: join(dir, 'collector.log'),
  });
  await untilReady(running, () => answers(`http://${health}/`));
  return { otlpGrpc, otlpHttp: `http://${otlpHttp}`, metrics, ownMetrics, running };
}
