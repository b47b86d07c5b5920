import { CoreApp, FieldType, type DataFrame } from '@grafana/data';
import { config } from '@grafana/runtime';
import type { SpanDetails } from '@watchingcat/model';
import { shopTrace } from '../../components/trace/testing/shopTrace';
import { flameGraphFrame } from './flameGraphFrame';
import { logsFrame } from './logsFrame';
import { redFrames } from './redFrames';
import { serviceGraphFrames } from './serviceGraphFrames';
import { servicesFrame } from './servicesFrame';
import { traceFrame } from './traceFrame';
import { tracesFrame } from './tracesFrame';

const COMPLETE = { kind: 'complete' } as const;
const column = (frame: DataFrame, name: string): unknown[] => frame.fields.find((field) => field.name === name)!.values;
const links = { datasourceUid: 'uid', datasourceName: 'WatchingCat' };

describe('servicesFrame', () => {
  const service = {
    name: 'cart',
    calls: 120,
    errors: 6,
    p50Ms: 1,
    p95Ms: 2,
    p99Ms: 3,
    lastSeen: 1_700_000_000_123_456_789n,
  };
  const silent = {
    ...service,
    name: 'quiet',
    calls: 0,
    errors: 0,
    p50Ms: undefined,
    p95Ms: undefined,
    p99Ms: undefined,
  };
  const frame = servicesFrame(
    'A',
    { services: [service, silent], coverage: { kind: 'partial', reason: 'Jaeger is down' } },
    60,
    links,
  );

  it('leads to the page of a service in the same data source and range', () =>
    expect(frame.fields[0].config.links?.[0].url).toBe(
      '/a/watchingcat-app/services/${__value.raw:percentencode}?ds=uid&${__url_time_range}',
    ));
  it('gives rates and ratios with units, and no ratio without calls', () => {
    expect(column(frame, 'rate')).toEqual([2, 0]);
    expect(column(frame, 'errorRatio')).toEqual([0.05, null]);
    expect(column(frame, 'p95')).toEqual([2, null]);
    expect(column(frame, 'lastSeen')[0]).toBeCloseTo(1_700_000_000_123.4568, 3);
    expect(frame.fields.map(({ config: { unit } }) => unit)).toEqual([
      undefined,
      'reqps',
      'percentunit',
      'ms',
      'ms',
      'ms',
      'short',
      'dateTimeFromNow',
    ]);
  });
  it('says what is missing', () =>
    expect(frame.meta?.notices).toEqual([{ severity: 'warning', text: 'Incomplete: Jaeger is down' }]));
});

describe('redFrames', () => {
  const calls = { startMs: 0, calls: 60, errors: 3, p50Ms: 10, p95Ms: 20, p99Ms: 30 };
  const none = { startMs: 60_000, calls: 0, errors: 0, p50Ms: undefined, p95Ms: undefined, p99Ms: undefined };
  const now = { ...calls, startMs: 120_000, calls: 10 };
  const options = { refId: 'B', labels: { service: 'cart', operation: 'GET /' }, nowMs: 125_000 };
  const answer = { stepMs: 60_000, points: [calls, none, now], coverage: COMPLETE };

  it('gives a frame for each measure, with unit and name', () => {
    const frames = redFrames(answer, { ...options, measures: ['rate', 'errors', 'duration'] });
    const values = frames.map(({ fields }) =>
      fields.slice(1).map(({ name, config: { unit, displayNameFromDS } }) => [name, unit, displayNameFromDS]),
    );
    expect(values).toEqual([
      [['rate', 'reqps', 'cart GET / rate']],
      [['errors', 'percentunit', 'cart GET / errors']],
      [
        ['p50', 'ms', 'cart GET / p50'],
        ['p95', 'ms', 'cart GET / p95'],
        ['p99', 'ms', 'cart GET / p99'],
      ],
    ]);
    expect(frames.every(({ refId, fields: [time] }) => refId === 'B' && time.type === FieldType.time)).toBe(true);
  });
  it('divides a point that is not over by the part that is', () => {
    expect(column(redFrames(answer, { ...options, measures: ['rate'] })[0], 'rate')).toEqual([1, 0, 2]);
  });
  it('has no ratio and no quantile where there were no calls', () => {
    expect(column(redFrames(answer, { ...options, measures: ['errors'] })[0], 'errors')).toEqual([0.05, null, 0.3]);
    expect(column(redFrames(answer, { ...options, measures: ['duration'] })[0], 'p99')).toEqual([30, null, 30]);
  });
});

describe('tracesFrame', () => {
  const trace = {
    traceId: 'ab',
    rootService: 'frontend',
    rootOperation: 'GET /',
    start: 5_000_000n,
    durationMs: 12,
    spans: 3,
    errors: 1,
    services: ['cart', 'frontend'],
  };
  const answer = { traces: [trace], nextCursor: 'more', coverage: COMPLETE };
  const traceLinks = (app?: string) => tracesFrame('A', answer, 'slowest', { ...links, app }).fields[0].config.links!;
  afterEach(() => (config.exploreEnabled = false));

  it('has a row for each trace, and says that more match', () => {
    const frame = tracesFrame('A', answer, 'slowest', links);
    expect(frame.fields.map(({ values }) => values[0] as unknown)).toEqual([
      'ab',
      5,
      'frontend',
      'GET /',
      12,
      3,
      1,
      'cart, frontend',
    ]);
    expect(frame.meta?.notices).toEqual([{ severity: 'info', text: 'The 1 slowest traces; more match.' }]);
  });
  it('leads to the page of the trace, with data source and time range', () => {
    expect(traceLinks()).toMatchObject([
      { url: '/a/watchingcat-app/traces/${__value.raw}?ds=uid&${__url_time_range}' },
    ]);
  });
  it('leads to Explore too where there is one, and there first when it is asked from Explore', () => {
    config.exploreEnabled = true;
    const explore = { internal: { datasourceUid: 'uid', query: { queryType: 'trace', traceId: '${__value.raw}' } } };
    expect(traceLinks()[1]).toMatchObject(explore);
    expect(traceLinks(CoreApp.Explore)[0]).toMatchObject(explore);
  });
});

describe('traceFrame', () => {
  const span: SpanDetails = {
    traceId: 'ab',
    spanId: '02',
    parentSpanId: '01',
    traceState: 'a=1',
    service: 'cart',
    operation: 'GET /cart',
    kind: 'server',
    status: 'error',
    statusMessage: 'boom',
    start: 1_700_000_000_000_500_000n,
    durationNs: 1_500_000,
    attributes: new Map<string, string | bigint | number | boolean | string[]>([
      ['text', 'a'],
      ['small', 3n],
      ['big', 9_007_199_254_740_993n],
      ['part', 0.5],
      ['yes', true],
      ['list', ['a', 'b']],
    ]),
    resource: new Map([['service.name', 'cart']]),
    scope: { name: 'http', version: '1.0' },
    events: [
      { time: 1_700_000_000_001_000_000n, name: 'exception', attributes: new Map([['exception.stacktrace', 'at x']]) },
    ],
    links: [{ traceId: 'cd', spanId: '09', traceState: '', attributes: new Map([['why', 'batch']]) }],
  };
  const frame = traceFrame(
    'A',
    [span, { ...span, spanId: '03', parentSpanId: undefined, durationNs: -2e6, events: [], links: [] }],
    [],
  );
  const row = (index: number) =>
    Object.fromEntries(frame.fields.map(({ name, values }) => [name, values[index] as unknown]));

  it('holds what Grafana reads of a span, times in ms', () => {
    expect(frame.meta).toMatchObject({ preferredVisualisationType: 'trace', custom: { traceFormat: 'otlp' } });
    expect(row(0)).toEqual({
      traceID: 'ab',
      spanID: '02',
      parentSpanID: '01',
      operationName: 'GET /cart',
      serviceName: 'cart',
      kind: 'server',
      statusCode: 2,
      statusMessage: 'boom',
      instrumentationLibraryName: 'http',
      instrumentationLibraryVersion: '1.0',
      traceState: 'a=1',
      serviceTags: [{ key: 'service.name', value: 'cart', type: 'string' }],
      startTime: 1_700_000_000_000.5,
      duration: 1.5,
      logs: [
        {
          timestamp: 1_700_000_000_001,
          name: 'exception',
          fields: [{ key: 'exception.stacktrace', value: 'at x', type: 'string' }],
        },
      ],
      references: [{ traceID: 'cd', spanID: '09', tags: [{ key: 'why', value: 'batch', type: 'string' }] }],
      tags: [
        { key: 'text', value: 'a', type: 'string' },
        { key: 'small', value: 3, type: 'int64' },
        { key: 'big', value: '9007199254740993', type: 'int64' },
        { key: 'part', value: 0.5, type: 'float64' },
        { key: 'yes', value: true, type: 'bool' },
        { key: 'list', value: '["a","b"]', type: 'string' },
      ],
      warnings: ['Its parent, span 01, is not in this trace.'],
      stackTraces: ['at x'],
      errorIconColor: undefined,
    });
  });
  it('warns of a span that ended before it started, and shows it with duration 0', () => {
    expect(row(1)).toMatchObject({
      duration: 0,
      warnings: ['The span ended 2 ms before it started; its duration is shown as 0.'],
    });
  });
});

describe('logsFrame', () => {
  const log = {
    id: 'one',
    time: 1_700_000_000_123_456_789n,
    severity: 'error' as const,
    severityText: 'E',
    service: 'cart',
    body: 'card declined',
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanId: undefined,
    attributes: new Map([['order.id', 42n]]),
    resource: new Map([['service.version', '7']]),
  };
  const plain = { ...log, id: 'two', severity: 'unspecified' as const, traceId: undefined };
  const frame = logsFrame('A', { logs: [log, plain], total: 3, nextCursor: 'next', coverage: COMPLETE }, links);

  it('has the fields that Grafana’s logs panel reads', () => {
    expect(frame.meta).toMatchObject({ preferredVisualisationType: 'logs', type: 'log-lines' });
    expect(column(frame, 'timestamp')[0]).toBeCloseTo(1_700_000_000_123.457, 2);
    expect(column(frame, 'severity')).toEqual(['error', '']);
    expect(column(frame, 'labels')[0]).toEqual({ service: 'cart', 'service.version': '7', 'order.id': '42' });
  });

  it('leads from a line to its trace, and says that there are more lines', () => {
    const traceId = frame.fields.find(({ name }) => name === 'traceID')!;
    expect(traceId.values).toEqual([log.traceId, null]);
    expect(traceId.config.links?.[0]?.url).toContain('/traces/');
    expect(frame.meta?.notices?.[0]?.text).toContain('more match');
  });
});

describe('serviceGraphFrames', () => {
  const edge = { from: 'shop', to: 'cart', calls: 120, errors: 30, p95Ms: 80, origins: ['metrics' as const] };
  const unmeasured = { ...edge, to: 'mail', errors: undefined, p95Ms: undefined };
  const nodes = ['shop', 'cart', 'mail'].map((name) => ({ name, kind: 'service' as const }));
  const [nodeFrame, edgeFrame] = serviceGraphFrames('A', { nodes, edges: [edge, unmeasured], coverage: COMPLETE }, 60);

  it('has what Grafana’s node graph reads: ends, stats, and the failed part of each ring', () => {
    expect(column(edgeFrame, 'source')).toEqual(['shop', 'shop']);
    expect(column(edgeFrame, 'target')).toEqual(['cart', 'mail']);
    expect(column(edgeFrame, 'mainstat')).toEqual([2, 2]);
    expect(column(edgeFrame, 'secondarystat')).toEqual([80, null]);
    expect(column(nodeFrame, 'arc__failed')).toEqual([0, 0.25, 0]);
    expect(column(nodeFrame, 'mainstat')).toEqual([null, 80, null]);
  });
});

describe('flameGraphFrame', () => {
  const frame = flameGraphFrame('A', shopTrace(), []);
  const ms = (values: readonly number[]) => values.map((value) => value * 1e6);

  it('has a row for each path, depth first, as the flame graph panel reads it', () => {
    expect(frame.meta?.preferredVisualisationType).toBe('flamegraph');
    expect(column(frame, 'label')).toEqual([
      'frontend: POST /checkout',
      'checkout: place order',
      'payment: charge card',
      'cart: GET /cart',
      'cart: cache get',
    ]);
    expect(column(frame, 'level')).toEqual([0, 1, 2, 2, 3]);
    expect(column(frame, 'value')).toEqual(ms([400, 360, 200, 60, 5]));
    expect(column(frame, 'self')).toEqual(ms([40, 100, 200, 55, 5]));
    expect(column(frame, 'errors')).toEqual([0, 0, 1, 0, 0]);
  });

  it('has its fields also without a trace', () =>
    expect(flameGraphFrame('A', undefined, []).fields.map(({ name }) => name)).toEqual(
      frame.fields.map(({ name }) => name),
    ));
});
