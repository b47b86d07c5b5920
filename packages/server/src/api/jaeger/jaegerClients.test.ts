// The requests that clients of Jaeger's query API make, each as they spell it, over HTTP: Grafana's Jaeger data source (after its
// documentation and the addresses that its users report), and jaeger-ui as it comes with Jaeger 1.62. What the answers hold is compared
// with a real Jaeger's in jaegerRoutes.test.ts and jaegerRoutes.stack.test.ts.
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { ORDER_TRACE, SENT_AT } from '../../../../sources/src/jaeger/testing/orderTrace.ts';
import { seededApi } from '../../../test/seededApi.ts';
import { FIRST_START, MINUTES, seededSpans, SERVICES } from '../../../test/seededSpans.ts';
import { openSeededStore, type SeededStore } from '../../../test/seededStore.ts';

const seeds = seededSpans(11, 20);
const [ROOT] = ORDER_TRACE;
const HOUR_US = 3_600_000_000n;
const START_US = SENT_AT / 1_000n - HOUR_US;
const END_US = SENT_AT / 1_000n + HOUR_US;
const NOW = FIRST_START + BigInt(MINUTES) * 60_000_000_000n;
let seeded: SeededStore;
let app: FastifyInstance;
let later: FastifyInstance;
let url: string;
let laterUrl: string;

beforeAll(async () => {
  seeded = await openSeededStore([...seeds, ...ORDER_TRACE]);
  [app, later] = await Promise.all(
    [NOW, SENT_AT + 60_000_000_000n].map((now) => seededApi(seeded, { now: () => now })),
  );
  [url, laterUrl] = await Promise.all(
    [app, later].map(async (server) => {
      await server.listen({ port: 0, host: '127.0.0.1' });
      return `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/jaeger`;
    }),
  );
}, 60_000);
afterAll(async () => {
  await Promise.all([app.close(), later.close()]);
  await seeded.close();
});

async function get(path: string, server = url) {
  const response = await fetch(server + path, { headers: { accept: 'application/json, text/plain, */*' } });
  return { status: response.status, body: await response.json() };
}
const traceIds = (body: { data: { traceID: string }[] }): string[] => body.data.map(({ traceID }) => traceID);

/** Unescaped, as a person reads it in the address bar of a proxy. */
const search = (parameters: Record<string, string>) => `/api/traces?${new URLSearchParams(parameters).toString()}`;
const around = { start: String(START_US), end: String(END_US) };

describe("Grafana's Jaeger data source", () => {
  it('finds services when it is saved and tested, and fills its list with them', async () => {
    const { status, body } = await get('/api/services');
    expect([status, body.errors]).toEqual([200, null]);
    expect(body.data).toEqual([...SERVICES].sort());
  });

  it.each(SERVICES)('lists the operations of %j, whose name it escapes', async (service) => {
    const { status, body } = await get(`/api/services/${encodeURIComponent(service)}/operations`);
    const { operations } = await seeded.telemetry.operations(service, { start: FIRST_START, end: NOW });
    expect(status).toBe(200);
    expect(body.data).toEqual(operations.map(({ name }) => name).sort());
  });

  it('searches by service alone, in the range of the dashboard', async () => {
    const { status, body } = await get(search({ service: 'checkout', limit: '20', ...around, lookback: 'custom' }));
    expect([status, body.errors, traceIds(body)]).toEqual([200, null, [ROOT.traceId]]);
    const before = { start: String(START_US - HOUR_US), end: String(START_US) };
    expect((await get(search({ service: 'checkout', limit: '20', ...before }))).body.data).toEqual([]);
  });

  it.each([
    [{ operation: 'POST /orders' }, true],
    [{ operation: 'GET /checkout' }, false], // of another service
    [{ tags: '{"http.route":"/orders"}' }, true],
    [{ tags: '{"http.route":"/orders","order.items":"3"}' }, true],
    [{ tags: '{"error":"true","order.gift":"false"}' }, true],
    [{ tags: '{"http.route":"/carts"}' }, false],
    [{ tags: '{}' }, true],
    [{ minDuration: '1.2s' }, true],
    [{ minDuration: '1600ms' }, false],
    [{ maxDuration: '1600ms' }, true],
    [{ maxDuration: '500us' }, false],
    [{ minDuration: '1.2s', maxDuration: '2s', operation: 'POST /orders', tags: '{"service.version":"7"}' }, true],
    [{ minDuration: '', maxDuration: '', operation: '', tags: '' }, true], // fields that are left empty
  ])('searches with %j', async (form, isFound) => {
    const { status, body } = await get(search({ service: 'checkout', ...form, limit: '20', ...around }));
    expect(status).toBe(200);
    expect(traceIds(body)).toEqual(isFound ? [ROOT.traceId] : []);
  });

  it('takes no more traces than its limit', async () => {
    const all = { start: String(FIRST_START / 1_000n), end: String(NOW / 1_000n) };
    const { body } = await get(search({ service: 'cart', limit: '2', ...all, lookback: 'custom' }));
    expect(body.data).toHaveLength(2);
  });

  it.each(['', `?start=${START_US}&end=${END_US}`])(
    'opens a trace by its id, with or without a range of time: %j',
    async (range) => {
      const { status, body } = await get(`/api/traces/${ROOT.traceId}${range}`);
      expect([status, body.errors]).toEqual([200, null]);
      expect(body.data).toHaveLength(1);
      expect(body.data[0].spans.map(({ spanID }: { spanID: string }) => spanID).sort()).toEqual(
        ORDER_TRACE.map(({ spanId }) => spanId).sort(),
      );
    },
  );

  it('is told in words that a trace is not there', async () => {
    const { status, body } = await get(`/api/traces/${'0'.repeat(30)}ff`);
    expect([status, body.data, body.errors]).toEqual([404, null, [{ code: 404, msg: 'trace not found' }]]);
  });

  it('draws the dependency graph of a range from calls, in ms', async () => {
    const end = NOW / 1_000_000n;
    const { status, body } = await get(`/api/dependencies?endTs=${end}&lookback=${MINUTES * 60_000}`);
    expect(status).toBe(200);
    expect(body.data).not.toHaveLength(0);
    for (const link of body.data)
      expect(link).toEqual({ parent: expect.any(String), child: expect.any(String), callCount: expect.any(Number) });
  });
});

describe('jaeger-ui', () => {
  it('searches with the names of empty fields, without values', async () => {
    const path = `/api/traces?end=${END_US}&limit=20&lookback=1h&maxDuration&minDuration&service=checkout&start=${START_US}`;
    const { status, body } = await get(path);
    expect([status, traceIds(body)]).toEqual([200, [ROOT.traceId]]);
  });

  it('searches for an operation, tags and durations together', async () => {
    const form = { operation: 'POST /orders', tags: '{"error":"true"}', minDuration: '1s', maxDuration: '3s' };
    const { body } = await get(search({ service: 'checkout', ...form, limit: '20', lookback: '1h', ...around }));
    expect(traceIds(body)).toEqual([ROOT.traceId]);
  });

  it('asks for the operations of servers', async () => {
    const { status, body } = await get('/api/operations?service=checkout&spanKind=server', laterUrl);
    expect([status, body.data]).toEqual([200, [{ name: 'POST /orders', spanKind: '' }]]);
  });

  it('compares traces by their ids', async () => {
    const { body } = await get(`/api/traces?traceID=${ROOT.traceId}&traceID=${seeds[0].traceId}`);
    expect(traceIds(body)).toEqual([ROOT.traceId, seeds[0].traceId]);
  });

  it.each(['?prettyPrint=true', '?raw=true&prettyPrint=true'])('shows the JSON of a trace with %s', async (query) => {
    const { status, body } = await get(`/api/traces/${ROOT.traceId}${query}`);
    expect([status, traceIds(body)]).toEqual([200, [ROOT.traceId]]);
  });

  it('asks for the dependencies of a week', async () => {
    const { status, body } = await get(`/api/dependencies?endTs=${NOW / 1_000_000n}&lookback=604800000`);
    expect([status, body.errors]).toEqual([200, null]);
  });

  it('can tell for every span its process, its parent and its place in time', async () => {
    const { body } = await get(`/api/traces?service=cart&start=${FIRST_START / 1_000n}&end=${NOW / 1_000n}&limit=1000`);
    const spans = body.data.flatMap((trace: { spans: object[] }) => trace.spans.map((span) => ({ trace, span })));
    expect(spans).not.toHaveLength(0);
    for (const { trace, span } of spans) {
      expect(trace.processes[span.processID]).toMatchObject({
        serviceName: expect.any(String),
        tags: expect.any(Array),
      });
      expect([span.startTime > 0, span.duration >= 0]).toEqual([true, true]);
      for (const list of [span.tags, span.logs, span.references]) expect(list).toEqual(expect.any(Array));
      for (const { refType, traceID, spanID } of span.references)
        expect([refType, traceID, spanID]).toEqual([
          expect.stringMatching(/^(CHILD_OF|FOLLOWS_FROM)$/),
          expect.any(String),
          expect.any(String),
        ]);
    }
  });

  it.each([
    ['POST', '/api/archive/1', 404],
    ['POST', '/api/transform', 404],
    ['GET', '/api/metrics/calls?service=cart', 404],
  ])('is told that %s %s is not there', async (method, path, status) => {
    const response = await fetch(url + path, { method });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ data: null, errors: [{ code: status, msg: expect.any(String) }] });
  });
});
