import { join } from 'node:path';
import { temporaryStore } from '../store/testing/temporaryStore.ts';
import { createIngest } from './createIngest.ts';
import type { Signal } from './Ingest.ts';
import { jsonToProtobuf } from './otlp/jsonToProtobuf.ts';
import { sdkLog, sdkMetrics, sdkSpan, serialize, TRACE_ID } from './testing/sdkTelemetry.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(60_000);

/** Each encoding stores for a tenant of its own; what it stored is then compared. */
const ENCODINGS = ['protobuf', 'json'] as const;

describe('what the official exporters send arrives in the tables', () => {
  let open: Awaited<ReturnType<typeof temporaryStore>>;

  beforeAll(async () => {
    open = await temporaryStore();
    const ingest = await createIngest(open.store, join(open.dataDir, 'spool'), { flushMs: 5 });
    const inputs: Readonly<Record<Signal, unknown>> = {
      traces: [
        sdkSpan(),
        sdkSpan({ name: 'root', parentSpanContext: undefined, attributes: {}, events: [], links: [] }),
      ],
      logs: [sdkLog(), sdkLog({ body: { user: 'a', cart: [1, 2.5] }, spanContext: undefined, attributes: {} })],
      metrics: sdkMetrics(),
    };
    for (const encoding of ENCODINGS) {
      for (const signal of ['traces', 'logs', 'metrics'] as const) {
        const bytes = serialize[encoding][signal](inputs[signal]);
        const result = await ingest.export(
          signal,
          encoding === 'json' ? jsonToProtobuf(signal, bytes) : bytes,
          encoding,
        );
        expect(result).toEqual({ accepted: signal === 'metrics' ? 4 : 2, rejected: 0, message: '' });
      }
    }
  });
  afterAll(() => open.close());

  describe.each(ENCODINGS)('as %s', (tenant) => {
    const select = (sql: string): Promise<Record<string, unknown>[]> =>
      open.store.rows(sql, { parameters: { tenant } });

    it('stores a span with its attributes, their types, events and links', async () => {
      const [span] =
        await select(`SELECT * EXCEPT (Tenant, TraceId, SpanId, ParentSpanId, ResourceId, \`Links.TraceId\`, \`Links.SpanId\`),
        lower(hex(TraceId)) AS trace, lower(hex(SpanId)) AS span, lower(hex(ParentSpanId)) AS parent,
        arrayMap(id -> lower(hex(id)), \`Links.TraceId\`) AS linkTraces, arrayMap(id -> lower(hex(id)), \`Links.SpanId\`) AS linkSpans
        FROM spans WHERE Tenant = {tenant:String} AND SpanName != 'root'`);
      expect(span).toMatchObject({
        Timestamp: '2026-11-18 11:06:40.000000005',
        Duration: '2000001000',
        trace: TRACE_ID,
        span: 'b7ad6b7169203331',
        parent: '00f067aa0ba902b7',
        SpanName: 'POST /checkout',
        Kind: 2,
        ServiceName: 'checkout',
        ScopeName: '@opentelemetry/instrumentation-http',
        ScopeVersion: '0.222.0',
        SpanAttributes: {
          'http.route': '/checkout',
          'http.response.status_code': '502',
          'demo.huge': '4503599627370496',
          'demo.negative': '-7',
          'demo.ratio': '0.1',
          'demo.retried': 'true',
          'demo.tags': '["a",1,2.5,false]',
        },
        SpanAttributeTypes: 'siiidba',
        StatusCode: 2,
        StatusMessage: 'card declined – überzogen',
        'Events.Timestamp': ['2026-11-18 11:06:41.000000007'],
        'Events.Name': ['exception'],
        'Events.Attributes': [{ 'exception.type': 'CardError', attempt: '3' }],
        'Events.AttributeTypes': ['si'],
        linkTraces: [TRACE_ID],
        linkSpans: ['aaaaaaaaaaaaaaaa'],
        'Links.Attributes': [{ queue: 'orders' }],
        'Links.AttributeTypes': ['s'],
      });
    });

    it('stores a root span with empty attributes, events and links', async () => {
      const [root] =
        await select(`SELECT hex(ParentSpanId) AS parent, SpanAttributes, SpanAttributeTypes, \`Events.Name\`, \`Links.TraceState\`
        FROM spans WHERE Tenant = {tenant:String} AND SpanName = 'root'`);
      expect(root).toEqual({
        parent: '0000000000000000',
        SpanAttributes: {},
        SpanAttributeTypes: '',
        'Events.Name': [],
        'Links.TraceState': [],
      });
    });

    it('stores a resource once, with the id that its rows have', async () => {
      const resources = await select(
        'SELECT Id, ServiceName, Attributes, AttributeTypes FROM resources FINAL WHERE Tenant = {tenant:String}',
      );
      expect(resources).toEqual([
        {
          Id: expect.any(String),
          ServiceName: 'checkout',
          Attributes: { 'service.name': 'checkout', 'service.version': '1.4.0', 'process.pid': '42' },
          AttributeTypes: 'ssi',
        },
      ]);
      const [ids] = await select(`SELECT groupUniqArray(toString(ResourceId)) AS ids FROM (
        SELECT Tenant, ResourceId FROM spans UNION ALL SELECT Tenant, ResourceId FROM logs UNION ALL SELECT Tenant, ResourceId FROM metric_series
      ) WHERE Tenant = {tenant:String}`);
      expect(ids?.['ids']).toEqual([resources[0]?.['Id']]);
    });

    it('fills the rollups that are made of spans', async () => {
      expect(await select('SELECT sum(Calls) AS calls FROM red_1m WHERE Tenant = {tenant:String}')).toEqual([
        { calls: '2' },
      ]);
      expect(
        await select(
          `SELECT sum(Spans) AS spans, max(RootName) AS root, sum(Errors) AS errors FROM trace_index WHERE Tenant = {tenant:String}`,
        ),
      ).toEqual([{ spans: '2', root: 'root', errors: '2' }]);
    });

    it('stores log records with text and structured bodies', async () => {
      const logs =
        await select(`SELECT Timestamp, ObservedTimestamp, lower(hex(TraceId)) AS trace, lower(hex(SpanId)) AS span, SeverityNumber,
        SeverityText, EventName, Body, BodyType, LogAttributes, LogAttributeTypes, ServiceName FROM logs WHERE Tenant = {tenant:String} ORDER BY BodyType DESC`);
      expect(logs).toEqual([
        {
          Timestamp: '2026-11-18 11:06:40.000000009',
          ObservedTimestamp: '2026-11-18 11:06:40.000000010',
          trace: TRACE_ID,
          span: 'b7ad6b7169203331',
          SeverityNumber: 17,
          SeverityText: 'ERROR',
          EventName: 'payment.failed',
          Body: 'payment failed',
          BodyType: 's',
          LogAttributes: { 'order.id': 'o-1', amount: '12.5' },
          LogAttributeTypes: 'sd',
          ServiceName: 'checkout',
        },
        expect.objectContaining({
          trace: '0'.repeat(32),
          Body: '{"user":"a","cart":[1,2.5]}',
          BodyType: 'm',
          LogAttributes: {},
        }),
      ]);
    });

    const LABELS = {
      job: 'checkout',
      otel_scope_name: '@opentelemetry/instrumentation-http',
      otel_scope_version: '0.222.0',
      route: '/checkout',
    };

    it('stores the series of metrics with their labels, and their samples', async () => {
      const samples =
        await select(`SELECT MetricName, Labels, Type, Unit, Help, ServiceName, Timestamp, Value FROM metric_samples
        JOIN (SELECT * FROM metric_series FINAL) AS s USING (Tenant, MetricName, SeriesId)
        WHERE Tenant = {tenant:String} ORDER BY MetricName, Value`);
      const of = { Labels: LABELS, Unit: '', ServiceName: 'checkout', Timestamp: '2026-11-18 11:07:40.000' };
      const latency = { ...of, Type: 'histogram', Help: 'about latency' };
      const le = (bound: string): object => ({ Labels: { ...LABELS, le: bound } });
      expect(samples).toEqual([
        { ...latency, ...le('2'), MetricName: 'latency_bucket', Value: 1 },
        { ...latency, ...le('5'), MetricName: 'latency_bucket', Value: 3 },
        { ...latency, ...le('+Inf'), MetricName: 'latency_bucket', Value: 6 },
        { ...latency, MetricName: 'latency_count', Value: 6 },
        { ...latency, MetricName: 'latency_sum', Value: 21 },
        { ...of, Type: 'counter', Help: 'about orders', MetricName: 'orders_total', Value: 41.5 },
        { ...of, Type: 'gauge', Help: 'about queue.length', MetricName: 'queue_length', Value: -3 },
        {
          ...of,
          Type: 'info',
          Help: 'Target metadata',
          MetricName: 'target_info',
          Labels: { job: 'checkout', process_pid: '42', service_version: '1.4.0' },
          Value: 1,
        },
      ]);
    });

    it('stores exponential histograms as native ones', async () => {
      const rows = await select(`SELECT * EXCEPT (Tenant, SeriesId) FROM metric_histograms
        JOIN (SELECT Tenant, MetricName, SeriesId, Labels FROM metric_series FINAL) AS s USING (Tenant, MetricName, SeriesId)
        WHERE Tenant = {tenant:String}`);
      expect(rows).toEqual([
        {
          MetricName: 'latency_exponential',
          Labels: LABELS,
          Timestamp: '2026-11-18 11:07:40.000',
          Count: '5',
          Sum: 11.5,
          Schema: 3,
          ZeroThreshold: 1e-128,
          ZeroCount: '1',
          PositiveOffset: -1,
          PositiveCounts: ['1', '300'],
          NegativeOffset: 0,
          NegativeCounts: [],
        },
      ]);
    });
  });

  it('gives a series the same id in both encodings', async () => {
    const rows = await open.store.rows<{ tenants: string; ids: string }>(
      'SELECT uniqExact(Tenant) AS tenants, uniqExact(SeriesId) AS ids FROM metric_series GROUP BY MetricName, Labels',
    );
    expect(rows).toEqual(Array.from({ length: 9 }, () => ({ tenants: '2', ids: '1' })));
  });
});
