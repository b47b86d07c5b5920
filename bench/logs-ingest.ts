// npm run bench -- logs-ingest: as `ingest`, for log records of about 300 bytes, a third of them with trace and span id.
// Options: --lines N (2,000,000), --seconds S, --protocol http|grpc, --batch N lines in a request, --concurrency N requests at a time.
import { printIngest, printTables, runIngest, withDirectory } from './harness/ingestRun.ts';
import { options } from './harness/options.ts';
import { printMachine, printResult } from './harness/report.ts';
import { numberOf, withStore } from './harness/stored.ts';

const given = options({ lines: 2e6, seconds: 3600, protocol: 'http', batch: 2048, concurrency: 96 });
if (given.protocol !== 'http' && given.protocol !== 'grpc') throw new Error('--protocol is http or grpc');
const { protocol, concurrency, seconds } = given;

printMachine();
await withDirectory(async (dataDir) => {
  const run = await runIngest(dataDir, {
    signal: 'logs',
    protocol,
    concurrency,
    seed: 42,
    requests: 2 * concurrency,
    recordsPerRequest: given.batch,
    records: given.lines,
    seconds,
    times: { kind: 'live' },
  });
  printIngest(run, 'lines');
  const { records } = run.sent;
  const bytes = await withStore(dataDir, async (store) => {
    const stored = await numberOf(store, 'count()', 'logs');
    if (stored !== records) throw new Error(`${records} log records were acknowledged, but ${stored} are stored`);
    console.log(`Counted: ${records} acknowledged = stored`);
    return printTables(store, records, 'lines');
  });
  printResult(
    {
      bench: 'logs-ingest',
      value: records / run.totalS,
      unit: 'lines/s',
      cpu_us: run.serverCpuUs / records,
      rss_mb: run.peakRssMb,
    },
    { bytes_per_line: Number(bytes.toFixed(1)), acknowledged_per_s: Math.round(records / run.sendingS) },
  );
});
