// What it costs to compare two traces of 20,000 spans: the same request twice, with other durations, some calls more and some fewer, and
// a loop of 2,000 calls against one of 2,100. `value` is the median of 20 comparisons with critical paths and ten attributes a span;
// the limit is 500 ms. The first comparison, which the compiler has not seen yet, is printed too: it is the one that a person waits for.
// `cohort_ms` is one trace of 200 spans against the medians of 1,000. `cpu_ms` is the processor time of a comparison (mean of the 20),
// which does not grow when the machine does other work.
import { attributeChanges, compareTraces, compareWithCohort, selfTimes } from '@watchingcat/analysis';
import { buildTrace, type Attributes, type Trace } from '@watchingcat/model';
import { printResult } from './harness/report.ts';
import { Random } from './load/random.ts';

const SPANS = 20_000;
const RUNS = 20;

/** The shape comes from one seed, what differs between two requests from another. */
function requestTrace(size: number, loop: number, seed: number): Trace {
  const shape = new Random(7);
  const chance = new Random(seed);
  const ids: string[] = [];
  const parents: string[] = [];
  const start: number[] = [];
  const duration: number[] = [];
  const name: number[] = [];
  const add = (parent: number, from: number, ns: number, operation: number) => {
    ids.push(ids.length.toString(16).padStart(16, '0'));
    parents.push(parent === -1 ? '' : ids[parent]);
    start.push(Math.floor(from));
    duration.push(Math.floor(ns));
    name.push(operation);
  };
  add(-1, 0, 1e10, 0);
  for (let call = 0; call < loop; call++) add(0, call * 4e6, chance.logNormal(2e6), 1);
  const regular = [0]; // spans that both requests have: extra ones must not move what hangs below which
  while (ids.length < size) {
    const place = shape.share() < 0.7 ? 1 - shape.share() * 0.01 : shape.share();
    const parent = regular[Math.floor(regular.length * place)];
    const room = duration[parent];
    const from = start[parent] + shape.share() * room * 0.5;
    const ns = shape.share() * room * 0.5;
    const operation = 2 + shape.below(300);
    if (chance.share() < 0.01) add(parent, from, ns, operation);
    regular.push(ids.length);
    add(parent, from, ns * (0.8 + 0.4 * chance.share()), operation);
  }
  return buildTrace({
    traceId: `bench ${seed}`,
    spanIds: ids,
    parentSpanIds: parents,
    start: start.map((ns) => BigInt(ns)),
    durationNs: duration,
    service: name.map((operation) => `service-${operation % 40}`),
    operation: name.map((operation) => `operation ${operation}`),
    kind: new Uint8Array(ids.length),
    status: ids.map(() => (chance.share() < 0.01 ? 2 : 0)),
    hasLinks: new Uint8Array(ids.length),
    events: { row: [], time: [], name: [] },
  });
}

function attributesOf(trace: Trace, version: string): (row: number) => Attributes {
  const all = Array.from({ length: trace.size }, (_, row) => {
    const more = Array.from({ length: 9 }, (_, i): [string, string] => [
      `attribute.${i}`,
      `${trace.operation[row]}-${i}`,
    ]);
    return new Map([['service.version', version], ...more]);
  });
  return (row) => all[row];
}

const a = requestTrace(SPANS, 2_000, 1);
const b = requestTrace(SPANS, 2_100, 2);
// Self times stand in for exclusive times: what they mean does not change what comparing them costs.
const sides = [
  { trace: a, exclusiveNs: selfTimes(a), attributes: attributesOf(a, '1.4.1') },
  { trace: b, exclusiveNs: selfTimes(b), attributes: attributesOf(b, '1.4.2') },
] as const;
const times: number[] = [];
const compare = () => {
  const from = performance.now();
  const answer = compareTraces(...sides);
  times.push(performance.now() - from);
  return answer;
};
const comparison = compare();
const cpuBefore = process.cpuUsage();
for (let run = 0; run < RUNS; run++) compare();
const cpu = process.cpuUsage(cpuBefore);

const cohort = Array.from({ length: 1_000 }, (_, i) => ({ trace: requestTrace(200, 20 + (i % 5), i + 1) }));
const cohortBegun = performance.now();
const usual = compareWithCohort(cohort, cohort[0]);
const cohortMs = performance.now() - cohortBegun;
const [first, ...rest] = times;
rest.sort((x, y) => x - y);
const explained = comparison.explanation.reduce((sum, { changeNs }) => sum + changeNs, 0);
console.log(
  `${a.size} and ${b.size} spans: ${comparison.tree.size} nodes, ${comparison.explanation.length} paths that differ explain ` +
    `${explained} of ${comparison.totalB - comparison.totalA} ns; ${attributeChanges(sides[0].attributes(0), sides[1].attributes(0)).length} attribute of the root changed; ` +
    `${usual.paths.length} paths in the cohort`,
);
printResult(
  { bench: 'compare', value: rest[RUNS / 2], unit: 'ms', peer: 500, ratio: rest[RUNS / 2] / 500 },
  {
    cpu_ms: Math.round((cpu.user + cpu.system) / 1000 / RUNS),
    cohort_ms: Math.round(cohortMs),
    first_ms: Math.round(first),
    max_ms: Math.round(rest[RUNS - 1]),
  },
);
