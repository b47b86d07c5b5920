// What it costs to follow the baggage of a trace of 100,000 spans: 20 keys as attributes on nine of ten spans, one more in captured headers
// of every tenth, and ten other attributes on each. `value` is the median of five.
import { baggageTravel, type BaggageSpan } from '@watchingcat/analysis';
import { buildTrace } from '@watchingcat/model';
import { printResult } from './harness/report.ts';
import { Random } from './load/random.ts';

const SPANS = 100_000;
const RUNS = 5;
const KEYS = 20;

const random = new Random(7);
const ids = Array.from({ length: SPANS }, (_, span) => span.toString(16).padStart(16, '0'));
const trace = buildTrace({
  traceId: 'bench',
  spanIds: ids,
  parentSpanIds: ids.map((_, span) => (span === 0 ? '' : ids[random.below(span)])),
  start: ids.map((_, span) => BigInt(span)),
  durationNs: ids.map(() => 1000),
  service: ids.map((_, span) => `service-${span % 40}`),
  operation: ids.map((_, span) => `operation ${span % 300}`),
  kind: new Uint8Array(SPANS),
  status: new Uint8Array(SPANS),
  hasLinks: new Uint8Array(SPANS),
  events: { row: [], time: [], name: [] },
});
const spans = ids.map((_, row): BaggageSpan => {
  const attributes = new Map(Array.from({ length: 10 }, (_, i) => [`attribute.${i}`, `value ${random.below(100)}`]));
  const value = random.below(100) === 0 ? 'other' : 'value';
  if (row % 10 !== 3) for (let key = 0; key < KEYS; key++) attributes.set(`baggage.key${key}`, value);
  if (row % 10 === 0) attributes.set('http.request.header.baggage', 'user.id=7, plan=gold;ttl=3');
  return { attributes, events: [] };
});
const times: number[] = [];
const follow = () => {
  const from = performance.now();
  const travel = baggageTravel(trace, (row) => spans[row]);
  times.push(performance.now() - from);
  return travel;
};
const { keys } = follow();
for (let run = 1; run < RUNS; run++) follow();
times.sort((a, b) => a - b);
const sum = (of: (key: (typeof keys)[number]) => number) => keys.reduce((total, key) => total + of(key), 0);
console.log(
  `${SPANS} spans, ${keys.length} keys: ${sum(({ rows }) => rows.length)} sightings, ${sum(({ changes }) => changes.length)} changes, ` +
    `${sum(({ lost }) => lost.length)} losses`,
);
printResult({ bench: 'baggage', value: times[RUNS >> 1], unit: 'ms' });
