// What Prometheus scrapes. Written as JSON, which YAML contains, so that nothing needs escaping.

export interface ScrapeTarget {
  readonly job: string;
  /** host:port; the path is /metrics. */
  readonly target: string;
  /** Whether `job` and `instance` that the samples carry stay: true for what applications sent through the Collector. */
  readonly honorLabels?: boolean;
}

export function prometheusConfig(scrapeIntervalMs: number, targets: readonly ScrapeTarget[]): string {
  const config = {
    global: { scrape_interval: `${scrapeIntervalMs}ms`, evaluation_interval: `${scrapeIntervalMs}ms` },
    scrape_configs: targets.map(({ job, target, honorLabels = false }) => ({
      job_name: job,
      honor_labels: honorLabels,
      static_configs: [{ targets: [target] }],
    })),
  };
  return JSON.stringify(config, undefined, 2);
}
