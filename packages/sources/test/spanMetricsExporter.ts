// Span metrics of many services as the Collector's spanmetrics connector exports them, growing with time, for a real Prometheus to scrape.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seededRandom } from '../../analysis/src/testing/seededRandom.ts';

const BOUNDS_MS = [2, 4, 6, 8, 10, 50, 100, 200, 400, 800, 1000, 1400, 2000, 5000, 10000, 15000];
const NAME = 'traces_span_metrics';

export interface Exporter {
  /** host:port */
  readonly target: string;
  close(): Promise<void>;
}

/** Each scrape finds a few calls more, of durations and statuses that depend on the service. */
export async function startSpanMetricsExporter(services: number): Promise<Exporter> {
  const random = seededRandom(500);
  const rates = Array.from({ length: services }, () => ({ perScrape: 1 + Math.floor(random() * 20), slow: random() }));
  let scrapes = 0;
  const server: Server = createServer((_request, response) => {
    scrapes++;
    response.setHeader('content-type', 'text/plain; version=0.0.4');
    response.end(
      `# TYPE ${NAME}_calls_total counter\n${rates.map((rate, index) => metricsOf(index, rate, scrapes)).join('')}`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    target: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function metricsOf(index: number, { perScrape, slow }: { perScrape: number; slow: number }, scrapes: number): string {
  const calls = perScrape * scrapes;
  const errors = Math.floor(calls * slow * 0.1);
  const labels = (status: string) =>
    `service_name="service-${index}",span_name="GET /",span_kind="SPAN_KIND_SERVER",status_code="STATUS_CODE_${status}"`;
  const buckets = BOUNDS_MS.map((bound) => {
    const below = Math.floor(calls * Math.min(1, (bound / 15_000) ** (0.2 + slow)));
    return `${NAME}_duration_milliseconds_bucket{${labels('UNSET')},le="${bound}"} ${below}\n`;
  });
  return [
    `${NAME}_calls_total{${labels('UNSET')}} ${calls - errors}\n`,
    `${NAME}_calls_total{${labels('ERROR')}} ${errors}\n`,
    ...buckets,
    `${NAME}_duration_milliseconds_bucket{${labels('UNSET')},le="+Inf"} ${calls}\n`,
    `${NAME}_duration_milliseconds_sum{${labels('UNSET')}} ${calls * 40}\n`,
    `${NAME}_duration_milliseconds_count{${labels('UNSET')}} ${calls}\n`,
  ].join('');
}
