// What it costs to ask which attributes set 5,000 slow spans apart from 95,000 others, over 60 keys: 20 numbers (5 of them sometimes
// absent), 30 texts of 2 to 5,000 values, 5 that are often absent and 5 ids. A version, the pods that run it and a queue's length do.
// `value` is the median time of ten questions over columns; the limit is 2 s. Building the columns from attributes is printed
// beside it (`build_ms`); `cpu_ms` is the processor time of a question, which does not grow when the machine does other work.
import { attributeColumns, attributeOutliers } from '@watchingcat/analysis';
import type { Attributes, AttributeValue } from '@watchingcat/model';
import { printResult } from './harness/report.ts';
import { Random } from './load/random.ts';

const ITEMS = 100_000;
const SLOW = 5_000;
const RUNS = 10;

function itemOf(item: number, random: Random): Attributes {
  const isSlow = item < SLOW;
  const version = random.share() < (isSlow ? 0.9 : 0.1) ? '1.4.2' : '1.4.1';
  const attributes = new Map<string, AttributeValue>([
    ['service.version', version],
    ['k8s.pod.name', `${version}-${random.below(20)}`],
    ['queue.length', random.logNormal(isSlow ? 300 : 100)],
  ]);
  for (let key = 0; key < 14; key++) attributes.set(`number.${key}`, random.logNormal(100));
  for (let key = 0; key < 5; key++) if (random.share() < 0.5) attributes.set(`sometimes.${key}`, random.logNormal(100));
  for (let key = 0; key < 28; key++) attributes.set(`text.${key}`, `v${random.below(2 + Math.floor(6.2 * key ** 2))}`);
  for (let key = 0; key < 5; key++) if (random.share() < 0.1) attributes.set(`rare.${key}`, `v${random.below(4)}`);
  for (let key = 0; key < 5; key++) attributes.set(`id.${key}`, random.hex(16));
  return attributes;
}

const random = new Random(7);
const items = Array.from({ length: ITEMS }, (_, item) => itemOf(item, random));
const begun = performance.now();
const { columns } = attributeColumns(items);
const buildMs = performance.now() - begun;
const selected = Uint8Array.from(items, (_, item) => (item < SLOW ? 1 : 0));

const times: number[] = [];
const ask = () => {
  const from = performance.now();
  const answer = attributeOutliers({ columns, selected });
  times.push(performance.now() - from);
  return answer;
};
const { groups, keysTested } = ask();
const cpuBefore = process.cpuUsage();
for (let run = 0; run < RUNS; run++) ask();
const cpu = process.cpuUsage(cpuBefore);
const [first, ...rest] = times;
rest.sort((a, b) => a - b);
console.log(
  `${ITEMS} items, ${columns.length} keys (${keysTested} could be tested): ${groups
    .map(({ representative, alike }) => [representative, ...alike].map(({ key }) => key).join(' = '))
    .join(', ')}`,
);
printResult(
  { bench: 'outliers', value: rest[RUNS / 2], unit: 'ms', peer: 2000, ratio: rest[RUNS / 2] / 2000 },
  {
    cpu_ms: Math.round((cpu.user + cpu.system) / 1000 / RUNS),
    first_ms: Math.round(first),
    max_ms: Math.round(rest[RUNS - 1]),
    build_ms: Math.round(buildMs),
  },
);
