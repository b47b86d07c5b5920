// What the statistics of a trace of 1,000,000 spans cost: self times, and the table by service, by operation and by an attribute of
// 1,000 values. `value` is the time of the table by operation, the median of five.
import { selfTimes, traceStatistics, type StatisticsBy } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';
import { printResult } from './harness/report.ts';
import { Random } from './load/random.ts';

const SPANS = 1_000_000;
const RUNS = 5;

/** A root with 1,000 calls of 999 calls each. Written as columns, because how a trace is built is another benchmark's question. */
function wideTrace(): Trace {
  const random = new Random(7);
  const services = Array.from({ length: 40 }, (_, i) => `service-${i}`);
  const operations = Array.from({ length: 300 }, (_, i) => `operation ${i}`);
  const parent = new Int32Array(SPANS);
  const durationsNs = new Float64Array(SPANS);
  const startNs = new Float64Array(SPANS);
  const subtreeSize = new Uint32Array(SPANS).fill(1);
  const depth = new Uint32Array(SPANS);
  for (let row = 0, call = 0; row < SPANS; row++) {
    const isCall = row % 1000 === 1;
    if (isCall) call = row;
    depth[row] = row === 0 ? 0 : isCall ? 1 : 2;
    parent[row] = row === 0 ? -1 : isCall ? 0 : call;
    startNs[row] = row * 1e4;
    durationsNs[row] = row === 0 ? SPANS * 1e4 : isCall ? 1e7 : Math.round(random.logNormal(5e3));
    if (row > 0) subtreeSize[0]++;
    if (depth[row] === 2) subtreeSize[call]++;
  }
  const names = (count: number) => Uint32Array.from({ length: SPANS }, () => random.below(count));
  return {
    traceId: 'bench',
    start: 0n,
    durationNs: SPANS * 1e4,
    size: SPANS,
    spanIds: [],
    parent,
    depth,
    subtreeSize,
    startNs,
    durationsNs,
    service: names(services.length),
    operation: names(operations.length),
    kind: new Uint8Array(SPANS),
    status: Uint8Array.from({ length: SPANS }, () => (random.share() < 0.01 ? 2 : 0)),
    flags: new Uint8Array(SPANS),
    services,
    operations,
    events: { row: new Uint32Array(), timeNs: new Float64Array(), name: new Uint32Array(), names: [] },
  };
}

function medianMs(run: () => unknown): number {
  const times = Array.from({ length: RUNS }, () => {
    const from = performance.now();
    run();
    return performance.now() - from;
  });
  return times.sort((a, b) => a - b)[RUNS >> 1];
}

const trace = wideTrace();
const self = selfTimes(trace);
const values = Array.from({ length: 1000 }, (_, i) => `value-${i}`);
const table = (by: StatisticsBy) => medianMs(() => traceStatistics(trace, self, by));
const selfMs = medianMs(() => selfTimes(trace));
const serviceMs = table('service');
const operationMs = table('operation');
const attributeMs = table((row) => values[row % 1000]);
console.log(
  `${SPANS} spans: self times ${selfMs.toFixed(0)} ms; by service ${serviceMs.toFixed(0)} ms, by attribute ${attributeMs.toFixed(0)} ms`,
);
printResult({ bench: 'statistics', value: operationMs, unit: 'ms' });
