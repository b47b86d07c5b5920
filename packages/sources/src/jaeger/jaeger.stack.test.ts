// The adapter against a real Jaeger 1.62 with its memory store: what was sent by OTLP against what comes back.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpanDetails } from '@watchingcat/model';
import { NS_PER_MS, NS_PER_SECOND, spansToOtlpJson } from '@watchingcat/model';
import { itNeeding } from '../../../../scripts/stack/itNeeding.ts';
import { startStack, type Stack } from '../../../../scripts/stack/startStack.ts';
import { fetchTransport } from '../../test/fetchTransport.ts';
import type { Transport } from '../transport.ts';
import { FIRST_BATCH_TRACES } from './jaegerSearch.ts';
import { JaegerSource } from './jaegerSource.ts';
import { asStored, byId, inMicroseconds, ORDER_TRACE, SENT_AT } from './testing/orderTrace.ts';

const HOUR = 3_600n * NS_PER_SECOND;
const RANGE = { start: SENT_AT - HOUR, end: SENT_AT + HOUR };
const [ROOT, , ORDER] = ORDER_TRACE;
const MANY = 300;
const MANY_RANGE = { start: SENT_AT + 2n * HOUR, end: SENT_AT + 3n * HOUR };

let dir: string;
let stack: Stack;
let source: JaegerSource;
let asked: string[];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'watchingcat-jaeger-'));
  stack = await startStack({ components: ['jaeger'], dir });
  if (!stack.jaeger) return;
  const transport = fetchTransport(stack.jaeger.queryUrl);
  source = new JaegerSource((request) => {
    asked.push(request.path);
    return transport(request);
  });
  await send(ORDER_TRACE);
  await send(Array.from({ length: MANY }, (_, index) => manyTrace(index)).flat());
}, 600_000);

beforeEach(() => {
  asked = [];
});

afterAll(async () => {
  await stack?.close();
  await rm(dir, { recursive: true, force: true });
}, 60_000);

const itWithJaeger = itNeeding('jaeger');

itWithJaeger('gives a trace to the nanosecond, as Jaeger stores it, with one request', async () => {
  const spans = await source.spans(ROOT.traceId);
  // Jaeger's translation to OTLP takes every tag `error` for its own.
  const { attributes } = asStored(ORDER);
  const order = { ...asStored(ORDER), attributes: new Map([...attributes].filter(([key]) => key !== 'error')) };
  expect(byId(spans!)).toEqual([...byId(ORDER_TRACE).slice(0, 2).map(asStored), order]);
  expect(asked).toEqual([`/api/v3/traces/${ROOT.traceId}`]);
});

itWithJaeger('gives the same trace in microseconds when /api/v3 is not let through', async () => {
  const transport = fetchTransport(stack.jaeger!.queryUrl);
  const withoutV3: Transport = async (request) =>
    request.path.startsWith('/api/v3') ? { status: 404, body: '' } : transport(request);
  const spans = await new JaegerSource(withoutV3).spans(ROOT.traceId);
  expect(byId(spans!)).toEqual(byId(ORDER_TRACE).map((span) => inMicroseconds(asStored(span))));
});

itWithJaeger('knows which traces are not there', async () => {
  expect(await source.spans('f'.repeat(32))).toBeUndefined();
  expect(await source.spans('abc')).toBeUndefined();
});

itWithJaeger('lists services, operations with their kinds, and calls between services', async () => {
  expect(await source.services()).toEqual(['checkout', 'frontend', 'many']);
  expect([...(await source.operations('frontend'))].sort((a, b) => a.name.localeCompare(b.name))).toEqual([
    { name: 'GET /checkout', kind: 'unspecified' },
    { name: 'POST', kind: 'client' },
  ]);
  expect(await source.operations("'; DROP TABLE spans --")).toEqual([]);
  expect(await source.dependencies(RANGE)).toEqual([{ parent: 'frontend', child: 'checkout', calls: 1 }]);
  expect(await source.dependencies({ start: SENT_AT - 2n * HOUR, end: SENT_AT - HOUR })).toEqual([]);
});

itWithJaeger.each([
  ['service', { service: 'checkout' }, 1],
  ['a service in another case', { service: 'Checkout' }, 0],
  ['operation', { service: 'frontend', operation: 'POST' }, 1],
  ['the operation of another service', { service: 'frontend', operation: 'POST /orders' }, 0],
  ['an attribute with = and quotes', { service: 'checkout', tags: { 'order.note': 'a=b, "ünï" \\ 100%' } }, 1],
  ['an integer', { service: 'checkout', tags: { 'order.id': '9007199254740993' } }, 1],
  ['a resource attribute', { service: 'checkout', tags: { 'service.version': '7' } }, 1],
  ['two attributes, of which one does not hold', { service: 'checkout', tags: { 'host.cpus': '3', x: 'y' } }, 0],
  ['the duration of its span, at least', { service: 'frontend', operation: 'POST', minDurationMs: 1700 }, 1],
  ['the duration of its span, too short', { service: 'frontend', operation: 'POST', minDurationMs: 1700.001 }, 0],
  ['the duration of its span, at most', { service: 'checkout', maxDurationMs: 1500.001 }, 1],
  ['the duration of its span, too long', { service: 'checkout', maxDurationMs: 1500 }, 0],
])('finds by %s', async (_name, conditions, count) => {
  const { traces, isCut } = await source.searchTraces({ range: RANGE, limit: 20, ...conditions });
  expect(traces).toHaveLength(count);
  expect(isCut).toBe(false);
  if (count > 0) expect(byId(traces[0])).toEqual(byId(ORDER_TRACE).map((span) => inMicroseconds(asStored(span))));
});

itWithJaeger('finds what starts within the range, its end left out to the microsecond', async () => {
  const find = async (start: bigint, end: bigint) =>
    (await source.searchTraces({ service: 'frontend', operation: ROOT.operation, range: { start, end }, limit: 1 }))
      .traces;
  expect(await find(SENT_AT, SENT_AT + 1_000n)).toHaveLength(1);
  expect(await find(SENT_AT + 1_000n, SENT_AT + HOUR)).toHaveLength(0);
  expect(await find(SENT_AT - HOUR, SENT_AT - 1_000n)).toHaveLength(0);
});

itWithJaeger('pages through many traces in few requests, newest first, each once', async () => {
  const { traces, isCut } = await source.searchTraces({ service: 'many', range: MANY_RANGE, limit: 1_000 });
  const newestFirst = Array.from({ length: MANY }, (_, index) => manyTrace(MANY - 1 - index)[0].traceId);
  expect(traces.map(([{ traceId }]) => traceId)).toEqual(newestFirst);
  expect(isCut).toBe(false);
  expect(asked.length).toBeLessThanOrEqual(4);
  const page = await source.searchTraces({ service: 'many', range: MANY_RANGE, limit: FIRST_BATCH_TRACES - 1 });
  // The memory store compares the spans that arrived first, here a root or its child of 10 traces later.
  const among = newestFirst.slice(0, FIRST_BATCH_TRACES - 1 + 11);
  expect(page.traces).toHaveLength(FIRST_BATCH_TRACES - 1);
  expect(among).toEqual(expect.arrayContaining(page.traces.map(([{ traceId }]) => traceId)));
  expect(page.isCut).toBe(true);
});

itWithJaeger('fails with the words of Jaeger', async () => {
  await expect(source.searchTraces({ service: '', range: RANGE, limit: 1 })).rejects.toMatchObject({
    code: 'bad_request',
    message: "Jaeger failed (400): parameter 'service' is required",
  });
});

itWithJaeger('says that this Jaeger works', async () => {
  expect(await source.check()).toMatchObject({ status: 'works', advice: [] });
});

/** A root and a child of 10 s later, a second after the trace before. */
function manyTrace(index: number): SpanDetails[] {
  const root: SpanDetails = {
    ...ROOT,
    traceId: (index + 1).toString(16).padStart(32, '0'),
    service: 'many',
    operation: 'root',
    resource: new Map([['service.name', 'many']]),
    start: MANY_RANGE.start + BigInt(index) * 1_000n * NS_PER_MS,
  };
  return [
    root,
    {
      ...root,
      spanId: 'b'.repeat(16),
      parentSpanId: root.spanId,
      operation: 'child',
      start: root.start + 10n * NS_PER_SECOND,
    },
  ];
}

async function send(spans: readonly SpanDetails[]): Promise<void> {
  const { otlpHttp, queryUrl } = stack.jaeger!;
  const body = { contentType: 'application/json', text: JSON.stringify(spansToOtlpJson(spans)) };
  const { status } = await fetchTransport(otlpHttp)({ method: 'POST', path: '/v1/traces', body });
  expect(status).toBe(200);
  const { traceId } = spans.at(-1)!;
  for (let attempt = 0; attempt < 100; attempt++) {
    if ((await fetchTransport(queryUrl)({ path: `/api/traces/${traceId}` })).status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Jaeger took trace ${traceId} and does not show it after 5 s`);
}
