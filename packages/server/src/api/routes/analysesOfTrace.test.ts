import { correctClockSkew, frameNames, mergedFrames } from '@watchingcat/analysis';
import { COMPLETE, type SpanDetails, type Telemetry } from '@watchingcat/model';
import type { FastifyInstance } from 'fastify';
import { Value } from 'typebox/value';
import { logsToOtlpJson } from '../../../../sources/test/otlpLogs.ts';
import { seededApi } from '../../../test/seededApi.ts';
import { seededSpans } from '../../../test/seededSpans.ts';
import { openSeededStore, type SeededStore } from '../../../test/seededStore.ts';
import { behind, checkout, SHOP_START, spansOf, type ShopSpan } from '../../../test/shopSpans.ts';
import { BaggageAnswer } from '../analyses/baggageJson.ts';
import { CriticalPathAnswer } from '../analyses/criticalPathJson.ts';
import { flameGraphJson } from '../analyses/flameGraphJson.ts';
import { StatisticsAnswer } from '../analyses/statisticsJson.ts';
import { FlameGraphAnswer, LogsAnswer } from '../schemas.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const HOSTILE = '0bf7651916cd43dd8448eb211c80319c';
const SKEWED = '0cf7651916cd43dd8448eb211c80319c';
const CALLS = 'abad1dea'.repeat(4);
const UNKNOWN = '00000000000000000000000000000001';
const MS = 1_000_000;
const IN_STEP = { shiftedSpans: 0, largestShiftNs: 0, unshiftedSpans: 0, services: [] };
const [ROOT, ORDER, CART, CHARGE] = checkout(200).map(({ id }) => id);
const HOSTILE_NAME = '<img src=x onerror=alert(1)>\u001b[31m';
/** Two spans in a circle, one id twice, an end before the start, a parent that is not there. */
const hostile: ShopSpan[] = [
  {
    id: 'a000000000000001',
    parent: 'b000000000000002',
    service: HOSTILE_NAME,
    operation: 'x',
    startMs: 0,
    durationMs: 5,
  },
  {
    id: 'b000000000000002',
    parent: 'a000000000000001',
    service: 'y',
    operation: HOSTILE_NAME,
    startMs: 1,
    durationMs: 2,
  },
  { id: 'b000000000000002', parent: 'a000000000000001', service: 'y', operation: 'twin', startMs: 2, durationMs: -2 },
  { id: 'c000000000000003', parent: 'ffffffffffffffff', service: 'z', operation: '', startMs: 3, durationMs: 0 },
];
const logs = ['late', 'early'].map((body, index) => ({
  time: SHOP_START + BigInt((300 - index * 100) * MS),
  severity: 'info' as const,
  severityText: 'INFO',
  hasSeverityNumber: true,
  service: 'payment',
  body,
  traceId: TRACE,
  spanId: CHARGE,
  attributes: new Map(),
  resource: new Map([['service.name', 'payment']]),
}));

const seeds = seededSpans(11, 20);
/** web calls the database twice, and one call fails. */
const call = (
  spanId: string,
  parentSpanId: string | undefined,
  at: number,
  durationNs: number,
  status: SpanDetails['status'] = 'unset',
): SpanDetails => ({
  ...seeds[0],
  traceId: CALLS,
  spanId: spanId.padStart(16, '0'),
  parentSpanId: parentSpanId?.padStart(16, '0'),
  service: parentSpanId === undefined ? 'web' : 'db',
  resource: new Map([['service.name', parentSpanId === undefined ? 'web' : 'db']]),
  operation: parentSpanId === undefined ? 'GET /' : 'SELECT',
  start: seeds[0].start + BigInt(at),
  durationNs,
  status,
  statusMessage: '',
  events: [],
  links: [],
});
const calls = [call('1', undefined, 0, 1_000), call('2', '1', 100, 300), call('3', '1', 500, 200, 'error')];

let seeded: SeededStore;
let app: FastifyInstance;
const api = (telemetry: Telemetry) => seededApi(seeded, { telemetry });
beforeAll(async () => {
  seeded = await openSeededStore(
    [
      ...spansOf(TRACE, 0, checkout(200)),
      ...spansOf(HOSTILE, 0, hostile),
      ...spansOf(SKEWED, 60_000, behind('payment', 500, checkout(200))),
      ...seeds,
      ...calls,
    ],
    logsToOtlpJson(logs),
  );
  app = await api(seeded.telemetry);
}, 60_000);
afterAll(async () => {
  await app.close();
  await seeded.close();
});
const get = async (path: string, from = app) => (await from.inject(`/api/v1${path}`)).json();

describe('flamegraph', () => {
  it('merges spans with the same path, by path and by parameter', async () => {
    const answer = await get(`/traces/${CALLS}/flamegraph`);
    expect(answer).toEqual({
      traceId: CALLS,
      unit: 'ns',
      frames: {
        level: [0, 1],
        value: [1_000, 500],
        self: [500, 500],
        label: ['web: GET /', 'db: SELECT'],
        service: ['web', 'db'],
        operation: ['GET /', 'SELECT'],
        count: [1, 2],
        errors: [0, 1],
      },
      omittedFrames: 0,
      clockSkew: IN_STEP,
      coverage: { kind: 'complete' },
    });
    expect(await get(`/trace/flamegraph?traceId=${CALLS}`)).toEqual(answer);
  });

  it('is what its schema says, and what the analysis says, for any trace', async () => {
    for (const { traceId } of seeds.filter(({ parentSpanId }) => parentSpanId === undefined)) {
      const answer = await get(`/traces/${traceId}/flamegraph`);
      expect([...Value.Errors(FlameGraphAnswer, answer)]).toEqual([]);
      const { trace } = correctClockSkew((await seeded.telemetry.trace(traceId))!.trace);
      const { frames } = mergedFrames(trace, frameNames(trace));
      expect(answer.frames.value).toEqual([...frames.width]);
      expect(answer.frames.level).toEqual([...frames.depth]);
    }
  });

  it('keeps the widest frames, and says how many it left out', async () => {
    const { trace } = (await seeded.telemetry.trace(CALLS))!;
    expect(flameGraphJson({ trace, coverage: COMPLETE, clockSkew: null }, 1)).toMatchObject({
      frames: { label: ['web: GET /'], value: [1_000] },
      omittedFrames: 1,
      coverage: { kind: 'capped', cap: 'MAX_FLAME_FRAMES', limit: 1 },
    });
    const partial = { kind: 'partial', reason: 'One shard did not answer.' } as const;
    expect(flameGraphJson({ trace, coverage: partial, clockSkew: null }, 1).coverage).toBe(partial);
  });

  it.each([
    ['/traces/xyz/flamegraph', 400, 'bad-trace-id'],
    ['/trace/flamegraph?traceId=xyz', 400, 'bad-trace-id'],
    ['/trace/flamegraph', 400, 'bad-parameter'],
    [`/traces/${'0'.repeat(31)}1/flamegraph`, 404, 'trace-not-found'],
    [`/traces/${'0'.repeat(31)}1/flamegraph?mode=time`, 400, 'bad-parameter'],
  ])('%s is %i %s', async (path, status, kind) => {
    const response = await app.inject(`/api/v1${path}`);
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ type: `urn:watchingcat:problem:${kind}` });
  });
});

describe('critical path', () => {
  it('is a chain from the root’s start to its end, with shares and without warnings', async () => {
    const answer = await get(`/traces/${TRACE}/critical-path`);
    expect(answer).toEqual({
      traceId: TRACE,
      durationNs: 400 * MS,
      segments: [
        [ROOT, 'frontend', 'POST /checkout', 0, 20],
        [ORDER, 'checkout', 'place order', 20, 30],
        [CART, 'cart', 'GET /cart', 30, 90],
        [ORDER, 'checkout', 'place order', 90, 120],
        [CHARGE, 'payment', 'charge', 120, 320],
        [ORDER, 'checkout', 'place order', 320, 380],
        [ROOT, 'frontend', 'POST /checkout', 380, 400],
      ].map(([spanId, service, operation, start, end]) => ({
        spanId,
        service,
        operation,
        startNs: Number(start) * MS,
        endNs: Number(end) * MS,
      })),
      byService: [
        { service: 'payment', spans: 1, exclusiveNs: 200 * MS, share: 0.5 },
        { service: 'checkout', spans: 1, exclusiveNs: 100 * MS, share: 0.25 },
        { service: 'cart', spans: 1, exclusiveNs: 60 * MS, share: 0.15 },
        { service: 'frontend', spans: 1, exclusiveNs: 40 * MS, share: 0.1 },
      ],
      byOperation: expect.arrayContaining([
        { service: 'payment', operation: 'charge', spans: 1, exclusiveNs: 200 * MS, share: 0.5 },
      ]),
      warnings: [],
      clockSkew: IN_STEP,
      coverage: COMPLETE,
    });
  });

  it('explains another span on request, with drag and slack', async () => {
    const answer = await get(`/trace/critical-path?traceId=${TRACE}&root=${ORDER.toUpperCase()}&include=slack`);
    expect(answer.durationNs).toBe(360 * MS);
    expect(answer.segments[0]).toMatchObject({ spanId: ORDER, startNs: 0, endNs: 10 * MS });
    expect(answer.spans).toEqual([
      expect.objectContaining({ spanId: ORDER, exclusiveNs: 100 * MS, dragNs: 360 * MS, slackNs: 0 }),
      expect.objectContaining({ spanId: CART, exclusiveNs: 60 * MS, dragNs: 60 * MS, slackNs: 0 }),
      expect.objectContaining({ spanId: CHARGE, exclusiveNs: 200 * MS, dragNs: 200 * MS, slackNs: 0 }),
    ]);
  });
});

describe('statistics', () => {
  it('count spans, errors and self time by service', async () => {
    const { rows } = await get(`/traces/${TRACE}/statistics`);
    expect(rows[0]).toMatchObject({
      name: 'payment',
      service: null,
      spans: 1,
      errors: 1,
      selfNs: 200 * MS,
      selfShare: 0.5,
    });
    expect(rows.map(({ name }: { name: string }) => name)).toEqual(['payment', 'checkout', 'cart', 'frontend']);
  });

  it('tell operations apart by service', async () => {
    const { rows } = await get(`/traces/${TRACE}/statistics?by=operation`);
    expect(rows[1]).toMatchObject({ name: 'place order', service: 'checkout', p99Ns: 360 * MS });
  });

  it('by an attribute have a row for the spans that lack it', async () => {
    const answer = await get(`/trace/statistics?traceId=${TRACE}&by=attribute&attribute=customer.tier`);
    expect(answer.rows).toEqual([
      expect.objectContaining({ name: null, spans: 2, selfNs: 240 * MS }),
      expect.objectContaining({ name: 'gold', spans: 2, selfNs: 160 * MS }),
    ]);
    expect(answer).toMatchObject({ by: 'attribute', attribute: 'customer.tier', unknownSpans: 0, coverage: COMPLETE });
  });

  it('do not take a span whose attributes were cut for one that lacks the attribute', async () => {
    const cut = { kind: 'capped', cap: 'MAX_SPANS_AS_OTLP', limit: 2 } as const;
    const telemetry = Object.assign(Object.create(seeded.telemetry) as Telemetry, {
      trace: (traceId: string) => seeded.telemetry.trace(traceId),
      async spansOfTrace(traceId: string) {
        const answer = await seeded.telemetry.spansOfTrace(traceId);
        return { spans: answer?.spans.slice(0, 2), coverage: cut };
      },
    });
    const cutApi = await api(telemetry);
    const answer = await get(`/traces/${TRACE}/statistics?by=attribute&attribute=customer.tier`, cutApi);
    expect(answer.rows.map(({ name, spans }: { name: string; spans: number }) => [name, spans])).toEqual([
      ['gold', 1],
      [null, 1],
    ]);
    expect(answer).toMatchObject({ unknownSpans: 2, coverage: cut });
    await cutApi.close();
  });
});

it('follows baggage from where it entered to where it changed and was lost', async () => {
  const { keys, candidates } = await get(`/traces/${TRACE}/baggage`);
  expect(candidates).toEqual([{ key: 'customer.tier', calls: 1 }]);
  expect(keys).toEqual([
    expect.objectContaining({
      key: 'tenant',
      spans: 3,
      services: ['frontend', 'checkout', 'cart'],
      entries: [expect.objectContaining({ spanId: ROOT, value: 'acme', spans: 3, levels: 2 })],
      changes: [expect.objectContaining({ spanId: CART, fromSpanId: ORDER, before: 'acme', after: 'other' })],
      unseen: [expect.objectContaining({ spanId: CHARGE })],
      evidence: { attribute: 3 },
    }),
    expect.objectContaining({
      key: 'cart',
      lost: [{ spanId: CART, service: 'cart', operation: 'GET /cart' }],
      counts: { entries: 1, changes: 0, lost: 1, unseen: 1 },
    }),
  ]);
  const named = await get(`/trace/baggage?traceId=${TRACE}&attribute=customer.tier&attribute=none`);
  expect(named.keys[2]).toMatchObject({ key: 'customer.tier', evidence: { named: 2 } });
  expect(named.candidates).toEqual([]);
});

describe('where the clocks of hosts differ', () => {
  // The charge fits in the middle of the 360 ms that called it: from 100 ms on, and it was sent at -380 ms.
  const shifts = { shiftedSpans: 1, leastShiftNs: 480 * MS, mostShiftNs: 480 * MS };
  const put = {
    shiftedSpans: 1,
    largestShiftNs: 480 * MS,
    unshiftedSpans: 0,
    services: [{ service: 'payment', ...shifts }],
  };
  const times = ({ spanId: _, ...span }: { spanId: string }) => span;

  it('a trace has the critical path, statistics and flame graph that it has where clocks agree', async () => {
    const [path, sound] = await Promise.all([SKEWED, TRACE].map((id) => get(`/traces/${id}/critical-path`)));
    expect(path).toMatchObject({ durationNs: 400 * MS, warnings: [], clockSkew: put });
    expect(path.byService).toEqual(sound.byService);
    expect(path.segments.map(times)).toContainEqual({
      service: 'payment',
      operation: 'charge',
      startNs: 100 * MS,
      endNs: 300 * MS,
    });
    for (const name of ['statistics', 'statistics?by=attribute&attribute=customer.tier', 'flamegraph']) {
      const [answer, same] = await Promise.all([SKEWED, TRACE].map((id) => get(`/traces/${id}/${name}`)));
      expect(answer).toEqual({ ...same, traceId: SKEWED, clockSkew: put });
    }
  });

  it('baggage stays with the spans that carried it', async () => {
    const [{ keys, clockSkew }, sound] = await Promise.all([SKEWED, TRACE].map((id) => get(`/traces/${id}/baggage`)));
    expect(keys).toEqual(sound.keys);
    expect(clockSkew).toEqual(put);
  });

  it('times are those that were sent with skew=off', async () => {
    const path = await get(`/traces/${SKEWED}/critical-path?skew=off`);
    expect(path).toMatchObject({ warnings: [{ code: 'outside_parent', spans: 1 }], clockSkew: null });
    expect(path.byService.map(({ service }: { service: string }) => service)).not.toContain('payment');
    const { rows, clockSkew } = await get(`/traces/${SKEWED}/statistics?skew=off`);
    expect(rows[0]).toMatchObject({ name: 'checkout', selfNs: 300 * MS });
    expect(clockSkew).toBeNull();
  });
});

it('has the logs of a trace, oldest first, whenever it was', async () => {
  const answer = await get(`/traces/${TRACE}/logs`);
  expect(answer.logs.map(({ body }: { body: string }) => body)).toEqual(['early', 'late']);
  const newest = await get(`/trace/logs?traceId=${TRACE}&order=newest&limit=1`);
  expect(newest.logs).toMatchObject([{ body: 'late' }]);
  const rest = await get(`/traces/${TRACE}/logs?order=newest&limit=1&cursor=${encodeURIComponent(newest.nextCursor)}`);
  expect(rest.logs).toMatchObject([{ body: 'early' }]);
  expect((await get(`/traces/${TRACE}/logs?start=now-1m`)).logs).toEqual([]);
});

it.each([
  ['critical-path?include=slack', CriticalPathAnswer],
  ['statistics?by=operation', StatisticsAnswer],
  ['statistics?by=attribute&attribute=service.name', StatisticsAnswer],
  ['baggage', BaggageAnswer],
  ['logs', LogsAnswer],
])('%s is what its schema says, also of a hostile trace, by path and by parameter', async (name, schema) => {
  for (const traceId of [TRACE, HOSTILE]) {
    const answer = await get(`/traces/${traceId}/${name}`);
    expect([...Value.Errors(schema, answer)]).toEqual([]);
    expect(await get(`/trace/${name}${name.includes('?') ? '&' : '?'}traceId=${traceId}`)).toEqual(answer);
  }
});

it.each([
  ['trace-not-found', `/traces/${UNKNOWN}/critical-path`],
  ['trace-not-found', `/traces/${UNKNOWN}/statistics`],
  ['trace-not-found', `/traces/${UNKNOWN}/statistics?by=attribute&attribute=a`],
  ['trace-not-found', `/trace/baggage?traceId=${UNKNOWN}`],
  ['trace-not-found', `/traces/${UNKNOWN}/logs`],
  ['bad-trace-id', '/traces/xyz/critical-path'],
  ['bad-trace-id', `/traces/${encodeURIComponent("' OR 1=1 --")}/statistics`],
  ['bad-trace-id', `/traces/${encodeURIComponent('../../etc/passwd')}/baggage`],
  ['bad-trace-id', `/traces/${encodeURIComponent('<script>')}/logs?start=now-1h`],
  ['bad-span-id', `/traces/${TRACE}/critical-path?root=1`],
  ['span-not-found', `/traces/${TRACE}/critical-path?root=ffffffffffffffff`],
  ['bad-parameter', `/traces/${TRACE}/critical-path?include=drag`],
  ['bad-parameter', `/traces/${TRACE}/critical-path?colour=blue`],
  ['bad-parameter', `/traces/${TRACE}/baggage?skew=on`],
  ['bad-parameter', '/trace/critical-path'],
  ['bad-parameter', `/traces/${TRACE}/statistics?by=colour`],
  ['bad-parameter', `/traces/${TRACE}/statistics?by=attribute`],
  ['bad-parameter', `/traces/${TRACE}/statistics?attribute=a`],
  ['limit-out-of-range', `/traces/${TRACE}/logs?limit=0`],
  ['bad-cursor', `/traces/${TRACE}/logs?cursor=abc`],
])('%s: %s', async (kind, path) => expect((await get(path)).type).toBe(`urn:watchingcat:problem:${kind}`));
