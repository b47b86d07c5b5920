// What every Telemetry answers for the same few spans, whatever stands behind it. An implementation is held to it by one call of
// `describeTelemetryContract` in a test of its own.
import type { SpanDetails, Telemetry, TraceSort } from '@watchingcat/model';
import { NS_PER_MS, NS_PER_SECOND, SPAN_FLAG, TelemetryError } from '@watchingcat/model';

export interface ContractSubject {
  readonly telemetry: Telemetry;
  readonly close: () => Promise<void>;
}

/** @param open makes a Telemetry that holds exactly these spans */
export function describeTelemetryContract(
  name: string,
  open: (spans: readonly SpanDetails[]) => Promise<ContractSubject>,
): void {
  describe(`${name}, as a Telemetry`, () => {
    let subject: ContractSubject | undefined;
    let telemetry: Telemetry;
    beforeAll(async () => {
      subject = await open(SPANS);
      ({ telemetry } = subject);
    }, 60_000);
    afterAll(() => subject?.close());

    it('counts the calls that reached a service, not those that it made', async () => {
      const { services, coverage } = await telemetry.services(RANGE);
      const byName = new Map(services.map((service) => [service.name, service]));
      expect([...byName.keys()].sort()).toEqual(['cart', 'checkout', 'frontend']);
      expect(byName.get('frontend')).toMatchObject({ calls: 3, errors: 0 });
      expect(byName.get('checkout')).toMatchObject({ calls: 1, errors: 1 });
      // One call of 1500 ms; a histogram may be off by a bucket.
      expect(byName.get('checkout')!.p95Ms! / 1500).toBeCloseTo(1, 0);
      expect(byName.get('checkout')!.lastSeen).toBeGreaterThanOrEqual(ORDER.start);
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
        spans: 3,
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

    it('refuses a limit out of range', async () => {
      const error: unknown = await telemetry
        .searchTraces({ range: RANGE, limit: 1001 })
        .catch((cause: unknown) => cause);
      expect(error).toBeInstanceOf(TelemetryError);
      expect(error).toMatchObject({ code: 'bad_request' });
    });

    it('gives a trace in display order, its times in ns after its start', async () => {
      const answer = await telemetry.trace(CHECKOUT.traceId);
      const { trace } = answer!;
      expect(trace.spanIds).toEqual([CHECKOUT.spanId, CALL.spanId, ORDER.spanId]);
      expect(trace.start).toBe(CHECKOUT.start);
      expect(Array.from(trace.parent)).toEqual([-1, 0, 1]);
      expect(Array.from(trace.startNs)).toEqual([0, 100_000_000, 200_000_001]);
      expect(Array.from(trace.service, (service) => trace.services[service])).toEqual([
        'frontend',
        'frontend',
        'checkout',
      ]);
      expect(trace.events.names).toEqual(['exception']);
      expect(trace.flags[2] & SPAN_FLAG.hasLinks).toBeTruthy();
      expect(answer!.coverage).toEqual({ kind: 'complete' });
    });

    it('gives all that is known of one span', async () => {
      expect(await telemetry.span(ORDER.traceId, ORDER.spanId)).toEqual(ORDER);
      expect(await telemetry.span(ORPHAN.traceId, ORPHAN.spanId)).toEqual(ORPHAN);
    });

    it('answers undefined for what is not known', async () => {
      expect(await telemetry.trace('f'.repeat(32))).toBeUndefined();
      expect(await telemetry.span('f'.repeat(32), ORDER.spanId)).toBeUndefined();
      expect(await telemetry.span(ORDER.traceId, 'f'.repeat(16))).toBeUndefined();
    });

    it('rejects with an AbortError when the request is aborted', async () => {
      const abort = new AbortController();
      const answer = telemetry.services(RANGE, abort.signal);
      abort.abort();
      await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    });
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
const SPANS = [HOME, CHECKOUT, CALL, ORDER, LATER_HOME, ORPHAN];
