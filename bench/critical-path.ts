// What a critical path costs, for traces of the shapes that break others: a tree of 100,000 and 1,000,000 spans, 1,000,000 children of one
// span (in a row, and side by side), a chain 1,000,000 deep; and the aggregate of 1,000 traces of 200 spans. `value` is the path of the
// 100,000, the median of several runs, each in full: model, path, warnings. First runs count in `firstMs`, because people open a trace once.
// The two trees also in Chromium: `browser`.
import { CriticalPathAggregate, criticalPath, criticalPathShares, dragAndSlack, whatIf } from '@watchingcat/analysis';
import { callInChromium } from './harness/inChromium.ts';
import type { PathInPage } from './harness/pathInPage.ts';
import { printMachine, printResult } from './harness/report.ts';
import { PATH_TRACES, seededTree } from './load/pathTraces.ts';

const RUNS = 7;
const IN_BROWSER = ['tree 100,000', 'tree 1,000,000'];

interface Cost {
  readonly ms: number;
  /** Of all threads, garbage collection included: what the work costs when others use the machine too. */
  readonly cpuMs: number;
}

function costOf(work: () => void): Cost {
  const cpu = process.cpuUsage();
  const from = performance.now();
  work();
  const ms = performance.now() - from;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1e3 };
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];
const medianMs = (work: () => void) => median(Array.from({ length: RUNS }, () => costOf(work).ms));
const round = (ms: number) => Number(ms.toFixed(1));
const column = (ms: number) => ms.toFixed(1).padStart(8);

printMachine();
const shapes: Record<string, { readonly firstMs: number; readonly medianMs: number; readonly medianCpuMs: number }> =
  {};
console.log(`${'path of'.padEnd(30)}   first   median    worst  cpu (ms) | drag+slack what-if shares (ms) | segments`);
for (const [shape, makeTrace] of Object.entries(PATH_TRACES)) {
  const trace = makeTrace();
  globalThis.gc?.(); // what building the trace left behind is not the path's
  const runs = Array.from({ length: RUNS }, () => costOf(() => criticalPath(trace)));
  const ms = runs.map((run) => run.ms);
  const cpuMs = median(runs.map((run) => run.cpuMs));
  shapes[shape] = { firstMs: round(ms[0]), medianMs: round(median(ms)), medianCpuMs: round(cpuMs) };
  const path = criticalPath(trace);
  const others = [
    medianMs(() => dragAndSlack(path)),
    medianMs(() => whatIf(path, [{ service: 'service-1', factor: 0.5 }])),
    medianMs(() => criticalPathShares(path)),
  ];
  const figures = [ms[0], median(ms), Math.max(...ms), cpuMs].map(column).join(' ');
  console.log(`${shape.padEnd(30)} ${figures}  | ${others.map(column).join('')}       | ${path.segments.size}`);
}

const traces = Array.from({ length: 1_000 }, (_, seed) => seededTree(`trace-${seed}`, 200, seed));
const aggregate = costOf(() => {
  const paths = new CriticalPathAggregate([{ service: 'service-1', factor: 0.5 }]);
  for (const trace of traces) paths.add(trace);
  paths.answer();
});
console.log(`aggregate of 1,000 traces of 200 spans, with what-if, once: ${round(aggregate.ms)} ms`);
const browser = await callInChromium<Record<string, PathInPage>>('bench/harness/pathInPage.ts', 'measurePaths', [
  IN_BROWSER,
  RUNS,
]);
for (const [shape, { firstMs, medianMs }] of Object.entries(browser))
  console.log(`in Chromium: ${shape.padEnd(17)} ${column(firstMs)} ${column(medianMs)}`);
printResult(
  {
    bench: 'critical-path',
    value: shapes['tree 100,000'].medianMs,
    unit: 'ms',
    rss_mb: process.memoryUsage().rss / 2 ** 20,
  },
  { shapes, browser, aggregateMs: round(aggregate.ms) },
);
