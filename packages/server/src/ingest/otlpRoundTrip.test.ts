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

    it('stores series once and the points of gauges and sums', async () => {
      const points =
        await select(`SELECT MetricName, Value, Timestamp, StartTimestamp, Type, Temporality, IsMonotonic, Unit, Description,
        Attributes, AttributeTypes FROM metric_points JOIN (SELECT * FROM metric_series FINAL) AS s USING (Tenant, MetricName, SeriesId)
        WHERE Tenant = {tenant:String} ORDER BY MetricName`);
      expect(points).toEqual([
        {
          MetricName: 'orders',
          Value: 41.5,
          Timestamp: '2026-11-18 11:07:40.000000000',
          StartTimestamp: '2026-11-18 11:06:40.000000000',
          Type: 'sum',
          Temporality: 2,
          IsMonotonic: 1,
          Unit: '{thing}',
          Description: 'about orders',
          Attributes: { route: '/checkout' },
          AttributeTypes: 's',
        },
        expect.objectContaining({
          MetricName: 'queue.length',
          Value: -3,
          Type: 'gauge',
          Temporality: 0,
          IsMonotonic: 0,
        }),
      ]);
    });

    it('stores histograms of both kinds', async () => {
      const rows =
        await select(`SELECT MetricName, Count, Sum, Min, Max, Bounds, Counts, Scale, ZeroCount, PositiveOffset, PositiveCounts,
        NegativeOffset, NegativeCounts FROM metric_distributions WHERE Tenant = {tenant:String} ORDER BY MetricName`);
      expect(rows).toEqual([
        expect.objectContaining({
          MetricName: 'latency',
          Count: '6',
          Sum: 21,
          Min: 1,
          Max: 9,
          Bounds: [2, 5],
          Counts: ['1', '2', '3'],
        }),
        {
          MetricName: 'latency.exponential',
          Count: '5',
          Sum: 11.5,
          Min: 0,
          Max: 4,
          Bounds: [],
          Counts: [],
          Scale: 3,
          ZeroCount: '1',
          PositiveOffset: -2,
          PositiveCounts: ['1', '300'],
          NegativeOffset: 0,
          NegativeCounts: [],
        },
      ]);
    });
  });

  it('gives a series the same id in both encodings', async () => {
    const rows = await open.store.rows<{ tenants: string; ids: string }>(
      'SELECT uniqExact(Tenant) AS tenants, uniqExact(SeriesId) AS ids FROM metric_series GROUP BY MetricName',
    );
    expect(rows).toEqual(Array.from({ length: 4 }, () => ({ tenants: '2', ids: '1' })));
  });
});
