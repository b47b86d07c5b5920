// npm run bench -- metrics-ingest: as `ingest`, for metrics: gauges and counters make 40 % of the samples, histograms of 12 buckets the rest.
// A histogram of B buckets counts as B + 3 samples, as many as a Prometheus makes of it. Options: --samples N (5,000,000), --seconds S,
// --protocol http|grpc, --batch N points in a request, --concurrency N requests at a time, --series N.
import { printIngest, printTables, runIngest, withDirectory } from './harness/ingestRun.ts';
import { options } from './harness/options.ts';
import { printMachine, printResult } from './harness/report.ts';
import { withStore } from './harness/stored.ts';

const given = options({ samples: 5e6, seconds: 3600, protocol: 'http', batch: 2048, concurrency: 96, series: 100_000 });
if (given.protocol !== 'http' && given.protocol !== 'grpc') throw new Error('--protocol is http or grpc');
const { protocol, concurrency, seconds, batch } = given;
/** Ten numbers and a histogram of 15 samples: metricTemplates.ts. */
const SAMPLES_PER_POINT = 25 / 11;

printMachine();
await withDirectory(async (dataDir) => {
  const run = await runIngest(dataDir, {
    signal: 'metrics',
    protocol,
    concurrency,
    seed: 42,
    requests: Math.max(concurrency, Math.ceil(given.series / batch)),
    recordsPerRequest: batch,
    records: Math.ceil(given.samples / SAMPLES_PER_POINT),
    seconds,
    times: { kind: 'scrape', hours: 12, stepMs: 10_000 },
  });
  printIngest(run, 'samples');
  const { samples } = run.sent;
  const bytes = await withStore(dataDir, (store) => printTables(store, samples, 'samples'));
  printResult(
    {
      bench: 'metrics-ingest',
      value: samples / run.totalS,
      unit: 'samples/s',
      cpu_us: run.serverCpuUs / samples,
      rss_mb: run.peakRssMb,
    },
    { bytes_per_sample: Number(bytes.toFixed(2)), acknowledged_per_s: Math.round(samples / run.sendingS) },
  );
});
