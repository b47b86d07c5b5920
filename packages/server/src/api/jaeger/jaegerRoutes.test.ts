import { TelemetryError, type SpanDetails, type Telemetry } from '@watchingcat/model';
import { JaegerSource, type Transport } from '@watchingcat/sources';
import type { FastifyInstance } from 'fastify';
import { asStored, byId, inMicroseconds, ORDER_TRACE } from '../../../../sources/src/jaeger/testing/orderTrace.ts';
import captured from '../../../../sources/src/jaeger/testing/orderTrace.api.json' with { type: 'json' };
import { seededApi } from '../../../test/seededApi.ts';
import { FIRST_START, MINUTES, OPERATIONS, seededSpans, SERVICES } from '../../../test/seededSpans.ts';
import { openSeededStore, type SeededStore } from '../../../test/seededStore.ts';

const spans = [...seededSpans(11, 40), ...ORDER_TRACE];
const traces = Map.groupBy(spans, ({ traceId }) => traceId);
const END = FIRST_START + BigInt(MINUTES) * 60_000_000_000n;
const RANGE = { start: FIRST_START, end: END };
const range = `start=${FIRST_START / 1_000n}&end=${END / 1_000n}`;
let seeded: SeededStore;
let app: FastifyInstance;
let source: JaegerSource;

const api = (telemetry: Telemetry) => seededApi(seeded, { telemetry, now: () => END });

/** As a client that was given `<server>/jaeger` for an address. */
const transportTo =
  (server: FastifyInstance): Transport =>
  async ({ path, query = {} }) => {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) parameters.append(name, String(value));
    const { statusCode, body } = await server.inject(`/jaeger${path}?${parameters.toString()}`);
    return { status: statusCode, body: JSON.parse(body) as unknown };
  };

beforeAll(async () => {
  seeded = await openSeededStore(spans);
  app = await api(seeded.telemetry);
  source = new JaegerSource(transportTo(app));
}, 60_000);
afterAll(async () => {
  await app.close();
  await seeded.close();
});

const get = async (path: string) => {
  const { statusCode, body, headers } = await app.inject(`/jaeger/api${path}`);
  return { status: statusCode, headers, body: JSON.parse(body) };
};
const asJaegerHasIt = (sent: readonly SpanDetails[]) => byId(sent).map((span) => inMicroseconds(asStored(span)));

describe('what a reader of Jaeger gets', () => {
  it('is every trace as it was sent, as far as Jaeger can hold it', async () => {
    for (const [traceId, sent] of traces) expect(byId((await source.spans(traceId))!)).toEqual(asJaegerHasIt(sent));
  }, 60_000);

  it('is the services and operations of the store, names of any characters included', async () => {
    expect(await source.services()).toEqual([...SERVICES].sort());
    for (const service of SERVICES) {
      const { operations } = await seeded.telemetry.operations(service, RANGE);
      const names = operations.map(({ name }) => name).sort();
      expect((await source.operations(service)).map(({ name }) => name)).toEqual(names);
      expect((await get(`/services/${encodeURIComponent(service)}/operations`)).body).toMatchObject({
        data: names,
        total: names.length,
      });
    }
  });

  it('is the calls between services', async () => {
    const { nodes, edges } = await seeded.telemetry.serviceGraph(RANGE);
    const services = nodes.filter(({ kind }) => kind === 'service').map(({ name }) => name);
    const expected = edges
      .filter(({ from, to }) => services.includes(from) && services.includes(to))
      .map(({ from, to, calls }) => ({ parent: from, child: to, calls }));
    expect(expected).not.toHaveLength(0);
    expect(await source.dependencies(RANGE)).toEqual(expected);
  });

  const conditions = SERVICES.flatMap((service) => [
    { service },
    { service, operation: OPERATIONS[1] },
    { service, minDurationMs: 1 },
    { service, maxDurationMs: 1 },
    { service, operation: OPERATIONS[0], minDurationMs: 0.01, maxDurationMs: 100 },
    { service, tags: { 'customer.tier': 'gold' } },
    { service, tags: { 'span.kind': 'server' } },
    { service, tags: { error: 'true', 'http.route': '/cart' } },
    { service, tags: { 'otel.status_code': 'OK' }, maxDurationMs: 10 },
  ]);
  it.each(conditions)('is the traces with one span that meets all of %j', async (wanted) => {
    const { service, operation, minDurationMs = 0, maxDurationMs = Infinity, tags = {} } = wanted as Wanted;
    const matching = [...traces].filter(([, sent]) =>
      sent.some(
        (span) =>
          span.service === service &&
          span.start < END &&
          (operation === undefined || span.operation === operation) &&
          span.durationNs >= minDurationMs * 1e6 &&
          span.durationNs <= maxDurationMs * 1e6 &&
          Object.entries(tags).every(([key, text]) => tagOf(span, key) === text),
      ),
    );
    // The newest may start at the very end of the range, and not before.
    const found = await source.searchTraces({ ...wanted, range: { start: FIRST_START, end: END }, limit: 100 });
    expect(found.traces.map(([{ traceId }]) => traceId).sort()).toEqual(matching.map(([traceId]) => traceId).sort());
  });

  interface Wanted {
    readonly service: string;
    readonly operation?: string;
    readonly minDurationMs?: number;
    readonly maxDurationMs?: number;
    readonly tags?: Readonly<Record<string, string>>;
  }

  function tagOf(span: SpanDetails, key: string): string | undefined {
    if (key === 'span.kind') return span.kind;
    if (key === 'error') return span.status === 'error' ? 'true' : undefined;
    if (key === 'otel.status_code') return span.status.toUpperCase();
    const value = span.attributes.get(key);
    return typeof value === 'string' ? value : undefined;
  }
});

describe('as jaeger-query 1.62 answers', () => {
  const { traceId } = ORDER_TRACE[0];
  const bySpanId = (trace: (typeof captured.data)[0]) => ({
    ...trace,
    spans: [...trace.spans].sort((a, b) => (a.spanID < b.spanID ? -1 : 1)),
  });

  it('is a trace that is asked for raw, to the byte of what was captured', async () => {
    const { body } = await get(`/traces/${traceId}?raw=true`);
    expect({ ...body, data: body.data.map(bySpanId) }).toEqual({ ...captured, data: captured.data.map(bySpanId) });
  });

  it('is a trace with sorted tags otherwise, of one key the text first', async () => {
    const { body } = await get(`/traces/${traceId}`);
    const order = body.data[0].spans.find(({ operationName }: { operationName: string }) => operationName === 'POST /orders');
    const keys: string[] = order.tags.map(({ key, type }: { key: string; type: string }) => `${key} ${type}`);
    expect(keys.slice(0, 3)).toEqual(['error string', 'error bool', 'http.route string']);
    expect(order.logs[0].fields.map(({ key }: { key: string }) => key)).toEqual(['event', 'exception.message', 'retry']);
  }); // prettier-ignore

  it('warns of a span whose parent is not there', async () => {
    const [rootless] = [...traces.values()].filter((sent) => sent.every(({ parentSpanId }) => parentSpanId !== undefined));
    const { body } = await get(`/traces/${rootless[0].traceId}`);
    expect(body.data[0].spans.flatMap(({ warnings }: { warnings: string[] | null }) => warnings ?? [])).toEqual([
      'invalid parent span IDs=ffffffffffffffff; skipping clock skew adjustment',
    ]);
  }); // prettier-ignore

  it('is several traces by id, with an error for each that is missing', async () => {
    const [first, second] = traces.keys();
    const { body } = await get(`/traces?traceID=${first}&traceID=ff&traceID=${second}`);
    expect(body.data.map(({ traceID }: { traceID: string }) => traceID)).toEqual([first, second]);
    expect(body.errors).toEqual([{ msg: 'trace not found', traceID: '00000000000000ff' }]);
  });

  it('has kinds of operations as far as it knows them: none are calls', async () => {
    const { body } = await get('/operations?service=cart&spanKind=server');
    expect(body.data[0]).toEqual({ name: expect.any(String), spanKind: '' });
    expect((await get('/operations?service=cart&spanKind=client')).body.data).toEqual([]);
  });

  it('is cut at the limit, newest first', async () => {
    const { body } = await get(`/traces?service=cart&${range}&limit=3&lookback=1h`);
    const all = await get(`/traces?service=cart&${range}&limit=5000`);
    const ids = (answer: typeof body): string[] => answer.data.map(({ traceID }: { traceID: string }) => traceID);
    expect(ids(body)).toEqual(ids(all.body).slice(0, 3));
  });

  it('is printed with line ends for people who ask for it', async () => {
    expect((await app.inject('/jaeger/api/services?prettyPrint=true')).body).toContain('{\n    "data": [\n');
  });

  it.each([
    ['/traces', 400, "parameter 'service' is required"],
    ['/operations', 400, "parameter 'service' is required"],
    ['/traces?service=a&start=yesterday', 400, "unable to parse param 'start'"],
    ['/traces?service=a&minDuration=soon', 400, "unable to parse param 'minDuration': time: invalid duration"],
    ['/traces?service=a&minDuration=2s&maxDuration=1s', 400, "'maxDuration' should be greater than 'minDuration'"],
    ['/traces?service=a&limit=0', 400, "unable to parse param 'limit'"],
    ['/traces?service=a&tags=%7B', 400, "malformed 'tags' parameter"],
    ['/traces?service=a&tags=%7B%22a%22%3A1%7D', 400, "malformed 'tags' parameter"],
    ['/traces?service=a&tag=a', 400, "malformed 'tag' parameter, expecting key:value, received: a"],
    ['/traces?traceID=xyz', 400, 'is not a trace id'],
    ['/traces/xyz', 400, 'is not a trace id'],
    [`/traces/${'f'.repeat(33)}`, 400, 'is not a trace id'],
    ['/traces/ff', 404, 'trace not found'],
    ['/dependencies?endTs=now', 400, "unable to parse param 'endTs'"],
    ['/nothing', 404, "no GET /jaeger/api/nothing of Jaeger's query API"],
  ])('GET %s is refused with %i: %s', async (path, status, message) => {
    const answer = await get(path);
    expect(answer.body).toEqual({
      data: null,
      total: 0,
      limit: 0,
      offset: 0,
      errors: [{ code: status, msg: expect.stringContaining(message) }],
    });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toContain('application/json');
  });

  it.each(['1.5s', '250ms', '1h30m', '.5s', '10us', '10µs', '0'])('takes a duration of %s', async (duration) =>
    expect((await get(`/traces?service=a&minDuration=${encodeURIComponent(duration)}`)).status).toBe(200),
  );
});

describe('access and failures', () => {
  it('is not for pages that come by a foreign name', async () => {
    const { statusCode, body } = await app.inject({ url: '/jaeger/api/services', headers: { host: 'evil.example' } });
    expect([statusCode, JSON.parse(body).errors[0].code]).toEqual([421, 421]);
  });

  it('names the methods that it takes', async () => {
    const { statusCode, headers } = await app.inject({ method: 'POST', url: '/jaeger/api/services' });
    expect([statusCode, headers['allow']]).toEqual([405, 'GET, HEAD']);
  });

  it("says in Jaeger's form what the store says", async () => {
    const services = () => Promise.reject(new TelemetryError('unreachable', 'The store restarts.'));
    const failing = await api(Object.assign(Object.create(seeded.telemetry) as Telemetry, { services }));
    const { statusCode, body, headers } = await failing.inject('/jaeger/api/services');
    expect(statusCode).toBe(503);
    expect(headers['retry-after']).toBe('5');
    expect(JSON.parse(body).errors).toEqual([{ code: 503, msg: 'The store restarts.' }]);
    await failing.close();
  });

  it('looks at no more traces than it may, and says so', async () => {
    let pages = 0;
    const [sent] = traces.values();
    const summary = { traceId: sent[0].traceId, rootService: '', rootOperation: '', start: sent[0].start, durationMs: 1, spans: 1, errors: 0, services: [] };
    const endless = Object.assign(Object.create(seeded.telemetry) as Telemetry, {
      searchTraces: async () => {
        pages++;
        return { traces: Array.from({ length: 100 }, () => summary), nextCursor: 'more', coverage: { kind: 'complete' } };
      },
      spansOfTrace: async () => ({ spans: sent, coverage: { kind: 'complete' } }),
    });
    const bounded = await api(endless);
    const { data, errors } = (await bounded.inject('/jaeger/api/traces?service=nobody&minDuration=1h')).json();
    expect([data, pages]).toEqual([[], 10]);
    expect(errors).toEqual([{ msg: 'only the newest 1000 traces were looked at: ask for a shorter time range' }]);
    await bounded.close();
  }); // prettier-ignore
});
