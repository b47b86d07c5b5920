import {
  buildTrace,
  COMPLETE,
  decodeTrace,
  spansFromOtlpJson,
  TelemetryError,
  type OtlpTraceJson,
  type SpanDetails,
  type Telemetry,
  type TelemetryErrorCode,
} from '@watchingcat/model';
import { askIngestStatus } from '@watchingcat/sources';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { Value } from 'typebox/value';
import { gunzipSync } from 'node:zlib';
import { seededApi } from '../../test/seededApi.ts';
import { FIRST_START, MINUTES, seededSpans, SERVICES } from '../../test/seededSpans.ts';
import { logsToOtlpJson } from '../../../sources/test/otlpLogs.ts';
import { openSeededStore, type SeededStore } from '../../test/seededStore.ts';
import type { ApiOptions } from './createApi.ts';
import { IngestStatusAnswer } from './ingestSchemas.ts';
import { PROBLEMS } from './problems.ts';
import {
  AttributeNamesAnswer,
  AttributeValuesAnswer,
  Coverage,
  ExemplarsAnswer,
  GraphAnswer,
  Health,
  LogHistogramAnswer,
  LogsAnswer,
  OperationsAnswer,
  RedAnswer,
  ServicesAnswer,
  TracesAnswer,
  TrendsAnswer,
} from './schemas.ts';

const spans = seededSpans(7, 40);
const LOGS = ['card declined', 'card accepted', 'started'].map((body, index) => ({
  time: FIRST_START + BigInt(index),
  severity: 'info' as const,
  severityText: 'INFO',
  hasSeverityNumber: true,
  service: 'checkout',
  body,
  traceId: spans[index].traceId,
  spanId: spans[index].spanId,
  attributes: new Map([['order.id', 7n]]),
  resource: new Map([['service.name', 'checkout']]),
}));
const END = FIRST_START + BigInt(MINUTES) * 60_000_000_000n;
const range = `start=${FIRST_START}&end=${END}`;
let seeded: SeededStore;
let app: FastifyInstance;

const api = (telemetry: Telemetry, options: Partial<ApiOptions> = {}) =>
  seededApi(seeded, {
    telemetry,
    checks: async () => [{ name: 'store', status: 'ok' }],
    hostNames: ['cat.example'],
    now: () => END,
    ...options,
  });

beforeAll(async () => {
  seeded = await openSeededStore(spans, logsToOtlpJson(LOGS));
  app = await api(seeded.telemetry);
}, 60_000);
afterAll(async () => {
  await app.close();
  await seeded.close();
});

function traceOfSize(size: number) {
  const spanIds = Array.from({ length: size }, (_, span) => span.toString(16).padStart(16, '0'));
  return buildTrace({
    traceId: '1'.repeat(32),
    spanIds,
    parentSpanIds: spanIds.map(() => ''),
    start: spanIds.map((_, span) => BigInt(span)),
    durationNs: new Float64Array(size),
    service: spanIds.map(() => 'cart'),
    operation: spanIds.map(() => 'add'),
    kind: new Uint8Array(size),
    status: new Uint8Array(size),
    hasLinks: new Uint8Array(size),
    events: { row: [], time: [], name: [] },
  });
}

const get = (path: string, headers: InjectOptions['headers'] = {}) => app.inject({ url: `/api/v1${path}`, headers });

describe('answers', () => {
  it.each([
    ['/services', ServicesAnswer],
    [`/services?${range}`, ServicesAnswer],
    [`/operations?service=cart&${range}`, OperationsAnswer],
    [`/red?service=cart&step=5m&${range}`, RedAnswer],
    [`/traces?${range}&limit=3`, TracesAnswer],
    [`/services/trends?step=5m&${range}`, TrendsAnswer],
    [`/exemplars?service=cart&${range}`, ExemplarsAnswer],
    [`/logs?${range}&minSeverity=info`, LogsAnswer],
    [`/logs/histogram?${range}&step=10m`, LogHistogramAnswer],
    [`/graph?${range}`, GraphAnswer],
    [`/attributes?${range}&owner=span&service=cart`, AttributeNamesAnswer],
    [`/attribute-values?${range}&name=cart.items`, AttributeValuesAnswer],
    ['/ingest/status', IngestStatusAnswer],
    ['/health', Health],
    ['/ready', Health],
  ])('%s is what its schema says', async (path, schema) => {
    const response = await get(path);
    expect([...Value.Errors(schema, response.json())]).toEqual([]);
    expect(response.statusCode).toBe(200);
  });

  it('takes a name with slashes, quotes and braces in the path and as a parameter', async () => {
    for (const name of SERVICES) {
      const encoded = encodeURIComponent(name);
      const [inPath, asParameter] = await Promise.all([
        get(`/services/${encoded}/operations?${range}`),
        get(`/operations?service=${encoded}&${range}`),
      ]);
      expect(inPath.json().operations).not.toHaveLength(0);
      expect(inPath.json()).toEqual(asParameter.json());
    }
  });

  it('takes the name of an attribute in the path and as a parameter', async () => {
    for (const name of ["we'ird\\key", 'customer.tier', '7']) {
      const encoded = encodeURIComponent(name);
      const [inPath, asParameter] = await Promise.all([
        get(`/attributes/${encoded}/values?${range}`),
        get(`/attribute-values?name=${encoded}&${range}`),
      ]);
      expect(inPath.json().values).not.toHaveLength(0);
      expect(inPath.json()).toEqual(asParameter.json());
    }
  });

  it('gives a trace as OTLP JSON from which the same spans are read', async () => {
    const { traceId } = spans[0];
    const response = await get(`/traces/${traceId.toUpperCase()}`);
    const byId = (a: SpanDetails, b: SpanDetails) => (a.spanId < b.spanId ? -1 : 1);
    expect(spansFromOtlpJson(response.json<OtlpTraceJson>()).sort(byId)).toEqual(
      spans.filter((span) => span.traceId === traceId).sort(byId),
    );
    expect(Value.Check(Coverage, response.json().coverage)).toBe(true);
  });

  it('gives a trace by column, and one span, by path and by parameter', async () => {
    const { traceId, spanId } = spans[0];
    const response = await get(`/trace?traceId=${traceId}&format=columns`);
    expect(response.headers['content-type']).toBe('application/octet-stream');
    const columns = decodeTrace(response.rawPayload);
    expect(columns.trace.spanIds).toContain(spanId);
    expect(columns.coverage).toEqual(COMPLETE);
    expect(decodeTrace((await get(`/traces/${traceId}?format=columns`)).rawPayload)).toEqual(columns);

    const span = (await get(`/span?traceId=${traceId}&spanId=${spanId}`)).json<OtlpTraceJson>();
    expect(spansFromOtlpJson(span)).toEqual([spans[0]]);
    expect((await get(`/traces/${traceId}/spans/${spanId}`)).json()).toEqual(span);
  });

  it('pads a trace id of 16 digits on the left, as Jaeger does', async () => {
    expect((await get('/traces/00000000000000ff')).json()).toMatchObject({
      traceId: '000000000000000000000000000000ff',
    });
  });

  it('finds the same traces by query string and by JSON body', async () => {
    const query = `${range}&service=cart&status=error&minDuration=0.5ms&sort=slowest&attributes=host.name%3Dhost-0`;
    const byQuery = (await get(`/traces?${query}`)).json();
    const byBody = await app.inject({
      method: 'POST',
      url: '/api/v1/traces/search',
      payload: {
        start: String(FIRST_START),
        end: String(END),
        service: 'cart',
        status: 'error',
        minDuration: 0.5,
        sort: 'slowest',
        attributes: { 'host.name': 'host-0' },
      },
    });
    expect(byBody.statusCode).toBe(200);
    expect(byBody.json()).toEqual(byQuery);
    expect(byQuery.traces).not.toHaveLength(0);
  });

  it('finds the same logs by query string and by JSON body, and counts them alike', async () => {
    const query = `${range}&text=DECLINED&minSeverity=info&attributes=order.id%3D7&traceId=${spans[0].traceId}`;
    const body = {
      start: String(FIRST_START),
      end: String(END),
      text: 'DECLINED',
      minSeverity: 'info',
      attributes: { 'order.id': '7' },
      traceId: spans[0].traceId,
    };
    const byQuery = (await get(`/logs?${query}`)).json();
    expect(byQuery).toMatchObject({
      total: 1,
      nextCursor: null,
      logs: [{ body: 'card declined', service: 'checkout' }],
    });
    const byBody = await app.inject({ method: 'POST', url: '/api/v1/logs/search', payload: body });
    expect(byBody.json()).toEqual(byQuery);
    const bars = (await get(`/logs/histogram?${query}`)).json<{ bars: { counts: { info: number } }[] }>();
    expect(bars.bars.reduce((sum, { counts }) => sum + counts.info, 0)).toBe(1);
    const histogram = await app.inject({ method: 'POST', url: '/api/v1/logs/histogram', payload: body });
    expect(histogram.json()).toEqual(bars);
  });

  it('tells of ingest and storage what the plugin understands', async () => {
    const transport = async ({ path }: { path: string }) => ({
      status: 200,
      body: (await app.inject(path)).json<unknown>(),
    });
    const status = await askIngestStatus(transport);
    expect(status.signals.map(({ signal, acceptedRecords }) => [signal, acceptedRecords])).toEqual([
      ['traces', spans.length],
      ['logs', LOGS.length],
      ['metrics', 0],
    ]);
    expect(status.services?.services.map(({ service }) => service).sort()).toEqual([...SERVICES].sort());
    expect(status.storage?.bytes).toBeGreaterThan(0);
  });

  it('is compressed when the client takes gzip', async () => {
    const response = await get(`/red?service=cart&step=1m&${range}`, { 'accept-encoding': 'gzip' });
    expect(response.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(response.rawPayload).toString()).points).toHaveLength(MINUTES);
  });

  it.each([
    ['127.0.0.1', undefined, undefined],
    ['::1', undefined, undefined],
    ['::ffff:127.0.0.1', undefined, undefined],
    ['127.0.0.1', '203.0.113.7', 'gzip'],
    ['203.0.113.7', undefined, 'gzip'],
    ['2001:db8::127.0.0.1', undefined, 'gzip'],
  ])('sends the columns of a trace to %s, for %s, compressed by %s', async (remoteAddress, forwardedFor, encoding) => {
    const answer = { trace: traceOfSize(100), coverage: COMPLETE };
    const server = await api(
      Object.assign(Object.create(seeded.telemetry) as Telemetry, { trace: async () => answer }),
    );
    const headers = { 'accept-encoding': 'gzip', ...(forwardedFor && { 'x-forwarded-for': forwardedFor }) };
    const url = `/api/v1/trace?traceId=${answer.trace.traceId}&format=columns`;
    const response = await server.inject({ url, headers, remoteAddress });
    await server.close();
    expect(response.headers['content-encoding']).toBe(encoding);
    const bytes = encoding === undefined ? response.rawPayload : gunzipSync(response.rawPayload);
    expect(decodeTrace(bytes)).toEqual(answer);
  });
});

describe('problems', () => {
  const id = '0'.repeat(31) + '1';
  it.each<[keyof typeof PROBLEMS, InjectOptions]>([
    ['bad-parameter', { url: '/traces?colour=blue' }],
    ['bad-parameter', { url: '/operations' }],
    ['bad-parameter', { url: '/traces?status=broken' }],
    ['bad-parameter', { url: '/traces?attributes=novalue' }],
    ['bad-parameter', { url: '/traces/search', method: 'POST', payload: { attributes: { a: { b: 1 } } } }],
    ['bad-parameter', { url: '/ingest/status?of=traces' }],
    ['bad-time', { url: '/services?start=yesterday' }],
    ['start-after-end', { url: '/services?start=now&end=now' }],
    ['start-after-end', { url: '/services?start=now&end=now-1m' }],
    ['bad-duration', { url: '/traces?minDuration=fast' }],
    ['bad-duration', { url: '/traces?minDuration=2s&maxDuration=1s' }],
    ['bad-duration', { url: '/red?service=a&step=soon' }],
    ['limit-out-of-range', { url: '/traces?limit=0' }],
    ['limit-out-of-range', { url: '/traces?limit=1001' }],
    ['limit-out-of-range', { url: '/traces?limit=many' }],
    ['bad-cursor', { url: '/traces?cursor=abc' }],
    ['bad-cursor', { url: '/logs?cursor=abc' }],
    ['limit-out-of-range', { url: '/logs?limit=1001' }],
    ['bad-parameter', { url: '/logs?minSeverity=loud' }],
    ['bad-parameter', { url: '/exemplars' }],
    ['bad-parameter', { url: '/attribute-values' }],
    ['bad-parameter', { url: '/attributes?owner=event' }],
    ['limit-out-of-range', { url: '/attributes?limit=1001' }],
    ['bad-trace-id', { url: '/logs?traceId=xyz' }],
    ['bad-span-id', { url: '/logs?spanId=1' }],
    ['bad-duration', { url: '/logs/histogram?step=soon' }],
    ['bad-time', { url: '/graph?start=yesterday' }],
    ['bad-trace-id', { url: '/traces/xyz' }],
    ['bad-span-id', { url: `/traces/${id}/spans/1` }],
    [
      'malformed-json',
      { url: '/traces/search', method: 'POST', payload: '{', headers: { 'content-type': 'application/json' } },
    ],
    [
      'malformed-json',
      { url: '/traces/search', method: 'POST', payload: '', headers: { 'content-type': 'application/json' } },
    ],
    ['bad-url', { url: '/services/%ff/operations' }],
    [
      'origin-not-allowed',
      { url: '/traces/search', method: 'POST', payload: {}, headers: { origin: 'https://evil.example' } },
    ],
    ['origin-not-allowed', { url: '/traces/search', method: 'POST', payload: {}, headers: { origin: 'null' } }],
    ['not-found', { url: '/nothing' }],
    ['trace-not-found', { url: `/traces/${id}` }],
    ['trace-not-found', { url: `/trace?traceId=${id}&format=columns` }],
    ['span-not-found', { url: `/traces/${id}/spans/00000000000000ff` }],
    ['method-not-allowed', { url: '/services', method: 'DELETE' }],
    ['method-not-allowed', { url: '/traces/search', method: 'GET' }],
    ['not-acceptable', { url: '/services', headers: { accept: 'text/html' } }],
    ['not-acceptable', { url: '/services', headers: { accept: 'application/json;q=0' } }],
    ['body-too-large', { url: '/traces/search', method: 'POST', payload: { service: 'x'.repeat(1_100_000) } }],
    [
      'unsupported-media-type',
      { url: '/traces/search', method: 'POST', payload: '<x/>', headers: { 'content-type': 'text/xml' } },
    ],
    ['host-not-allowed', { url: '/services', headers: { host: 'evil.example' } }],
  ])('%s: %j', async (kind, request) => {
    const response = await app.inject({ ...request, url: `/api/v1${request.url as string}` });
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({
      type: `urn:watchingcat:problem:${kind}`,
      status: PROBLEMS[kind].status,
      title: PROBLEMS[kind].title,
      detail: expect.stringMatching(/\w+/),
    });
    expect(response.statusCode).toBe(PROBLEMS[kind].status);
  });

  it('names the methods that a route takes', async () => {
    const response = await app.inject({ method: 'PUT', url: '/api/v1/traces/search' });
    expect(response.headers.allow).toBe('POST');
  });

  it.each<[TelemetryErrorCode, keyof typeof PROBLEMS]>([
    ['unreachable', 'unavailable'],
    ['timeout', 'timeout'],
    ['too_much', 'too-much'],
    ['bad_answer', 'source-failed'],
    ['unauthorized', 'source-failed'],
  ])('answers a Telemetry that says %s with %s', async (code, kind) => {
    const failing = await api(failingWith(new TelemetryError(code, 'Do this.')));
    const response = await failing.inject('/api/v1/services');
    expect(response.json()).toMatchObject({ type: `urn:watchingcat:problem:${kind}`, detail: 'Do this.' });
    expect(response.headers['retry-after']).toBe(kind === 'unavailable' ? '5' : undefined);
    await failing.close();
  });

  it('tells nothing of a fault of its own but the request id', async () => {
    const failing = await api(failingWith(new Error('secret')));
    const response = await failing.inject('/api/v1/services');
    expect(response.json()).toMatchObject({
      type: 'urn:watchingcat:problem:internal-error',
      requestId: expect.any(String),
    });
    expect(response.body).not.toContain('secret');
    await failing.close();
  });

  it('lists every type', async () => {
    const { problems } = (await get('/problems')).json();
    expect(problems).toHaveLength(Object.keys(PROBLEMS).length);
  });
});

/** Fails in `services`; nothing else is asked. */
function failingWith(error: Error): Telemetry {
  return Object.assign(Object.create(seeded.telemetry) as Telemetry, { services: () => Promise.reject(error) });
}

describe('readiness', () => {
  it('is 503 while something does not work, and says what', async () => {
    const checks = async () => [{ name: 'store', status: 'failed' as const, detail: 'It restarts.' }];
    const failing = await api(seeded.telemetry, { checks });
    const [ready, health] = await Promise.all([failing.inject('/api/v1/ready'), failing.inject('/api/v1/health')]);
    expect([ready.statusCode, health.statusCode]).toEqual([503, 200]);
    expect(ready.json().checks).toEqual(await checks());
    await failing.close();
  });

  it('is given while only something beside reading does not work', async () => {
    const checks = async () => [
      { name: 'store', status: 'ok' as const },
      { name: 'disk', status: 'degraded' as const, detail: 'Make room.' },
    ];
    const degraded = await api(seeded.telemetry, { checks });
    const ready = await degraded.inject('/api/v1/ready');
    expect([ready.statusCode, ready.json().status]).toEqual([200, 'degraded']);
    expect(ready.json().checks).toEqual(await checks());
    await degraded.close();
  });
});

describe('/metrics', () => {
  it('is for Prometheus, beside the API', async () => {
    const response = await app.inject({
      url: '/metrics',
      headers: { accept: 'text/plain;version=0.0.4;q=0.5,*/*;q=0.1' },
    });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(response.body).toContain('watchingcat_build_info{version="1.2.3"');
  });

  it('is not for pages that come by a foreign name', async () =>
    expect((await app.inject({ url: '/metrics', headers: { host: 'evil.example' } })).statusCode).toBe(421));
});

describe('access', () => {
  it.each([
    'localhost:3000',
    '127.0.0.1',
    '[::1]:3000',
    '192.168.1.5:3000',
    'cat.example',
    'CAT.example:80',
    'a.localhost',
  ])('answers to %s', async (host) => expect((await get('/health', { host })).statusCode).toBe(200));

  it.each(['cat.example.evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', 'cat.example@evil'])(
    'does not answer to %j',
    async (host) => expect((await get('/health', { host })).statusCode).toBe(421),
  );

  it('takes a request that a page of its own sends', async () => {
    const headers = { host: 'localhost:3000', origin: 'http://localhost:3000' };
    const response = await app.inject({ method: 'POST', url: '/api/v1/traces/search', payload: {}, headers });
    expect(response.statusCode).toBe(200);
  });
});

describe('a client that goes away', () => {
  it('ends the query', async () => {
    const ended = Promise.withResolvers<void>();
    const asked = Promise.withResolvers<void>();
    const telemetry = Object.assign(Object.create(seeded.telemetry) as Telemetry, {
      searchTraces: (_query: unknown, signal: AbortSignal) => {
        asked.resolve();
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            ended.resolve();
            reject(signal.reason as Error);
          });
        });
      },
    });
    const waiting = await api(telemetry);
    const url = await waiting.listen({ port: 0, host: '127.0.0.1' });
    const abort = new AbortController();
    const request = fetch(`${url}/api/v1/traces/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
      signal: abort.signal,
    });
    await asked.promise;
    abort.abort();
    await expect(request).rejects.toThrow();
    await ended.promise;
    await waiting.close();
  });
});

describe('documentation', () => {
  it('describes every route and its errors as OpenAPI 3.1', async () => {
    const document = (await get('/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).sort()).toEqual(
      [
        'health',
        'ready',
        'problems',
        'ingest/status',
        'services',
        'operations',
        'red',
        'services/{name}/operations',
        'services/{name}/red',
        'traces',
        'traces/search',
        'traces/critical-path/aggregate',
        'traces/outliers',
        'traces/{traceId}',
        'traces/{traceId}/export',
        'trace/export',
        'traces/export',
        'trace',
        'traces/{traceId}/flamegraph',
        'trace/flamegraph',
        'traces/{traceId}/spans/{spanId}',
        'span',
        'traces/compare',
        ...['critical-path', 'statistics', 'baggage', 'logs'].flatMap((name) => [
          `traces/{traceId}/${name}`,
          `trace/${name}`,
        ]),
        'services/trends',
        'exemplars',
        'attributes',
        'attributes/{name}/values',
        'attribute-values',
        'logs',
        'logs/search',
        'logs/histogram',
        'graph',
      ]
        .map((path) => `/api/v1/${path}`)
        .sort(),
    );
    expect(document.paths['/api/v1/traces/{traceId}'].get.responses['404'].description).toContain('trace-not-found');
  });

  it('has a page to try it that loads nothing from elsewhere', async () => {
    const page = await app.inject('/api/docs/');
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('<title>WatchingCat API</title>');
    expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect((await app.inject('/')).headers.location).toBe('/api/docs');
  });
});

describe('with a shell', () => {
  it("reaches the API through the data source's route, as in Grafana", async () => {
    const shell = await api(seeded.telemetry, {
      registerShell: async (instance) => {
        instance.get('/', async () => 'the page');
      },
    });
    const proxied = await shell.inject(`/api/datasources/proxy/uid/watchingcat/server/api/v1/services?${range}`);
    expect(proxied.json().coverage).toEqual(COMPLETE);
    expect((await shell.inject('/')).body).toBe('the page');
    await shell.close();
  });
});
