// npm run bench -- ingest: how many spans a second a real server takes over the network, sustained to the end of merges, and what they cost.
// Options: --spans N (2,000,000), --seconds S (none), --protocol http|grpc, --batch N spans in a request, --concurrency N requests at a time,
// --jaeger PATH of Jaeger 1.62's all-in-one, which then gets the same load, into Badger. docs/benchmarks.md says what is measured.
import { printMachine, printResult } from './harness/report.ts';
import { printIngest, printTables, runIngest, withDirectory } from './harness/ingestRun.ts';
import { runJaeger } from './harness/jaeger.ts';
import { options } from './harness/options.ts';
import { numberOf, withStore } from './harness/stored.ts';
import type { LoadPlan } from './load/senderProtocol.ts';

const given = options({ spans: 2e6, seconds: 3600, protocol: 'http', batch: 2048, concurrency: 96, jaeger: '' });
if (given.protocol !== 'http' && given.protocol !== 'grpc') throw new Error('--protocol is http or grpc');

const plan: Omit<LoadPlan, 'endpoint'> = {
  signal: 'traces',
  protocol: given.protocol,
  concurrency: given.concurrency,
  seed: 42,
  requests: 2 * given.concurrency,
  recordsPerRequest: given.batch,
  records: given.spans,
  seconds: given.seconds,
  times: { kind: 'live' },
};

printMachine();
const ours = await withDirectory(async (dataDir) => {
  const run = await runIngest(dataDir, plan);
  printIngest(run, 'spans');
  const bytes = await withStore(dataDir, async (store) => {
    const counts = {
      spans: await numberOf(store, 'count()', 'spans'),
      'calls in red_1m': await numberOf(store, 'sum(Calls)', 'red_1m'),
      'spans in trace_index': await numberOf(store, 'sum(Spans)', 'trace_index'),
    };
    for (const [what, count] of Object.entries(counts)) {
      if (count !== run.sent.records)
        throw new Error(`${run.sent.records} spans were acknowledged, but there are ${count} ${what}`);
    }
    console.log(`Counted: ${run.sent.records} acknowledged = ${Object.keys(counts).join(' = ')}`);
    return printTables(store, run.sent.records, 'spans');
  });
  return { ...run, bytes, perSecond: run.sent.records / run.totalS, cpuUs: run.serverCpuUs / run.sent.records };
});
const peer = given.jaeger === '' ? undefined : await withDirectory((dir) => runJaeger(given.jaeger, dir, plan));

printResult(
  {
    bench: 'ingest',
    value: ours.perSecond,
    unit: 'spans/s',
    ...(peer && { peer: peer.perSecond, ratio: ours.perSecond / peer.perSecond }),
    cpu_us: ours.cpuUs,
    rss_mb: ours.peakRssMb,
  },
  {
    bytes_per_span: Number(ours.bytes.toFixed(1)),
    acknowledged_per_s: Math.round(ours.sent.records / ours.sendingS),
    ...(peer && { peer_cpu_us: Number(peer.cpuUs.toFixed(2)) }),
  },
);
