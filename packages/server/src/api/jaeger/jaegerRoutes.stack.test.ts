// Our answers beside those of a real Jaeger 1.62 that was sent the same OTLP.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { itNeeding } from '../../../../../scripts/stack/itNeeding.ts';
import { startStack, type Stack } from '../../../../../scripts/stack/startStack.ts';
import { ORDER_TRACE, SENT_AT } from '../../../../sources/src/jaeger/testing/orderTrace.ts';
import { seededApi } from '../../../test/seededApi.ts';
import { seededSpans } from '../../../test/seededSpans.ts';
import { openSeededStore, sendSpans, type SeededStore } from '../../../test/seededStore.ts';

// Of the seeded ones those that fit into their parents: a real Jaeger warns of every other that it would have moved it.
const spans = [...ORDER_TRACE, ...seededSpans(3, 30).filter(({ parentSpanId }) => parentSpanId === undefined)];
const NOW = SENT_AT + 3_600_000_000_000n;
let dir: string;
let stack: Stack;
let seeded: SeededStore;
let app: FastifyInstance;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'watchingcat-jaeger-api-'));
  stack = await startStack({ components: ['jaeger'], dir });
  if (!stack.jaeger) return;
  await sendSpans(stack.jaeger.otlpHttp, spans);
  seeded = await openSeededStore(spans);
  app = await seededApi(seeded, { now: () => NOW });
}, 600_000);
afterAll(async () => {
  await app?.close();
  await seeded?.close();
  await stack?.close();
  await rm(dir, { recursive: true, force: true });
}, 60_000);

const itWithJaeger = itNeeding('jaeger');
const around = `start=${SENT_AT / 1_000n - 10_000_000n}&end=${SENT_AT / 1_000n + 10_000_000n}`;

itWithJaeger.each([
  `/traces/${ORDER_TRACE[0].traceId}`,
  `/traces/${ORDER_TRACE[0].traceId}?raw=true`,
  ...spans.slice(3).map(({ traceId }) => `/traces/${traceId}`),
  `/traces?traceID=${ORDER_TRACE[0].traceId}&traceID=ff`,
  `/traces?service=checkout&${around}`,
  `/traces?service=checkout&${around}&operation=GET`,
  `/traces?service=checkout&${around}&tags=${encodeURIComponent('{"error":"true","order.items":"3"}')}`,
  `/traces?service=frontend&${around}&tags=${encodeURIComponent('{"span.kind":"client"}')}&minDuration=1.7s`,
  `/traces?service=frontend&${around}&operation=POST&maxDuration=1.6s`,
  `/dependencies?endTs=${NOW / 1_000_000n}&lookback=7200000`,
  '/services/nobody/operations',
  '/traces/ff',
  '/traces',
  '/operations',
  '/traces?service=a&minDuration=2s&maxDuration=1s',
])('GET %s', async (path) => {
  const [theirs, ours] = await Promise.all([
    fetch(`${stack.jaeger!.queryUrl}/api${path}`),
    app.inject(`/jaeger/api${path}`),
  ]);
  expect(ours.statusCode).toBe(theirs.status);
  expect(ordered(ours.json())).toEqual(ordered(await theirs.json()));
});

itWithJaeger('lists the services that Jaeger lists', async () => {
  const theirs = (await (await fetch(`${stack.jaeger!.queryUrl}/api/services`)).json()) as { data: string[] };
  // Our lists reach back 7 days, a memory store for ever.
  expect(theirs.data).toEqual(expect.arrayContaining((await app.inject('/jaeger/api/services')).json().data));
});

/** Jaeger gives spans in no certain order and numbers processes by it; what is empty is null here and a list there. */
function ordered(answer: { data: unknown }): unknown {
  if (!Array.isArray(answer.data) || !answer.data.some((item) => item?.spans)) return { ...answer, data: answer.data ?? [] };
  return {
    ...answer,
    data: answer.data.map((trace) => ({
      ...trace,
      processes: undefined,
      spans: trace.spans
        .map(({ processID, ...span }: { processID: string; spanID: string }) => ({
          ...span,
          process: trace.processes[processID],
        }))
        .sort((a: { spanID: string }, b: { spanID: string }) => (a.spanID < b.spanID ? -1 : 1)),
    })),
  };
} // prettier-ignore
