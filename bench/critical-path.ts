// What a critical path costs, for traces of the shapes that break others: a tree of 100,000 and 1,000,000 spans, 1,000,000 children of one
// span (in a row, and side by side), a chain 1,000,000 deep; and the aggregate of 1,000 traces of 200 spans. `value` is the path of the
// 100,000, the median of several runs, each in full: model, path, warnings. People open a trace once, so the trees are also timed where
// nothing is compiled yet: `cold`, in a Node and a Chromium of their own each time.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CriticalPathAggregate, criticalPath, criticalPathShares, dragAndSlack, whatIf } from '@watchingcat/analysis';
import { ROOT } from '../scripts/paths.ts';
import { callInChromium } from './harness/inChromium.ts';
import { printMachine, printResult } from './harness/report.ts';
import type { TimedPaths } from './harness/timedPaths.ts';
import { PATH_TRACES, seededTree } from './load/pathTraces.ts';

const RUNS = 7;
const COLD_RUNS = 5;
const COLD_SHAPES = ['tree 100,000', 'tree 1,000,000'];
const TIMED_PATHS = 'bench/harness/timedPaths.ts';

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

async function inNode(shape: string): Promise<TimedPaths> {
  const program = `import { timedPaths } from ${JSON.stringify(join(ROOT, TIMED_PATHS))};
    console.log(JSON.stringify(timedPaths(${JSON.stringify(shape)}, ${RUNS})));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]);
  return JSON.parse(stdout) as TimedPaths;
}

const inChromium = (shape: string) => callInChromium<TimedPaths>(TIMED_PATHS, 'timedPaths', [shape, RUNS]);

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
const cold: Record<string, object> = {};
for (const shape of COLD_SHAPES) {
  for (const [where, time] of Object.entries({ Node: inNode, Chromium: inChromium })) {
    const timed: TimedPaths[] = [];
    for (let run = 0; run < COLD_RUNS; run++) timed.push(await time(shape));
    const firstMs = timed.map((run) => run.firstMs);
    const [middle, worst] = [median(firstMs), Math.max(...firstMs)];
    const warm = median(timed.map((run) => run.medianMs));
    cold[`${shape} in ${where}`] = { firstMs: round(middle), worstFirstMs: round(worst), medianMs: round(warm) };
    console.log(`cold ${`${shape}, ${where}`.padEnd(25)} ${[middle, warm, worst].map(column).join(' ')}`);
  }
}
printResult(
  {
    bench: 'critical-path',
    value: shapes['tree 100,000'].medianMs,
    unit: 'ms',
    rss_mb: process.memoryUsage().rss / 2 ** 20,
  },
  { shapes, cold, aggregateMs: round(aggregate.ms) },
);
