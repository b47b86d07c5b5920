// What TraceQL costs in memory: a structural query over one trace of 100,000 spans, a fifth of them in one chain. `value` is the median
// CPU time of one evaluation, conditions included; the peer answers the same by walking up the parents of each span, as a first try would.
import { NO_PARENT, type SpanDetails } from '@watchingcat/model';
import { evaluateTraceQl, parseTraceQl, searchableTrace } from '@watchingcat/query';

const SPANS = 100_000;
const DEPTH = 20_000;
const RUNS = 5;
const QUERY =
  '{ resource.service.name = "service-3" && span.deep = true } >> { status = error && name =~ "GET .*" } | count() > 0';

/** Shared by the spans of a service, as decoders share them. */
const RESOURCES = Array.from({ length: 40 }, (_, i) => new Map([['service.name', `service-${i}`]]));

function spanDetails(index: number): SpanDetails {
  // The first spans are a chain; each further one hangs on one of them.
  const parent = index === 0 ? undefined : index < DEPTH ? index - 1 : (index * 7919) % DEPTH;
  return {
    traceId: 'bench',
    spanId: String(index),
    parentSpanId: parent === undefined ? undefined : String(parent),
    traceState: '',
    service: `service-${index % 40}`,
    operation: index % 3 === 0 ? `GET /${index % 300}` : `query ${index % 300}`,
    kind: 'server',
    status: index % 50 === 0 ? 'error' : 'unset',
    statusMessage: '',
    start: BigInt(index),
    durationNs: 1_000,
    attributes: new Map([['deep', index < DEPTH && index > DEPTH - 1_000]]),
    resource: RESOURCES[index % 40],
    scope: { name: '', version: '' },
    events: [],
    links: [],
  };
}

function median(run: () => number): { readonly ms: number; readonly answer: number } {
  const times: number[] = [];
  let answer = 0;
  for (let i = 0; i < RUNS; i++) {
    const begun = process.cpuUsage();
    answer = run();
    times.push(process.cpuUsage(begun).user / 1000);
  }
  return { ms: times.sort((a, b) => a - b)[RUNS >> 1], answer };
}

const trace = searchableTrace(Array.from({ length: SPANS }, (_, index) => spanDetails(index)));
const parsed = median(() => (parseTraceQl(QUERY).plan === undefined ? 0 : 1));
const { plan } = parseTraceQl(QUERY);
if (plan === undefined) throw new Error('the query of this benchmark is valid');

const ours = median(() => evaluateTraceQl(plan, trace)[0].rows.length);
const isLeft = ({ service, attributes }: SpanDetails) => service === 'service-3' && attributes.get('deep') === true;
const walking = median(() => {
  let found = 0;
  trace.spans.forEach((span, row) => {
    if (span.status !== 'error' || !span.operation.startsWith('GET ')) return;
    let above = trace.parent[row];
    while (above !== NO_PARENT && !isLeft(trace.spans[above])) above = trace.parent[above];
    if (above !== NO_PARENT) found++;
  });
  return found;
});
if (ours.answer !== walking.answer) throw new Error(`${ours.answer} spans, but walking finds ${walking.answer}`);
console.log(
  `${SPANS} spans, ${ours.answer} found; parsed in ${parsed.ms.toFixed(2)} ms; walking up ${walking.ms.toFixed(1)} ms`,
);
const value = Number(ours.ms.toFixed(2));
const peer = Number(walking.ms.toFixed(2));
console.log(JSON.stringify({ bench: 'traceql', value, unit: 'ms', peer, ratio: Number((value / peer).toFixed(3)) }));
