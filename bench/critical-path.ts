// What a critical path costs, for traces of the shapes that break others: a tree of 100,000 and 1,000,000 spans, 1,000,000 children of one
// span (in a row, and side by side), a chain 1,000,000 deep; and the aggregate of 1,000 traces of 200 spans. `value` is the path of the
// 100,000, the median of several runs, each in full: model, path, warnings. First runs count in `firstMs`, because people open a trace once.
import { CriticalPathAggregate, criticalPath, criticalPathShares, dragAndSlack, whatIf } from '@watchingcat/analysis';
import { buildTrace, type Trace } from '@watchingcat/model';
import { printMachine, printResult } from './harness/report.ts';
import { Random } from './load/random.ts';

interface Span {
  /** Number of an earlier span; -1 for a root. */
  readonly parent: number;
  readonly startNs: number;
  readonly durationNs: number;
}

const RUNS = 7;
const MILLION = 1_000_000;

function traceOf(traceId: string, spans: readonly Span[]): Trace {
  const ids = spans.map((_, span) => span.toString(16).padStart(16, '0'));
  return buildTrace({
    traceId,
    spanIds: ids,
    parentSpanIds: spans.map(({ parent }) => (parent === -1 ? '' : ids[parent])),
    start: spans.map(({ startNs }) => BigInt(startNs)),
    durationNs: spans.map(({ durationNs }) => durationNs),
    service: spans.map((_, span) => `service-${span % 40}`),
    operation: spans.map((_, span) => `operation ${span % 300}`),
    kind: new Uint8Array(spans.length).fill(1),
    status: new Uint8Array(spans.length),
    hasLinks: new Uint8Array(spans.length),
    events: { row: [], time: [], name: [] },
  });
}

/** Services that call each other: each span makes up to eight calls, one after the other or all at once; some outlive their parent. */
function seededTree(size: number, seed: number): Span[] {
  const random = new Random(seed);
  const next = () => random.share();
  const spans: Span[] = [{ parent: -1, startNs: 0, durationNs: 1e12 }];
  for (let parent = 0; spans.length < size; parent++) {
    const { startNs, durationNs } = spans[parent];
    const calls = 1 + Math.floor(next() * 8);
    const isParallel = next() < 0.5;
    const part = durationNs / calls;
    const gap = part * 0.05;
    for (let call = 0; call < calls && spans.length < size; call++) {
      const from = startNs + (isParallel ? next() * durationNs * 0.2 : call * part + next() * gap);
      const takes = isParallel ? next() * durationNs * 0.82 : (part - gap) * (0.9 + next() * 0.1);
      spans.push({ parent, startNs: Math.floor(from), durationNs: Math.floor(takes) });
    }
  }
  return spans;
}

function childrenOf(rootNs: number, child: (i: number) => Omit<Span, 'parent'>): Span[] {
  const children = Array.from({ length: MILLION - 1 }, (_, i) => ({ parent: 0, ...child(i) }));
  return [{ parent: -1, startNs: 0, durationNs: rootNs }, ...children];
}

function sideBySide(): Span[] {
  const random = new Random(11);
  const next = () => random.share();
  return childrenOf(1e12, () => ({ startNs: Math.floor(next() * 5e11), durationNs: Math.floor(next() * 5e11) }));
}

const SHAPES: Readonly<Record<string, () => Span[]>> = {
  'tree 100,000': () => seededTree(100_000, 7),
  'tree 1,000,000': () => seededTree(MILLION, 7),
  '1,000,000 in a row': () => childrenOf(1e12, (i) => ({ startNs: i * 1e6, durationNs: 1e6 })),
  '1,000,000 overlapping by 1 µs': () => childrenOf(1e12, (i) => ({ startNs: i * 1e6, durationNs: 1e6 + 1e3 })),
  '1,000,000 side by side': sideBySide,
  '1,000,000 deep': () =>
    Array.from({ length: MILLION }, (_, i) => ({ parent: i - 1, startNs: i, durationNs: 4 * MILLION - 2 * i })),
};

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
for (const [shape, spans] of Object.entries(SHAPES)) {
  const trace = traceOf(shape, spans());
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

const traces = Array.from({ length: 1_000 }, (_, seed) => traceOf(`trace-${seed}`, seededTree(200, seed)));
const aggregate = costOf(() => {
  const paths = new CriticalPathAggregate([{ service: 'service-1', factor: 0.5 }]);
  for (const trace of traces) paths.add(trace);
  paths.answer();
});
console.log(`aggregate of 1,000 traces of 200 spans, with what-if, once: ${round(aggregate.ms)} ms`);
printResult(
  {
    bench: 'critical-path',
    value: shapes['tree 100,000'].medianMs,
    unit: 'ms',
    rss_mb: process.memoryUsage().rss / 2 ** 20,
  },
  { shapes, aggregateMs: round(aggregate.ms) },
);
