// How the process fares: CPU, memory, and for how long its event loop does not come to a request. Names are those of Prometheus' own
// clients (https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics), without the children: the engine has its own.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Registry } from 'prom-client';
import { counter, gauge } from './readMetrics.ts';

const RESOLUTION_MS = 10;
const QUANTILES = [0.5, 0.9, 0.99, 1];

/** Starts to measure the event loop, for as long as the process lives. */
export function processMetrics(registry: Registry): void {
  const startS = Date.now() / 1_000 - process.uptime();
  counter(registry, 'process_cpu_seconds_total', 'CPU time of this process, user and system.', [], () => {
    const { user, system } = process.cpuUsage();
    return [[{}, (user + system) / 1e6]];
  });
  gauge(registry, 'process_resident_memory_bytes', 'Resident memory of this process.', [], () => [
    [{}, process.memoryUsage.rss()],
  ]);
  gauge(registry, 'process_start_time_seconds', 'When this process was started, in Unix time.', [], () => [
    [{}, startS],
  ]);

  const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delays.enable();
  gauge(
    registry,
    'watchingcat_event_loop_delay_seconds',
    'How late timers of the event loop were since the last scrape, by quantile (1 is the latest).',
    ['quantile'],
    () => {
      if (delays.count === 0) return []; // asked twice within a moment
      // What is recorded is the time between two timers, the wait that was asked for included.
      const late = (quantile: number) => Math.max(0, delays.percentile(quantile * 100) / 1e9 - RESOLUTION_MS / 1e3);
      const samples = QUANTILES.map((quantile) => [{ quantile: String(quantile) }, late(quantile)] as const);
      delays.reset();
      return samples;
    },
  );
}
