// OTLP metrics in the real tables, rule by rule of https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/
// ("OTLP Metric points to Prometheus"); expected values follow from its text. Names, labels and native histograms are held to Prometheus'
// own test tables beside their functions (otlp/metrics/*.test.ts).
import { join } from 'node:path';
import type { FileInsert, Store } from '../store/Store.ts';
import { StoreError } from '../store/Store.ts';
import { temporaryStore } from '../store/testing/temporaryStore.ts';
import { createIngest } from './createIngest.ts';
import type { Ingest, IngestResult } from './Ingest.ts';
import { jsonToProtobuf } from './otlp/jsonToProtobuf.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(60_000);

const START_MS = 1_795_000_000_000;
const DELTA = 1;
const CUMULATIVE = 2;
const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';

type Attributes = Readonly<Record<string, string | number>>;
const keyValues = (attributes: Attributes): object[] =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? { stringValue: value } : { intValue: String(value) },
  }));
const nanoseconds = (seconds: number): string => String(BigInt(START_MS + seconds * 1000) * 1_000_000n);
/** Times of a point, in seconds after the start. */
const until = (seconds: number, from = 0): object => ({
  startTimeUnixNano: nanoseconds(from),
  timeUnixNano: nanoseconds(seconds),
});

interface Sent {
  readonly metrics: readonly object[];
  readonly resource?: Attributes;
  readonly scope?: object;
}
const request = (...resources: Sent[]): Uint8Array =>
  jsonToProtobuf(
    'metrics',
    Buffer.from(
      JSON.stringify({
        resourceMetrics: resources.map(({ metrics, resource = {}, scope = {} }) => ({
          resource: { attributes: keyValues(resource) },
          scopeMetrics: [{ scope, metrics }],
        })),
      }),
    ),
  );

describe('metrics', () => {
  let open: Awaited<ReturnType<typeof temporaryStore>>;
  let ingest: Ingest;
  /** Inserts fail while this is true. */
  let isFailing: boolean;
  let tenants = 0;
  /** Each test has its own. */
  let tenant: string;

  beforeAll(async () => {
    open = await temporaryStore();
    const store = Object.create(open.store, {
      insertFile: {
        value: async (insert: FileInsert) => {
          if (isFailing) throw new StoreError('unavailable', 'restarting');
          await open.store.insertFile(insert);
        },
      },
    }) as Store;
    ingest = await createIngest(store, join(open.dataDir, 'spool'), { flushMs: 1 });
  });
  afterAll(() => open.close());
  beforeEach(() => {
    isFailing = false;
    tenant = `tenant ${tenants++}`;
  });

  const send = (...resources: Sent[]): Promise<IngestResult> => ingest.export('metrics', request(...resources), tenant);
  const select = (sql: string): Promise<Record<string, unknown>[]> => open.store.rows(sql, { parameters: { tenant } });
  /** Samples as `name{label="value"} value @seconds`, sorted. */
  const samples = async (isWithLabels = true): Promise<string[]> => {
    const rows =
      await select(`SELECT MetricName AS name, Labels AS labels, toUnixTimestamp64Milli(Timestamp) AS ms, toString(Value) AS value
      FROM metric_samples JOIN (SELECT * FROM metric_series FINAL) AS s USING (Tenant, MetricName, SeriesId)
      WHERE Tenant = {tenant:String} ORDER BY MetricName, Labels, Timestamp`);
    return rows.map(({ name, labels, ms, value }) => {
      const pairs = Object.entries(labels as Record<string, string>).map(([label, text]) => `${label}="${text}"`);
      const text = isWithLabels && pairs.length > 0 ? `{${pairs.join(',')}}` : '';
      return `${String(name)}${text} ${String(value)} @${(Number(ms) - START_MS) / 1000}`;
    });
  };
  const types = (): Promise<Record<string, unknown>[]> =>
    select(`SELECT DISTINCT MetricFamily AS family, Type AS type, Unit AS unit, Help AS help FROM metric_series
      WHERE Tenant = {tenant:String} ORDER BY family`);

  describe('of numbers', () => {
    it('have the type that their temporality and monotonicity give them', async () => {
      const dataPoints = [{ ...until(1), asDouble: 1 }];
      const cumulative = { aggregationTemporality: CUMULATIVE, dataPoints };
      const type = (stringValue: string): object[] => [{ key: 'prometheus.type', value: { stringValue } }];
      await send({
        metrics: [
          { name: 'a.gauge', unit: '1', description: 'about a', gauge: { dataPoints } },
          { name: 'b.monotonic', unit: 'By', sum: { isMonotonic: true, ...cumulative } },
          { name: 'c.up.and.down', unit: '1', sum: cumulative },
          { name: 'd.unknown', gauge: { dataPoints }, metadata: type('unknown') },
          { name: 'e_info', sum: cumulative, metadata: type('info') },
          { name: 'f.states', sum: cumulative, metadata: type('stateset') },
        ],
      });
      expect(await types()).toEqual([
        { family: 'a_gauge_ratio', type: 'gauge', unit: 'ratio', help: 'about a' },
        { family: 'b_monotonic_bytes_total', type: 'counter', unit: 'bytes', help: '' },
        { family: 'c_up_and_down', type: 'gauge', unit: '', help: '' },
        { family: 'd_unknown', type: 'unknown', unit: '', help: '' },
        { family: 'e_info', type: 'info', unit: '', help: '' },
        { family: 'f_states', type: 'stateset', unit: '', help: '' },
      ]);
    });

    it('are stored with their milliseconds, and integers as the nearest double', async () => {
      const asInt = ['0', '-1', '9007199254740992', '-9223372036854775808'];
      const dataPoints = asInt.map((value, i) => ({ timeUnixNano: `${START_MS + i}999999`, asInt: value }));
      await send({ metrics: [{ name: 'n', gauge: { dataPoints } }] });
      expect(await samples()).toEqual([
        'n 0 @0',
        'n -1 @0.001',
        'n 9007199254740992 @0.002',
        'n -9223372036854776000 @0.003',
      ]);
    });
  });

  describe('labels', () => {
    it('are attributes, of the scope too, and job and instance of the resource, which win', async () => {
      const attributes = keyValues({ 'http.method': 'GET', http_method: 'POST', code: 200, job: 'mine', empty: '' });
      await send({
        resource: { 'service.name': 'cart', 'service.namespace': 'shop', 'service.instance.id': 'i-1' },
        scope: { name: 'lib', version: '1.0', attributes: keyValues({ 'short.name': 'l', name: 'other' }) },
        metrics: [{ name: 'n', gauge: { dataPoints: [{ ...until(1), asInt: '1', attributes }] } }],
      });
      expect(await samples()).toEqual([
        'n{code="200",http_method="GET;POST",instance="i-1",job="shop/cart",otel_scope_name="lib",' +
          'otel_scope_short_name="l",otel_scope_version="1.0"} 1 @1',
      ]);
    });

    it('make one series of the same attributes in another order', async () => {
      const point = (seconds: number, attributes: Attributes): object => ({
        ...until(seconds),
        asInt: '1',
        attributes: keyValues(attributes),
      });
      const dataPoints = [point(1, { a: 'x', b: 'y' }), point(2, { b: 'y', a: 'x' })];
      await send({ metrics: [{ name: 'n', gauge: { dataPoints } }] });
      expect(await samples()).toEqual(['n{a="x",b="y"} 1 @1', 'n{a="x",b="y"} 1 @2']);
      expect(await select('SELECT count() AS n FROM metric_series FINAL WHERE Tenant = {tenant:String}')).toEqual([
        { n: '1' },
      ]);
    });
  });

  describe('target_info', () => {
    const gauge = (...seconds: number[]): object => ({
      name: 'n',
      gauge: { dataPoints: seconds.map((at) => ({ ...until(at), asInt: '1' })) },
    });
    const infos = async (): Promise<string[]> => (await samples()).filter((line) => line.startsWith('target_info'));

    it('has the other attributes of each resource, at the time of its newest point', async () => {
      await send(
        { resource: { 'service.name': 'cart', 'host.name': 'h', 'process.pid': 7 }, metrics: [gauge(5, 60, 30)] },
        { resource: { 'service.instance.id': 'i-1', 'host.name': 'h' }, metrics: [gauge(10)] },
      );
      expect(await infos()).toEqual([
        'target_info{host_name="h",instance="i-1"} 1 @10',
        'target_info{host_name="h",job="cart",process_pid="7"} 1 @5',
        'target_info{host_name="h",job="cart",process_pid="7"} 1 @60',
      ]);
    });

    // Half of Prometheus' look-back of 5 minutes, as its receiver does (addResourceTargetInfo in prometheusremotewrite/helper.go).
    it('has a sample at least every 2.5 minutes between the oldest and the newest point', async () => {
      await send({ resource: { 'service.name': 'cart', 'host.name': 'h' }, metrics: [gauge(0, 400)] });
      expect((await infos()).map((line) => line.split('@')[1])).toEqual(['0', '100', '250', '400']);
    });

    it('is not there for a resource that has no more than its identity, or none, or no points', async () => {
      await send(
        { resource: { 'service.name': 'cart', 'service.namespace': 'shop' }, metrics: [gauge(1)] },
        { resource: { 'host.name': 'h' }, metrics: [gauge(2)] },
        { resource: { 'service.name': 'cart', 'host.name': 'h' }, metrics: [] },
      );
      expect(await infos()).toEqual([]);
    });
  });

  describe('histograms', () => {
    const histogram = (dataPoint: object, aggregationTemporality = CUMULATIVE): object => ({
      name: 'latency',
      unit: 's',
      histogram: { aggregationTemporality, dataPoints: [dataPoint] },
    });

    it('become cumulative buckets with +Inf, a count, and a sum if it was sent', async () => {
      const point = {
        ...until(1),
        count: '7',
        explicitBounds: [0.005, 1, 1e-7 + 10],
        bucketCounts: ['1', '0', '4', '2'],
      };
      await send({
        metrics: [histogram({ ...point, sum: 21.5 }), { ...histogram(point), name: 'sumless' }],
      });
      expect(await samples()).toEqual([
        'latency_seconds_bucket{le="+Inf"} 7 @1',
        'latency_seconds_bucket{le="0.005"} 1 @1',
        'latency_seconds_bucket{le="1"} 1 @1',
        'latency_seconds_bucket{le="10.0000001"} 5 @1',
        'latency_seconds_count 7 @1',
        'latency_seconds_sum 21.5 @1',
        'sumless_seconds_bucket{le="+Inf"} 7 @1',
        'sumless_seconds_bucket{le="0.005"} 1 @1',
        'sumless_seconds_bucket{le="1"} 1 @1',
        'sumless_seconds_bucket{le="10.0000001"} 5 @1',
        'sumless_seconds_count 7 @1',
      ]);
      expect(await types()).toEqual([
        { family: 'latency_seconds', type: 'histogram', unit: 'seconds', help: '' },
        { family: 'sumless_seconds', type: 'histogram', unit: 'seconds', help: '' },
      ]);
    });

    it('without buckets have +Inf alone', async () => {
      await send({ metrics: [histogram({ ...until(1), count: '0' })] });
      expect(await samples()).toEqual(['latency_seconds_bucket{le="+Inf"} 0 @1', 'latency_seconds_count 0 @1']);
    });

    it('have one +Inf when infinity is among the bounds', async () => {
      await send({
        metrics: [
          histogram({ ...until(1), count: '3', explicitBounds: [1, 'Infinity'], bucketCounts: ['1', '2', '0'] }),
        ],
      });
      expect(await samples()).toEqual([
        'latency_seconds_bucket{le="+Inf"} 3 @1',
        'latency_seconds_bucket{le="1"} 1 @1',
        'latency_seconds_count 3 @1',
      ]);
    });
  });

  it('of summaries become a sample for each quantile, a count and a sum', async () => {
    const quantileValues = [
      { quantile: 0.5, value: 11 },
      { quantile: 0.99, value: 30.5 },
      { quantile: 1, value: 40 },
    ];
    await send({
      metrics: [
        { name: 's', unit: 'ms', summary: { dataPoints: [{ ...until(1), count: '3', sum: 80, quantileValues }] } },
      ],
    });
    expect(await samples()).toEqual([
      's_milliseconds{quantile="0.5"} 11 @1',
      's_milliseconds{quantile="0.99"} 30.5 @1',
      's_milliseconds{quantile="1"} 40 @1',
      's_milliseconds_count 3 @1',
      's_milliseconds_sum 80 @1',
    ]);
  });

  it('without a recorded value are stale markers, with the bits that Prometheus gives them', async () => {
    const stale = { ...until(1), flags: 1 };
    const quantileValues = [{ quantile: 0.5, value: 1 }];
    await send({
      metrics: [
        { name: 'g', gauge: { dataPoints: [stale] } },
        { name: 'c', sum: { isMonotonic: true, aggregationTemporality: DELTA, dataPoints: [stale] } },
        {
          name: 'h',
          histogram: { aggregationTemporality: CUMULATIVE, dataPoints: [{ ...stale, explicitBounds: [1] }] },
        },
        { name: 's', summary: { dataPoints: [{ ...stale, quantileValues }] } },
        { name: 'e', exponentialHistogram: { aggregationTemporality: CUMULATIVE, dataPoints: [stale] } },
      ],
    });
    const STALE = String(0x7ff0000000000002n);
    const bits = await select(`SELECT * FROM (
      SELECT MetricName AS name, toString(reinterpretAsUInt64(Value)) AS bits FROM metric_samples WHERE Tenant = {tenant:String} UNION ALL
      SELECT MetricName AS name, toString(reinterpretAsUInt64(Sum)) AS bits FROM metric_histograms WHERE Tenant = {tenant:String}
      ) ORDER BY name`);
    expect(bits).toEqual(
      ['c_total', 'e', 'g', 'h_bucket', 'h_bucket', 'h_count', 's', 's_count', 's_sum'].map((name) => ({
        name,
        bits: STALE,
      })),
    );
  });

  describe('exemplars', () => {
    const exemplar = (asDouble: number, rest: object = {}): object => ({
      timeUnixNano: nanoseconds(0.5),
      asDouble,
      traceId: TRACE_ID,
      spanId: 'b7ad6b7169203331',
      ...rest,
    });
    const exemplars = (): Promise<Record<string, unknown>[]> =>
      select(`SELECT MetricName AS name, s.Labels['le'] AS le, toUnixTimestamp64Milli(Timestamp) - ${START_MS} AS ms, Value AS value,
        lower(hex(TraceId)) AS trace, lower(hex(SpanId)) AS span, e.Labels AS labels
        FROM metric_exemplars AS e JOIN (SELECT * FROM metric_series FINAL) AS s USING (Tenant, MetricName, SeriesId)
        WHERE Tenant = {tenant:String} ORDER BY name, value`);

    it('belong to the bucket of a histogram that holds them first, and to counters', async () => {
      const withLabel = { filteredAttributes: keyValues({ 'user.id': 'u-1' }) };
      const list = [exemplar(1), exemplar(3, withLabel), exemplar(9, { timeUnixNano: '0' })];
      const total = { ...until(1), asInt: '1', exemplars: [exemplar(2, { traceId: undefined, spanId: undefined })] };
      await send({
        metrics: [
          {
            name: 'h',
            histogram: {
              aggregationTemporality: CUMULATIVE,
              dataPoints: [
                { ...until(1), count: '3', explicitBounds: [1, 5], bucketCounts: ['1', '1', '1'], exemplars: list },
              ],
            },
          },
          { name: 'c', sum: { isMonotonic: true, aggregationTemporality: CUMULATIVE, dataPoints: [total] } },
          { name: 'g', gauge: { dataPoints: [total] } }, // "Exemplars on other OpenTelemetry data points MUST be dropped"
        ],
      });
      const ids = { trace: TRACE_ID, span: 'b7ad6b7169203331' };
      const none = { trace: '0'.repeat(32), span: '0'.repeat(16) };
      expect(await exemplars()).toEqual([
        { name: 'c_total', le: '', ms: '500', value: 2, ...none, labels: {} },
        { name: 'h_bucket', le: '1', ms: '500', value: 1, ...ids, labels: {} },
        { name: 'h_bucket', le: '5', ms: '500', value: 3, ...ids, labels: { user_id: 'u-1' } },
        { name: 'h_bucket', le: '+Inf', ms: '1000', value: 9, ...ids, labels: {} },
      ]);
    });
  });

  describe('of delta temporality', () => {
    const counter = (...dataPoints: object[]): Sent => ({
      metrics: [{ name: 'c', sum: { isMonotonic: true, aggregationTemporality: DELTA, dataPoints } }],
    });
    const delta = (from: number, to: number, asInt: number): object => ({ ...until(to, from), asInt: String(asInt) });

    it('are added up, over requests and for each series and tenant', async () => {
      const a = { attributes: keyValues({ a: '1' }) };
      await send(counter(delta(0, 1, 3), { ...delta(0, 1, 10), ...a }, delta(1, 2, 4)));
      await send(counter(delta(2, 3, 5), { ...delta(1, 3, 20), ...a }));
      await ingest.export('metrics', request(counter(delta(3, 4, 100))), `${tenant} other`);
      await send(counter(delta(3, 4, 1)));
      expect(await samples()).toEqual([
        'c_total 3 @1',
        'c_total 7 @2',
        'c_total 12 @3',
        'c_total 13 @4',
        'c_total{a="1"} 10 @1',
        'c_total{a="1"} 30 @3',
      ]);
    });

    it('are taken back when they were not stored, and counted once when they come again', async () => {
      await send(counter(delta(0, 1, 3)));
      isFailing = true;
      await expect(send(counter(delta(1, 2, 4)))).rejects.toThrow('restarting');
      isFailing = false;
      await send(counter(delta(1, 2, 4)));
      await send(counter(delta(1, 2, 4))); // the sender did not hear that it was stored
      const body = request(counter(delta(2, 3, 5)));
      await expect(ingest.export('metrics', body.subarray(0, body.length - 1), tenant)).rejects.toThrow('at byte');
      // Cut in its last resource, after the first one was read: as malformed as can be.
      const broken = Buffer.concat([body, Buffer.from([10, 2, 18, 9])]);
      await expect(ingest.export('metrics', broken, tenant)).rejects.toThrow('at byte');
      await send(counter(delta(2, 3, 5)));
      expect([...new Set(await samples())]).toEqual(['c_total 3 @1', 'c_total 7 @2', 'c_total 12 @3']);
    });

    it('are refused with the reason when they are late, overlap, or would spoil the total', async () => {
      await send(counter(delta(10, 20, 1)));
      const odd = { ...until(50, 40), asDouble: 'NaN' };
      const result = await send(
        counter(delta(5, 10, 1), delta(15, 25, 1), delta(20, 30, 1), odd, delta(60, 70, -1), delta(80, 75, 1)),
      );
      expect(result).toMatchObject({
        accepted: 1,
        rejected: 5,
        message:
          '1 data point: its delta is older than one that was added before; ' +
          '1 data point: its delta overlaps one that was added before; ' +
          '1 data point: its delta is not a finite number; ' +
          '1 data point: its delta is negative, which that of a counter never is; ' +
          '1 data point: its start is after its time',
      });
      expect(await samples()).toEqual(['c_total 1 @20', 'c_total 2 @30']);
    });

    it('make cumulative histograms, which keep their count when the bounds change', async () => {
      const point = (from: number, explicitBounds: number[], bucketCounts: number[], sum: number): object => ({
        ...until(from + 1, from),
        count: String(bucketCounts.reduce((all, count) => all + count, 0)),
        sum,
        explicitBounds,
        bucketCounts: bucketCounts.map(String),
      });
      const dataPoints = [
        point(0, [1, 2], [1, 2, 3], 10),
        point(1, [1, 2], [1, 0, 0], 0.5),
        point(2, [1, 3], [5, 6, 7], 20),
      ];
      await send({ metrics: [{ name: 'h', histogram: { aggregationTemporality: DELTA, dataPoints } }] });
      expect(await samples()).toEqual([
        'h_bucket{le="+Inf"} 6 @1',
        'h_bucket{le="+Inf"} 7 @2',
        'h_bucket{le="+Inf"} 25 @3',
        'h_bucket{le="1"} 1 @1',
        'h_bucket{le="1"} 2 @2',
        'h_bucket{le="1"} 7 @3',
        'h_bucket{le="2"} 3 @1',
        'h_bucket{le="2"} 4 @2',
        'h_bucket{le="3"} 11 @3',
        'h_count 6 @1',
        'h_count 7 @2',
        'h_count 25 @3',
        'h_sum 10 @1',
        'h_sum 10.5 @2',
        'h_sum 30.5 @3',
      ]);
    });

    it('make cumulative native histograms', async () => {
      const point = (from: number, scale: number, offset: number, bucketCounts: string[]): object => ({
        ...until(from + 1, from),
        count: '4',
        sum: 2,
        scale,
        zeroCount: '1',
        positive: { offset, bucketCounts },
      });
      const dataPoints = [point(0, 1, 0, ['1', '2']), point(1, 0, 1, ['3'])];
      await send({ metrics: [{ name: 'e', exponentialHistogram: { aggregationTemporality: DELTA, dataPoints } }] });
      expect(
        await select(`SELECT Count, Sum, Schema, ZeroCount, PositiveOffset, PositiveCounts FROM metric_histograms
          WHERE Tenant = {tenant:String} ORDER BY Timestamp`),
      ).toEqual([
        { Count: '4', Sum: 2, Schema: 1, ZeroCount: '1', PositiveOffset: 1, PositiveCounts: ['1', '2'] },
        { Count: '8', Sum: 4, Schema: 0, ZeroCount: '2', PositiveOffset: 1, PositiveCounts: ['3', '3'] },
      ]);
    });
  });

  it.each([
    [{ name: 'n', gauge: { dataPoints: [until(1)] } }, 'it has no value'],
    [
      { name: '$%', gauge: { dataPoints: [{ ...until(1), asInt: '1' }] } },
      'its metric has a name without letters and digits',
    ],
    [
      { name: 'n', sum: { isMonotonic: true, dataPoints: [{ ...until(1), asInt: '1' }] } },
      'its metric has no aggregation temporality',
    ],
    [
      { name: 'n', sum: { aggregationTemporality: DELTA, dataPoints: [{ ...until(1), asInt: '1' }] } },
      'a sum that may fall cannot be stored with delta temporality',
    ],
    [
      { name: 'n', gauge: { dataPoints: [{ ...until(1), asInt: '1', attributes: keyValues({ 字: 'x' }) }] } },
      'no letter or digit of the attribute name "字" can stand in a label',
    ],
    [
      {
        name: 'n',
        histogram: {
          aggregationTemporality: CUMULATIVE,
          dataPoints: [{ ...until(1), explicitBounds: [2, 1], bucketCounts: ['1', '1', '1'] }],
        },
      },
      'its bounds are not in increasing order',
    ],
    [
      {
        name: 'n',
        summary: { dataPoints: [{ ...until(1), quantileValues: [{ quantile: 0.5 }, { quantile: 0.5 }] }] },
      },
      'it has a quantile twice',
    ],
    [
      {
        name: 'n',
        exponentialHistogram: { aggregationTemporality: CUMULATIVE, dataPoints: [{ ...until(1), scale: -5 }] },
      },
      'its scale is below -4',
    ],
  ])('like %j are refused with the reason', async (metric, reason) => {
    expect(await send({ metrics: [metric] })).toMatchObject({
      accepted: 0,
      rejected: 1,
      message: `1 data point: ${reason}`,
    });
  });
});
