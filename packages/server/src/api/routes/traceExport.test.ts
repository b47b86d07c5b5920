import { COMPLETE, spansFromOtlpJson, type SpanDetails, type Telemetry } from '@watchingcat/model';
import { parseTraceFile } from '@watchingcat/sources';
import type { FastifyInstance } from 'fastify';
import { FIRST_START, MINUTES, seededSpans } from '../../../test/seededSpans.ts';
import { seededApi } from '../../../test/seededApi.ts';
import { openSeededStore, type SeededStore } from '../../../test/seededStore.ts';

const spans = seededSpans(5, 30);
const traces = Map.groupBy(spans, ({ traceId }) => traceId);
const [traceId, sent] = [...traces].find(([, all]) => all.length > 2)!;
const END = FIRST_START + BigInt(MINUTES) * 60_000_000_000n;
const range = `start=${FIRST_START}&end=${END}`;
let seeded: SeededStore;
let app: FastifyInstance;

const api = (telemetry: Telemetry) => seededApi(seeded, { telemetry, now: () => END });
beforeAll(async () => {
  seeded = await openSeededStore(spans);
  app = await api(seeded.telemetry);
}, 60_000);
afterAll(async () => {
  await app.close();
  await seeded.close();
});

const get = (path: string, accept = '*/*') => app.inject({ url: `/api/v1${path}`, headers: { accept } });
const byId = (all: readonly SpanDetails[]) => [...all].sort((a, b) => (a.spanId < b.spanId ? -1 : 1));
const idsOf = (all: readonly SpanDetails[]) => all.map(({ spanId }) => spanId).sort();

it('gives every span of a trace as OTLP JSON, by path and by parameter', async () => {
  const inPath = await get(`/traces/${traceId}/export`);
  const asParameter = await get(`/trace/export?traceId=${traceId}&format=otlp`);
  expect(inPath.body).toBe(asParameter.body);
  expect(byId(spansFromOtlpJson(inPath.json()))).toEqual(byId(sent));
});

it.each([
  ['otlp', 'application/json', 'otlp.json'],
  ['jaeger', 'application/json', 'jaeger.json'],
  ['csv', 'text/csv', 'csv'],
  ['html', 'text/html', 'html'],
])('is a file of its type as %s, which a browser saves and does not run', async (format, type, extension) => {
  const { statusCode, headers, body } = await get(`/traces/${traceId}/export?format=${format}`, type);
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toContain(type);
  expect(headers['content-disposition']).toBe(`attachment; filename="trace-${traceId}.${extension}"`);
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(JSON.parse(headers['x-watchingcat-coverage'] as string)).toEqual(COMPLETE);
  for (const { spanId } of sent) expect(body).toContain(spanId);
});

it('gives some spans of a trace, and says when some of them are not stored', async () => {
  const [first, second] = sent;
  const some = await get(`/traces/${traceId}/export?spanIds=${first.spanId}&spanIds=${second.spanId}`);
  expect(idsOf(spansFromOtlpJson(some.json()))).toEqual(idsOf([first, second]));
  expect(some.json().coverage).toEqual(COMPLETE);
  const lacking = await get(`/traces/${traceId}/export?spanIds=${first.spanId}&spanIds=00000000000000ff`);
  expect(lacking.json().coverage).toEqual({
    kind: 'partial',
    reason: '1 of the 2 spans that were asked for are not stored.',
  });
});

it('gives the traces of a search in one file that can be read again', async () => {
  const response = await get(`/traces/export?${range}&limit=1000&format=jaeger`);
  expect(idsOf(parseTraceFile(response.body).traces.flatMap((trace) => trace.spans))).toEqual(idsOf(spans));
  expect(response.headers['content-disposition']).toBe(`attachment; filename="traces-${traces.size}.jaeger.json"`);
  expect(JSON.parse(response.headers['x-watchingcat-coverage'] as string)).toEqual(COMPLETE);
});

it('says that a search has more, and how to get it', async () => {
  const page = await get(`/traces/export?${range}&limit=4`);
  expect(page.json().coverage).toEqual({ kind: 'capped', cap: 'limit', limit: 4 });
  const cursor = page.headers['x-watchingcat-next-cursor'] as string;
  const next = await get(`/traces/export?${range}&limit=4&cursor=${encodeURIComponent(cursor)}`);
  const ids = (response: typeof page) => new Set(spansFromOtlpJson(response.json()).map((span) => span.traceId));
  expect(ids(next).size).toBe(4);
  expect([...ids(page)].filter((id) => ids(next).has(id))).toEqual([]);
});

const post = (payload: object) => app.inject({ method: 'POST', url: '/api/v1/traces/export', payload });

it('gives traces by their ids, each once, and says which are not stored', async () => {
  const [one, two] = [...traces.keys()];
  const some = await post({ traceIds: [two, one.toUpperCase(), one], format: 'jaeger' });
  expect(parseTraceFile(some.body).traces.map((trace) => trace.traceId)).toEqual([two, one]);
  expect(some.headers['x-watchingcat-traces']).toBe('2');
  const lacking = await post({ traceIds: [one, `${'0'.repeat(31)}1`] });
  expect(new Set(spansFromOtlpJson(lacking.json()).map((span) => span.traceId))).toEqual(new Set([one]));
  expect(lacking.json().coverage).toEqual({ kind: 'partial', reason: '1 of the 2 traces are not stored (any more).' });
});

it('takes a search as a body, too', async () => {
  const asked = { start: `${FIRST_START}`, end: `${END}`, limit: 4, format: 'csv' };
  const byQuery = await get(`/traces/export?${range}&limit=4&format=csv`);
  expect((await post(asked)).body).toBe(byQuery.body);
  expect(byQuery.headers['x-watchingcat-traces']).toBe('4');
});

it.each([
  [{ traceIds: [] }, 400, 'bad-parameter'],
  [{ traceIds: ['xyz'] }, 400, 'bad-trace-id'],
  [{ traceIds: ['1'.repeat(32)] }, 404, 'trace-not-found'],
  [{ traceIds: ['1'.repeat(32)], service: 'cart' }, 400, 'bad-parameter'],
  [{ limit: 1001 }, 400, 'limit-out-of-range'],
])('POST %j is refused with %i %s', async (payload, status, kind) => {
  const response = await post(payload);
  expect([response.statusCode, response.json().type]).toEqual([status, `urn:watchingcat:problem:${kind}`]);
});

it('stops before a trace that would make the file too large, and says so', async () => {
  const summary = (index: number, size: number) => ({ traceId: `${index}`.padStart(32, '0'), rootService: '', rootOperation: '', start: 0n, durationMs: 1, spans: size, errors: 0, services: [] });
  const read: string[] = [];
  const huge = Object.assign(Object.create(seeded.telemetry) as Telemetry, {
    searchTraces: async () => ({ traces: [summary(1, 60_000), summary(2, 50_000), summary(3, 1)], nextCursor: 'x', coverage: COMPLETE }),
    spansOfTrace: async (id: string) => {
      read.push(id);
      return { spans: new Array<SpanDetails>(60_000).fill(sent[0]), coverage: COMPLETE };
    },
  });
  const bounded = await api(huge);
  const response = await bounded.inject('/api/v1/traces/export');
  expect(read).toEqual([summary(1, 0).traceId]);
  expect(response.json().coverage).toEqual({ kind: 'capped', cap: 'MAX_SPANS_PER_ANSWER', limit: 100_000 });
  await bounded.close();
}); // prettier-ignore

it.each([
  ['/traces/xyz/export', 400, 'bad-trace-id'],
  [`/traces/${traceId}/export?format=pdf`, 400, 'bad-parameter'],
  [`/traces/${traceId}/export?spanIds=1`, 400, 'bad-span-id'],
  [`/traces/${traceId}/export?spanIds=00000000000000ff`, 404, 'span-not-found'],
  [`/trace/export?traceId=${'0'.repeat(31)}1`, 404, 'trace-not-found'],
  [`/traces/export?${range}&service=nobody`, 404, 'trace-not-found'],
  ['/traces/export?limit=1001', 400, 'limit-out-of-range'],
  ['/trace/export', 400, 'bad-parameter'],
])('%s is refused with %i %s', async (path, status, kind) => {
  const response = await get(path);
  expect(response.statusCode).toBe(status);
  expect(response.json().type).toBe(`urn:watchingcat:problem:${kind}`);
});
