// What analyses of many traces cost from the store, finding and reading the traces included: the critical paths of 1,000 of 1,500 traces
// of 200 spans, with progress, and what sets the slow ones of all apart. `value` is the median time of the aggregate; the limit is 3 s.
// `outliers_ms` is the comparison of 150 slow traces with the others over about 200 keys.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spansToOtlpJson, type SpanDetails, type TimeRange } from '@watchingcat/model';
import { createIngest } from '../packages/server/src/ingest/createIngest.ts';
import { jsonToProtobuf } from '../packages/server/src/ingest/otlp/jsonToProtobuf.ts';
import { storeAnalyses } from '../packages/server/src/telemetry/analyses/storeAnalyses.ts';
import { StoreTelemetry } from '../packages/server/src/telemetry/StoreTelemetry.ts';
import { printMachine, printResult } from './harness/report.ts';
import { withStore } from './harness/stored.ts';
import { Random } from './load/random.ts';

const TENANT = 'default';
const TRACES = 1_500;
const SPANS = 200;
const SERVICES = 12;
const TRACES_PER_REQUEST = 25;
const RUNS = 7;
const HOUR_NS = 3_600_000_000_000n;

const random = new Random(7);
const end = BigInt(Date.now()) * 1_000_000n;
const range: TimeRange = { start: end - HOUR_NS, end };
const isSlow = (trace: number) => trace % 10 === 0;

/** Each span is called by one of the eight before it and lies within it; slow traces run another version of one service. */
function traceOf(trace: number): SpanDetails[] {
  const traceId = random.hex(32);
  const start = range.start + BigInt(Math.floor(random.share() * 3.5e12));
  const spans: SpanDetails[] = [];
  for (let at = 0; at < SPANS; at++) {
    const parent = at === 0 ? undefined : spans[Math.max(0, at - 1 - random.below(8))];
    const service = at === 0 ? 0 : random.below(SERVICES);
    const from =
      parent === undefined ? start : parent.start + BigInt(Math.floor(parent.durationNs * 0.5 * random.share()));
    const leftNs = parent === undefined ? 0 : Number(parent.start - from) + parent.durationNs;
    spans.push({
      traceId,
      spanId: random.hex(16),
      parentSpanId: parent?.spanId,
      traceState: '',
      service: `service-${service}`,
      operation: `operation ${random.below(20)}`,
      kind: 'server',
      status: random.share() < 0.01 ? 'error' : 'unset',
      statusMessage: '',
      start: from,
      durationNs: parent === undefined ? (isSlow(trace) ? 2e9 : 2e8) : Math.floor(leftNs * random.share()),
      attributes: new Map(
        Array.from({ length: 12 }, (_, key) => [
          `attribute.${key}`,
          key < 2 ? random.hex(16) : `v${random.below(4 ** (key % 5))}`,
        ]),
      ),
      resource: new Map([
        ['service.name', `service-${service}`],
        ['service.version', service === 5 && isSlow(trace) ? '2.0.0' : '1.0.0'],
      ]),
      scope: { name: 'bench', version: '1' },
      events: [],
      links: [],
    });
  }
  return spans;
}

async function median(ask: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[RUNS >> 1];
}

printMachine();
const directory = await mkdtemp(join(tmpdir(), 'watchingcat-bench-'));
try {
  await withStore(directory, async (store) => {
    const ingest = await createIngest(store, join(directory, 'spool'));
    for (let trace = 0; trace < TRACES; trace += TRACES_PER_REQUEST) {
      const spans = Array.from({ length: TRACES_PER_REQUEST }, (_, i) => traceOf(trace + i)).flat();
      await ingest.export(
        'traces',
        jsonToProtobuf('traces', Buffer.from(JSON.stringify(spansToOtlpJson(spans)))),
        TENANT,
      );
    }
    await ingest.drain();

    const analyses = storeAnalyses(store, TENANT, new StoreTelemetry(store, TENANT));
    let told = 0;
    let looked = '';
    const aggregateMs = await median(async () => {
      const { aggregate } = await analyses.aggregateCriticalPath({ range }, { onProgress: () => told++ });
      looked = `${aggregate?.traces} traces, ${aggregate?.spans} spans`;
    });
    let found = '';
    const outliersMs = await median(async () => {
      const answer = await analyses.outliers({ selection: { range, minDurationMs: 1_000 }, baseline: { range } });
      const keys = answer.groups.map(({ representative, alike }) =>
        [representative, ...alike].map(({ key }) => key).join(' = '),
      );
      found = `${answer.selectedItems} against ${answer.baselineItems} traces over ${answer.keysTested} keys: ${keys.join('; ')}`;
    });
    console.log(`Aggregate: ${looked}, progress told ${told / RUNS} times. Outliers: ${found}`);
    printResult(
      { bench: 'trace-analyses', value: aggregateMs, unit: 'ms', peer: 3000, ratio: aggregateMs / 3000 },
      { outliers_ms: Math.round(outliersMs) },
    );
  });
} finally {
  await rm(directory, { recursive: true, force: true });
}
