// What every Telemetry answers for the same few spans, whatever stands behind it. An implementation is held to it by one call of
// `describeTelemetryContract` in a test of its own.
import type {
  AttributeNamesQuery,
  AttributeValuesQuery,
  LogQuery,
  SpanDetails,
  Telemetry,
  TraceSort,
} from '@watchingcat/model';
import { MAX_EXEMPLARS, NS_PER_MS, NS_PER_SECOND, QueryError, SPAN_FLAG, TelemetryError } from '@watchingcat/model';
import type { SentLog } from './otlpLogs.ts';

export interface ContractSubject {
  readonly telemetry: Telemetry;
  readonly close: () => Promise<void>;
}

/** What a Telemetry is filled with. */
export interface ContractContent {
  readonly spans: readonly SpanDetails[];
  readonly logs: readonly SentLog[];
}

/** What the backends behind a Telemetry cannot keep. */
export interface ContractTraits {
  /** Jaeger's search cuts times to microseconds; one trace has nanoseconds. */
  readonly searchPrecisionNs?: bigint;
  /** Jaeger 1.x drops the attributes of links. */
  readonly keepsLinkAttributes?: boolean;
}

/** @param open makes a Telemetry that holds exactly this */
export function describeTelemetryContract(
  name: string,
  open: (content: ContractContent) => Promise<ContractSubject>,
  { searchPrecisionNs = 1n, keepsLinkAttributes = true }: ContractTraits = {},
): void {
  const asFound = ({ start }: SpanDetails) => start - (start % searchPrecisionNs);
  const kept = (sent: SpanDetails): SpanDetails => ({
    ...sent,
    links: sent.links.map((link) => (keepsLinkAttributes ? link : { ...link, attributes: new Map() })),
  });
  describe(`${name}, as a Telemetry`, () => {
    let subject: ContractSubject | undefined;
    let telemetry: Telemetry;
    beforeAll(async () => {
      subject = await open({ spans: SPANS, logs: LOGS });
      ({ telemetry } = subject);
    }, 60_000);
    afterAll(() => subject?.close(), 60_000);

    it('counts the calls that reached a service, not those that it made', async () => {
      const { services, coverage } = await telemetry.services(RANGE);
      const byName = new Map(services.map((service) => [service.name, service]));
      expect([...byName.keys()].sort()).toEqual(['cart', 'checkout', 'frontend']);
      expect(byName.get('frontend')).toMatchObject({ calls: 3, errors: 0 });
      expect(byName.get('checkout')).toMatchObject({ calls: 1, errors: 1 });
      // One call of 1500 ms; a histogram may be off by a bucket.
      expect(byName.get('checkout')!.p95Ms! / 1500).toBeCloseTo(1, 0);
      expect(byName.get('checkout')!.lastSeen).toBeGreaterThanOrEqual(asFound(ORDER));
      expect(coverage).toEqual({ kind: 'complete' });
    });

    it('knows no services in a range without spans', async () => {
      const { services } = await telemetry.services({ start: BASE - 3600n * NS_PER_SECOND, end: BASE - NS_PER_SECOND });
      expect(services).toEqual([]);
    });

    it('sums the durations of each operation', async () => {
      const { operations } = await telemetry.operations('frontend', RANGE);
      const totals = new Map(operations.map(({ name: operation, calls, totalMs }) => [operation, { calls, totalMs }]));
      expect([...totals.keys()].sort()).toEqual(['GET /', 'GET /checkout']);
      expect(totals.get('GET /')!.calls).toBe(2);
      expect(totals.get('GET /')!.totalMs).toBeCloseTo(130, 3);
      expect((await telemetry.operations('nobody', RANGE)).operations).toEqual([]);
    });

    it('has a point for every step, with no quantile where there were no calls', async () => {
      const { stepMs, points } = await telemetry.red({ service: 'frontend', range: RANGE, stepMs: 60_000 });
      expect(stepMs).toBeGreaterThanOrEqual(60_000);
      points.forEach(({ startMs }, index) => expect(startMs).toBe(points[0].startMs + index * stepMs));
      expect(points[0].startMs % stepMs).toBe(0);
      expect(points.reduce((sum, { calls }) => sum + calls, 0)).toBe(3);
      expect(points.find(({ calls }) => calls === 0)).toMatchObject({ errors: 0, p50Ms: undefined, p99Ms: undefined });
      const one = await telemetry.red({
        service: 'frontend',
        operation: 'GET /checkout',
        range: RANGE,
        stepMs: 60_000,
      });
      expect(one.points.reduce((sum, { calls }) => sum + calls, 0)).toBe(1);
    });

    it('lists traces newest first, slowest first, or in an order for sampling', async () => {
      const ids = async (sort: TraceSort) =>
        (await telemetry.searchTraces({ range: RANGE, sort })).traces.map(({ traceId }) => traceId);
      expect(await ids('newest')).toEqual([ORPHAN.traceId, LATER_HOME.traceId, CHECKOUT.traceId, HOME.traceId]);
      expect(await ids('slowest')).toEqual([CHECKOUT.traceId, LATER_HOME.traceId, HOME.traceId, ORPHAN.traceId]);
      expect((await ids('sample')).sort()).toEqual((await ids('newest')).sort());
    });

    it('summarises a trace, and leaves the root empty where none has arrived', async () => {
      const { traces } = await telemetry.searchTraces({ range: RANGE });
      expect(traces.find(({ traceId }) => traceId === CHECKOUT.traceId)).toEqual({
        traceId: CHECKOUT.traceId,
        rootService: 'frontend',
        rootOperation: 'GET /checkout',
        start: CHECKOUT.start,
        durationMs: 2000,
        spans: 4,
        errors: 1,
        services: ['checkout', 'frontend'],
      });
      expect(traces.find(({ traceId }) => traceId === ORPHAN.traceId)).toMatchObject({
        rootService: '',
        rootOperation: '',
      });
    });

    it('gives each trace once over all pages', async () => {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await telemetry.searchTraces({ range: RANGE, limit: 1, cursor });
        ids.push(...page.traces.map(({ traceId }) => traceId));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(ids).toEqual([ORPHAN.traceId, LATER_HOME.traceId, CHECKOUT.traceId, HOME.traceId]);
    });

    const order = { 'order.note': ORDER.attributes.get('order.note') as string };
    it.each([
      ['service', { service: 'cart' }, [ORPHAN]],
      ['operation', { service: 'frontend', operation: 'GET /checkout' }, [CHECKOUT]],
      ['status', { status: 'error' as const }, [CHECKOUT]],
      ['service and status of one span', { service: 'frontend', status: 'error' as const }, []],
      ['a duration of at least', { minDurationMs: 80 }, [LATER_HOME, CHECKOUT]],
      ['a duration of at most', { maxDurationMs: 50 }, [ORPHAN, HOME]],
      ['a span attribute with = and quotes', { attributes: order }, [CHECKOUT]],
      ['a resource attribute', { attributes: { 'service.version': '7' } }, [ORPHAN]],
      ['two attributes, of which one does not hold', { attributes: { ...order, 'http.route': '/no' } }, []],
      ['a name that nobody has', { service: "'; DROP TABLE spans --" }, []],
    ])('finds traces by %s', async (_name, conditions, expected) => {
      const { traces } = await telemetry.searchTraces({ range: RANGE, ...conditions });
      expect(traces.map(({ traceId }) => traceId)).toEqual(expected.map(({ traceId }) => traceId));
    });

    it.each([
      ['{ resource.service.name = "cart" }', [[ORPHAN, 1]]],
      ['{ name = "GET /" && duration >= 80ms }', [[LATER_HOME, 1]]],
      ['{ status = error && .http.route = "/orders" && .order.items = 3 && .order.gift = false }', [[CHECKOUT, 1]]],
      ['{ resource.service.name = "frontend" } >> { resource.service.name = "checkout" }', [[CHECKOUT, 2]]],
      ['{ event.exception.message =~ "card.*" } && { kind = client }', [[CHECKOUT, 3]]],
      [
        '{ resource.service.name != "frontend" } || { duration < 60ms }',
        [
          [ORPHAN, 1],
          [CHECKOUT, 2],
          [HOME, 1],
        ],
      ],
      ['{} | count() = 4', [[CHECKOUT, 4]]],
      ['{ .nothing = 1 }', []],
    ] satisfies [string, [SpanDetails, number][]][])('finds the traces of %s', async (traceQl, expected) => {
      const { traces } = await telemetry.searchTraces({ range: RANGE, traceQl });
      const found = traces.map(({ traceId, spanSets }) => [traceId, spanSets?.map(({ spans }) => spans)]);
      expect(found).toEqual(expected.map(([{ traceId }, spans]) => [traceId, [spans]]));
    });

    it('shows the groups, numbers and fields that a TraceQL query asks for', async () => {
      const traceQl = '{ .order.items > 0 } | by(resource.service.name) | max(duration) > 1s | select(.order.items)';
      const { traces } = await telemetry.searchTraces({ range: RANGE, traceQl });
      expect(traces.map(({ spanSets }) => spanSets)).toEqual([
        [
          {
            spans: 1,
            groups: [{ name: 'resource.service.name', value: 'checkout' }],
            aggregates: [{ name: 'max(duration)', value: 1.5e9 }],
            sample: [{ spanId: ORDER.spanId, fields: [{ name: '.order.items', value: '3' }] }],
          },
        ],
      ]);
    });

    it('refuses what is no TraceQL, with the place', async () => {
      const error: unknown = await telemetry
        .searchTraces({ range: RANGE, traceQl: '{ duration = "slow" }' })
        .catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(QueryError);
      expect(error).toMatchObject({ code: 'bad_request', errors: [{ from: 13, to: 19 }] });
    });

    it('refuses a limit out of range', async () => {
      const error: unknown = await telemetry
        .searchTraces({ range: RANGE, limit: 1001 })
        .catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(TelemetryError);
      expect(error).toMatchObject({ code: 'bad_request' });
    });

    itGivesTraces(() => telemetry, kept);

    it('shows the same 95th percentiles for all services at once as for one', async () => {
      const trends = await telemetry.serviceTrends({ range: RANGE, stepMs: 60_000 });
      expect(trends.startMs % trends.stepMs).toBe(0);
      expect(trends.services.map(({ name: service }) => service).sort()).toEqual(['cart', 'checkout', 'frontend']);
      for (const { name: service, p95Ms } of trends.services) {
        const { points } = await telemetry.red({ service, range: RANGE, stepMs: trends.stepMs });
        expect(p95Ms).toEqual(points.map((point) => point.p95Ms));
        expect(trends.startMs).toBe(points[0].startMs);
      }
    });

    it('has examples of calls, whose traces are there', async () => {
      const { exemplars } = await telemetry.exemplars({ service: 'frontend', range: RANGE });
      expect(exemplars.length).toBeGreaterThan(0);
      expect(exemplars.length).toBeLessThanOrEqual(MAX_EXEMPLARS);
      const calls = new Map([HOME, CHECKOUT, LATER_HOME].map((call) => [call.spanId, call]));
      for (const { traceId, spanId, durationMs, time } of exemplars) {
        const call = calls.get(spanId!)!;
        expect(traceId).toBe(call.traceId);
        expect(durationMs).toBeCloseTo(call.durationNs / 1e6, 2);
        expect(time).toBeGreaterThanOrEqual(asFound(call));
      }
      const times = exemplars.map(({ time }) => time);
      expect(times).toEqual([...times].sort((a, b) => (a < b ? -1 : 1)));
      const ofOne = await telemetry.exemplars({ service: 'frontend', operation: 'GET /checkout', range: RANGE });
      expect(ofOne.exemplars.map(({ spanId }) => spanId)).toEqual([CHECKOUT.spanId]);
      expect((await telemetry.exemplars({ service: 'nobody', range: RANGE })).exemplars).toEqual([]);
    });

    it('knows who called whom, a database from its caller, and keeps it apart from the service of its name', async () => {
      const { nodes, edges } = await telemetry.serviceGraph(RANGE);
      expect(edges.find(({ from, to }) => from === 'frontend' && to === 'checkout')).toMatchObject({ calls: 1 });
      expect(edges.find(({ to }) => to === 'checkout (database)')).toMatchObject({ from: 'checkout', calls: 1 });
      expect(edges.every(({ origins, from, to }) => origins.length > 0 && from !== to)).toBe(true);
      expect(nodes).toContainEqual({ name: 'checkout', kind: 'service' });
      expect(nodes).toContainEqual({ name: 'checkout (database)', kind: 'database' });
      const empty = await telemetry.serviceGraph({ start: BASE - 3600n * NS_PER_SECOND, end: BASE - NS_PER_SECOND });
      expect(empty).toMatchObject({ nodes: [], edges: [] });
    });

    describe('for attributes', () => {
      const names = async (query: Partial<AttributeNamesQuery>) =>
        (await telemetry.attributeNames({ range: RANGE, ...query })).names.map(
          ({ owner, name: attribute, spans }) => `${owner}.${attribute} ${spans}`,
        );
      const values = async (query: Partial<AttributeValuesQuery> & { name: string }) =>
        (await telemetry.attributeValues({ range: RANGE, ...query })).values;

      it('names those of spans and of resources, the most frequent first, with their numbers', async () => {
        expect(await names({ service: 'cart' })).toEqual(['resource.service.name 1', 'resource.service.version 1']);
        const all = await names({});
        expect(all[0]).toBe(`resource.service.name ${SPANS.length}`);
        expect([...all].sort()).toEqual(
          [
            'resource.service.name 7',
            'resource.service.version 1',
            'span.db.namespace 1',
            'span.db.system.name 1',
            'span.http.route 1',
            'span.order.gift 1',
            'span.order.items 1',
            'span.order.note 1',
            'span.order.total 1',
          ].sort(),
        );
        expect((await telemetry.attributeNames({ range: RANGE })).coverage).toEqual({ kind: 'complete' });
      });

      it('narrows names by owner, by service and by a text that they hold', async () => {
        expect(await names({ owner: 'resource', service: 'frontend' })).toEqual(['resource.service.name 4']);
        expect(await names({ contains: 'ORDER.', owner: 'span', limit: 2 })).toHaveLength(2);
        expect(await names({ contains: '%' })).toEqual([]);
        expect(await names({ service: 'nobody' })).toEqual([]);
        const empty = { start: BASE - 3600n * NS_PER_SECOND, end: BASE - NS_PER_SECOND };
        expect(await names({ range: empty })).toEqual([]);
      });

      it('gives values with their types and numbers', async () => {
        expect(await values({ name: 'service.name' })).toEqual([
          { text: 'frontend', type: 'string', spans: 4 },
          { text: 'checkout', type: 'string', spans: 2 },
          { text: 'cart', type: 'string', spans: 1 },
        ]);
        expect(await values({ name: 'service.name', owner: 'span' })).toEqual([]);
        expect(await values({ name: 'order.items' })).toEqual([{ text: '3', type: 'integer', spans: 1 }]);
        expect(await values({ name: 'order.total' })).toEqual([{ text: '12.5', type: 'float', spans: 1 }]);
        expect(await values({ name: 'order.gift' })).toEqual([{ text: 'false', type: 'boolean', spans: 1 }]);
        expect(await values({ name: 'order.note', contains: 'A=B, "' })).toHaveLength(1);
        expect(await values({ name: 'order.note', contains: '_' })).toEqual([]);
        expect(await values({ name: "'; DROP TABLE spans --" })).toEqual([]);
      });

      it('says when there are more than were asked for', async () => {
        const { coverage } = await telemetry.attributeValues({ range: RANGE, name: 'service.name', limit: 2 });
        expect(coverage).toEqual({ kind: 'capped', cap: 'limit', limit: 2 });
      });

      it('refuses a limit out of range', async () => {
        for (const limit of [0, 1_001]) {
          await expect(telemetry.attributeNames({ range: RANGE, limit })).rejects.toMatchObject({
            code: 'bad_request',
          });
          const ofValues = telemetry.attributeValues({ range: RANGE, name: 'a', limit });
          await expect(ofValues).rejects.toMatchObject({ code: 'bad_request' });
        }
      });
    });

    describe('for logs', () => {
      const bodies = async (query: Partial<LogQuery>) =>
        (await telemetry.searchLogs({ range: RANGE, ...query })).logs.map(({ body }) => body);

      it('gives records newest first or oldest first, with how many there are', async () => {
        const { logs, total, coverage, nextCursor } = await telemetry.searchLogs({ range: RANGE });
        const times = logs.map(({ time }) => time);
        expect(times).toEqual([...times].sort((a, b) => (a > b ? -1 : a < b ? 1 : 0)));
        expect(logs).toHaveLength(LOGS.length);
        expect(total).toBe(LOGS.length);
        expect(nextCursor).toBeUndefined();
        expect(coverage).toEqual({ kind: 'complete' });
        expect((await bodies({ order: 'oldest' }))[0]).toBe(STARTED.body);
        expect(new Set(logs.map(({ id }) => id)).size).toBe(LOGS.length);
      });

      it('keeps what was sent', async () => {
        const { logs } = await telemetry.searchLogs({ range: RANGE, traceId: CHECKOUT.traceId });
        expect(logs).toHaveLength(1);
        const { time, severity, severityText, service, body, traceId, spanId, attributes: sent } = DECLINED;
        expect(logs[0]).toMatchObject({ time, severity, severityText, service, body, traceId, spanId });
        expect(logs[0].attributes.get('order.id')).toEqual(sent.get('order.id'));
        expect(logs[0].resource.get('service.version')).toEqual(DECLINED.resource.get('service.version'));
      });

      it('gives each record once over all pages, also where many have one time', async () => {
        for (const order of ['newest', 'oldest'] as const) {
          const found: string[] = [];
          let cursor: string | undefined;
          do {
            const page = await telemetry.searchLogs({ range: RANGE, order, limit: 2, cursor });
            found.push(...page.logs.map(({ body }) => body));
            cursor = page.nextCursor;
          } while (cursor !== undefined);
          expect(found.sort()).toEqual(LOGS.map(({ body }) => body).sort());
        }
      });

      it.each<[string, Partial<LogQuery>, readonly SentLog[]]>([
        ['service', { service: 'checkout' }, [DECLINED]],
        ['severity, by number or by word', { minSeverity: 'warn' }, [RETRY, DECLINED]],
        ['severity of any kind, which leaves out what has none', { minSeverity: 'trace', service: 'cron' }, []],
        ['whole words in any case and order', { text: 'DECLINED card' }, [DECLINED]],
        ['whole words only', { text: 'declin' }, []],
        ['trace', { traceId: HOME.traceId }, [STARTED]],
        ['span', { spanId: ORDER.spanId }, [DECLINED]],
        ['attribute', { attributes: { 'order.id': '42' } }, [DECLINED]],
        ['attribute of the resource', { attributes: { 'service.version': '7' } }, [DECLINED]],
        ['all conditions together', { text: 'card', service: 'cart' }, []],
        ['text that could be a query', { text: '") OR (1=1 *' }, []],
      ])('finds records by %s', async (_what, query, expected) => {
        expect(await bodies(query)).toEqual(expected.map(({ body }) => body));
      });

      it('counts as many in the histogram as it lists, by severity', async () => {
        const { stepMs, bars } = await telemetry.logHistogram({ range: RANGE, stepMs: 60_000 });
        expect(stepMs).toBeGreaterThanOrEqual(60_000);
        bars.forEach(({ startMs }, index) => expect(startMs).toBe(bars[0].startMs + index * stepMs));
        const sum = (severity: 'debug' | 'error' | 'unspecified' | 'warn') =>
          bars.reduce((all, { counts }) => all + counts[severity], 0);
        expect([sum('debug'), sum('warn'), sum('error'), sum('unspecified')]).toEqual([5, 1, 1, 1]);
        const one = await telemetry.logHistogram({ range: RANGE, stepMs: 60_000, service: 'checkout' });
        expect(one.bars.flatMap(({ counts }) => Object.values(counts)).reduce((a, b) => a + b, 0)).toBe(1);
      });

      it('refuses a limit out of range', async () => {
        const answer = telemetry.searchLogs({ range: RANGE, limit: 1_001 });
        await expect(answer).rejects.toMatchObject({ code: 'bad_request' });
      });
    });

    it('rejects with an AbortError when the request is aborted', async () => {
      const abort = new AbortController();
      const answer = telemetry.services(RANGE, abort.signal);
      abort.abort();
      await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    });
  });
}

/** Traces by their ids, which is all that some can be asked for. */
function itGivesTraces(subject: () => Telemetry, kept: (sent: SpanDetails) => SpanDetails): void {
  it('gives a trace in display order, its times in ns after its start', async () => {
    const answer = await subject().trace(CHECKOUT.traceId);
    const { trace } = answer!;
    expect(trace.spanIds).toEqual([CHECKOUT.spanId, CALL.spanId, ORDER.spanId, QUERY.spanId]);
    expect(trace.start).toBe(CHECKOUT.start);
    expect(Array.from(trace.parent)).toEqual([-1, 0, 1, 2]);
    expect(Array.from(trace.startNs)).toEqual([0, 100_000_000, 200_000_001, 300_000_000]);
    expect(Array.from(trace.service, (service) => trace.services[service])).toEqual([
      'frontend',
      'frontend',
      'checkout',
      'checkout',
    ]);
    expect(trace.events.names).toEqual(['exception']);
    expect(trace.flags[2] & SPAN_FLAG.hasLinks).toBeTruthy();
    expect(answer!.coverage).toEqual({ kind: 'complete' });
  });

  it('gives all that is known of one span', async () => {
    expect(await subject().span(ORDER.traceId, ORDER.spanId)).toEqual(kept(ORDER));
    expect(await subject().span(ORPHAN.traceId, ORPHAN.spanId)).toEqual(kept(ORPHAN));
  });

  it('gives all spans of a trace by start, with all that is known of each', async () => {
    const { spans, coverage } = (await subject().spansOfTrace(CHECKOUT.traceId))!;
    expect(spans).toEqual([CHECKOUT, CALL, ORDER, QUERY].map(kept));
    expect(coverage).toEqual({ kind: 'complete' });
  });

  it('answers undefined for what is not known', async () => {
    expect(await subject().trace('f'.repeat(32))).toBeUndefined();
    expect(await subject().span('f'.repeat(32), ORDER.spanId)).toBeUndefined();
    expect(await subject().span(ORDER.traceId, 'f'.repeat(16))).toBeUndefined();
  });

  it('rejects with an AbortError when the request for a trace is aborted', async () => {
    const abort = new AbortController();
    const answer = subject().trace(CHECKOUT.traceId, abort.signal);
    abort.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });
}

/** What a Telemetry answers that has nothing but the spans of some traces. */
export function describeTracesContract(name: string, open: (spans: readonly SpanDetails[]) => Telemetry): void {
  describe(`${name}, as a Telemetry of traces`, () => {
    const telemetry = open(SPANS);
    itGivesTraces(
      () => telemetry,
      (sent) => sent,
    );
  });
}

/** A whole minute, ten minutes ago, so that no store finds the spans too old. */
const MINUTE = 60n * NS_PER_SECOND;
const BASE = ((BigInt(Date.now()) * NS_PER_MS) / MINUTE) * MINUTE - 10n * MINUTE;
const RANGE = { start: BASE, end: BASE + 5n * MINUTE };

function span(
  given: Partial<SpanDetails> & Pick<SpanDetails, 'traceId' | 'spanId' | 'service' | 'operation'>,
): SpanDetails {
  return {
    parentSpanId: undefined,
    traceState: '',
    kind: 'server',
    status: 'unset',
    statusMessage: '',
    start: BASE,
    durationNs: 0,
    attributes: new Map(),
    resource: new Map([['service.name', given.service]]),
    scope: { name: 'contract', version: '1.0' },
    events: [],
    links: [],
    ...given,
  };
}

const HOME = span({
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: '00f067aa0ba902b7',
  service: 'frontend',
  operation: 'GET /',
  start: BASE + 1n,
  durationNs: 50e6,
});
const CHECKOUT = span({
  traceId: '1af7651916cd43dd8448eb211c80319c',
  spanId: '10f067aa0ba902b7',
  service: 'frontend',
  operation: 'GET /checkout',
  start: BASE + 10n * NS_PER_SECOND,
  durationNs: 2e9,
});
const CALL = span({
  traceId: CHECKOUT.traceId,
  spanId: '11f067aa0ba902b7',
  parentSpanId: CHECKOUT.spanId,
  service: 'frontend',
  operation: 'POST',
  kind: 'client',
  start: CHECKOUT.start + 100n * NS_PER_MS,
  durationNs: 1.7e9,
});
const ORDER = span({
  traceId: CHECKOUT.traceId,
  spanId: '12f067aa0ba902b7',
  parentSpanId: CALL.spanId,
  traceState: 'vendor=1',
  service: 'checkout',
  operation: 'POST /orders',
  status: 'error',
  statusMessage: 'card declined',
  start: CHECKOUT.start + 200n * NS_PER_MS + 1n,
  durationNs: 1.5e9,
  attributes: new Map<string, string | bigint | number | boolean>([
    ['http.route', '/orders'],
    ['order.note', 'a=b, "ünï" \\ 100%'],
    ['order.items', 3n],
    ['order.total', 12.5],
    ['order.gift', false],
  ]),
  events: [
    {
      time: CHECKOUT.start + 900n * NS_PER_MS,
      name: 'exception',
      attributes: new Map([['exception.message', 'card declined']]),
    },
  ],
  links: [{ traceId: HOME.traceId, spanId: HOME.spanId, traceState: '', attributes: new Map([['why', 'came from']]) }],
});
const QUERY = span({
  traceId: CHECKOUT.traceId,
  spanId: '13f067aa0ba902b7',
  parentSpanId: ORDER.spanId,
  service: 'checkout',
  operation: 'SELECT orders',
  kind: 'client',
  start: CHECKOUT.start + 300n * NS_PER_MS,
  durationNs: 100e6,
  attributes: new Map([
    ['db.system.name', 'postgresql'],
    ['db.namespace', 'checkout'],
  ]),
});
const LATER_HOME = span({
  traceId: '2af7651916cd43dd8448eb211c80319c',
  spanId: '20f067aa0ba902b7',
  service: 'frontend',
  operation: 'GET /',
  start: BASE + 90n * NS_PER_SECOND,
  durationNs: 80e6,
});
const ORPHAN = span({
  traceId: '3af7651916cd43dd8448eb211c80319c',
  spanId: '30f067aa0ba902b7',
  parentSpanId: 'dead67aa0ba902b7',
  service: 'cart',
  operation: 'orders process',
  kind: 'consumer',
  status: 'ok',
  start: BASE + 120n * NS_PER_SECOND,
  durationNs: 5e6,
  resource: new Map([
    ['service.name', 'cart'],
    ['service.version', '7'],
  ]),
});
const SPANS = [HOME, CHECKOUT, CALL, ORDER, QUERY, LATER_HOME, ORPHAN];

function log(given: Partial<SentLog> & Pick<SentLog, 'time' | 'service' | 'body'>): SentLog {
  return {
    severity: 'info',
    severityText: 'INFO',
    hasSeverityNumber: true,
    traceId: undefined,
    spanId: undefined,
    attributes: new Map(),
    resource: new Map([['service.name', given.service]]),
    ...given,
  };
}

const STARTED = log({
  time: BASE + 1n,
  service: 'frontend',
  body: 'GET / started',
  traceId: HOME.traceId,
  spanId: HOME.spanId,
});
const DECLINED = log({
  time: CHECKOUT.start + 900n * NS_PER_MS + 123_456n,
  service: 'checkout',
  severity: 'error',
  severityText: 'ERROR',
  body: 'Card declined: "insufficient funds", 100% of (2) tries',
  traceId: CHECKOUT.traceId,
  spanId: ORDER.spanId,
  attributes: new Map([['order.id', 42n]]),
  resource: new Map([
    ['service.name', 'checkout'],
    ['service.version', '7'],
  ]),
});
const TICKS = [1, 2, 3, 4, 5].map((tick) =>
  log({
    time: BASE + 60n * NS_PER_SECOND,
    service: 'cart',
    severity: 'debug',
    severityText: 'DEBUG',
    body: `tick ${tick}`,
  }),
);
const RETRY = log({
  time: BASE + 90n * NS_PER_SECOND,
  service: 'cart',
  severity: 'warn',
  severityText: 'Warning',
  hasSeverityNumber: false,
  body: 'retrying',
});
const PLAIN = log({
  time: BASE + 100n * NS_PER_SECOND,
  service: 'cron',
  severity: 'unspecified',
  severityText: '',
  hasSeverityNumber: false,
  body: 'nothing to do',
});
const LOGS = [STARTED, DECLINED, ...TICKS, RETRY, PLAIN];
