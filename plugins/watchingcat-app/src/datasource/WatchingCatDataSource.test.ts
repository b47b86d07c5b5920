import {
  dateTime,
  LoadingState,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
} from '@grafana/data';
import { setTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { lastValueFrom, toArray } from 'rxjs';
import { answerJson, startProxiedServer, type ProxiedServer } from './test/proxiedServer';
import type { WatchingCatJsonData, WatchingCatQuery } from './types';
import { WatchingCatDataSource } from './WatchingCatDataSource';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const complete = { kind: 'complete' };
const stats = { calls: 6, errors: 0, p50Ms: 1, p95Ms: 2, p99Ms: null };
const service = (name: string) => ({ name, ...stats, lastSeen: '2026-01-01T00:00:00Z' });
const answers: Record<string, unknown> = {
  '/api/v1/health': { status: 'ok', version: '0.1.0' },
  '/api/v1/services': { services: [service('frontend'), service('cart')], coverage: complete },
  '/api/v1/operations': { operations: [{ name: 'GET /', ...stats, totalMs: 6 }], coverage: complete },
  '/api/v1/red': { stepMs: 60_000, points: [{ startMs: 0, ...stats }], coverage: complete },
  '/api/v1/traces': {
    traces: [
      {
        traceId: TRACE_ID,
        rootService: 'a',
        rootOperation: 'b',
        start: '2026-01-01T00:00:00Z',
        durationMs: 1,
        spans: 1,
        errors: 0,
        services: ['a'],
      },
    ],
    nextCursor: null,
    coverage: complete,
  },
  '/api/v1/trace': {
    resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: TRACE_ID, spanId: '00f067aa0ba902b7', name: 'b' }] }] }],
    coverage: complete,
  },
};

describe('WatchingCatDataSource', () => {
  let server: ProxiedServer;
  let datasource: WatchingCatDataSource;
  /** Of each request so far: path and query. */
  let asked: Array<{ path: string; query: Record<string, string> }>;
  /** What a path answers instead. */
  let instead: Record<string, { status: number; body: unknown }>;
  /** Paths that never answer, and how many requests to them were ended. */
  let silent: Set<string>;
  let ended: number;

  beforeAll(async () => {
    server = await startProxiedServer((url, _request, response) => {
      asked.push({ path: url.pathname, query: Object.fromEntries(url.searchParams) });
      if (silent.has(url.pathname)) return void response.on('close', () => ended++);
      const { status, body } = instead[url.pathname] ?? { status: 200, body: answers[url.pathname] };
      answerJson(response, body, status);
    });
    const variables: Record<string, string> = { $service: 'checkout', $id: TRACE_ID, $empty: '' };
    setTemplateSrv({
      replace: (text = '') => text.replace(/\$\w+/g, (name) => variables[name] ?? name),
    } as unknown as TemplateSrv);
    datasource = new WatchingCatDataSource({
      uid: 'uid',
      name: 'WatchingCat',
      type: 'watchingcat-datasource',
      url: server.dataSourceUrl,
      jsonData: { serverUrl: 'http://watchingcat' },
    } as DataSourceInstanceSettings<WatchingCatJsonData>);
  });
  beforeEach(() => {
    asked = [];
    instead = {};
    silent = new Set();
    ended = 0;
  });
  afterAll(() => server.close());

  const request = (...targets: Array<Partial<WatchingCatQuery>>): DataQueryRequest<WatchingCatQuery> =>
    ({
      targets: targets.map((target, index) => ({ refId: 'ABC'[index], ...target })),
      range: { from: dateTime(0), to: dateTime(300_000), raw: { from: 'now-5m', to: 'now' } },
      intervalMs: 60_000,
      scopedVars: {},
    }) as unknown as DataQueryRequest<WatchingCatQuery>;
  const packets = (...targets: Array<Partial<WatchingCatQuery>>): Promise<DataQueryResponse[]> =>
    lastValueFrom(datasource.query(request(...targets)).pipe(toArray()));

  it('is built by a class with a constructor of exactly one parameter, which Grafana 11.0 looks at', () => {
    expect(WatchingCatDataSource).toHaveLength(1);
  });

  it('answers each target by itself and is done with the last one', async () => {
    const answered = await packets(
      { queryType: 'services' },
      { queryType: 'red', service: '$service' },
      { queryType: 'traces' },
    );
    expect(answered.map(({ key }) => key).sort()).toEqual(['A', 'B', 'C']);
    expect(answered.map(({ state }) => state)).toEqual([LoadingState.Loading, LoadingState.Loading, LoadingState.Done]);
    expect(asked.find(({ path }) => path === '/api/v1/red')?.query).toMatchObject({
      service: 'checkout',
      step: '60000ms',
    });
  });

  it('keeps the others when one fails, and says why in the words of the server', async () => {
    instead['/api/v1/red'] = {
      status: 422,
      body: { type: 'urn:watchingcat:problem:too-much', detail: 'Ask for less.' },
    };
    const answered = await packets({ queryType: 'red', service: 'a' }, { queryType: 'services' });
    const [failed] = answered.filter(({ key }) => key === 'A');
    expect(failed).toMatchObject({
      data: [],
      state: LoadingState.Error,
      errors: [{ message: 'Ask for less.', refId: 'A' }],
    });
    expect(answered.find(({ key }) => key === 'B')?.data).toHaveLength(1);
  });

  it('asks nothing for hidden targets, or RED without a service', async () => {
    expect(await packets({ hide: true }, { queryType: 'red' })).toEqual([{ data: [], state: LoadingState.Done }]);
    expect(asked).toEqual([]);
  });

  it('has nothing to show for a variable without a value', async () => {
    expect(await packets({ queryType: 'red', service: '$empty' })).toMatchObject([
      { data: [], state: LoadingState.Done },
    ]);
    expect(asked).toEqual([]);
  });

  it('shows the one service that was chosen', async () => {
    const [{ data }] = await packets({ queryType: 'services', service: 'cart' });
    expect(data[0].fields[0].values).toEqual(['cart']);
  });

  it('passes on every filter of a traces query', async () => {
    await packets({
      queryType: 'traces',
      service: '$service',
      operation: 'GET /',
      status: 'error',
      minDuration: '1.5s',
      maxDuration: '1m',
      attributes: 'tier="gold plus"',
      traceQl: '{ resource.service.name = "$service" }',
      sort: 'slowest',
      limit: 5,
    });
    expect(asked[0].query).toMatchObject({
      service: 'checkout',
      operation: 'GET /',
      status: 'error',
      minDuration: '1500',
      maxDuration: '60000',
      attributes: 'tier=gold plus',
      q: '{ resource.service.name = "checkout" }',
      sort: 'slowest',
      limit: '5',
    });
  });

  it('says what is wrong with a filter instead of asking', async () => {
    const [{ error }] = await packets({ queryType: 'traces', minDuration: 'long' });
    expect(error?.message).toMatch(/“long” is not a duration/);
    expect(asked).toEqual([]);
  });

  it('gives the trace with the given id, else the slowest of the service', async () => {
    const [{ data: byId }] = await packets({ queryType: 'trace', traceId: ' $id ' });
    const [{ data: slowest }] = await packets({ queryType: 'trace', service: 'checkout', traceId: '' });
    expect(byId[0].fields[0].values).toEqual([TRACE_ID]);
    expect(slowest[0].fields[0].values).toEqual([TRACE_ID]);
    expect(asked.map(({ path }) => path)).toEqual(['/api/v1/trace', '/api/v1/traces', '/api/v1/trace']);
    expect(asked[1].query).toMatchObject({ service: 'checkout', sort: 'slowest', limit: '1' });
  });

  it.each(['trace', 'flameGraph'] as const)('says of a %s that is not known that it is not', async (queryType) => {
    instead['/api/v1/trace'] = { status: 404, body: { type: 'urn:watchingcat:problem:trace-not-found', detail: '' } };
    const [{ data }] = await packets({ queryType, traceId: 'ab' });
    expect(data[0]).toMatchObject({
      length: 0,
      meta: { notices: [{ text: expect.stringContaining('No span of trace ab') }] },
    });
  });

  it('ends its requests when Grafana is no longer interested', async () => {
    silent.add('/api/v1/services').add('/api/v1/traces');
    const subscription = datasource.query(request({ queryType: 'services' }, { queryType: 'traces' })).subscribe();
    while (asked.length < 2) await new Promise((tick) => setTimeout(tick, 1));
    subscription.unsubscribe();
    while (ended < 2) await new Promise((tick) => setTimeout(tick, 1));
    expect(ended).toBe(2);
  });

  it('lists services and operations for variables, sorted', async () => {
    expect(await datasource.metricFindQuery('services()')).toEqual([{ text: 'cart' }, { text: 'frontend' }]);
    expect(await datasource.metricFindQuery('operations($service)')).toEqual([{ text: 'GET /' }]);
    expect(asked[1].query).toMatchObject({ service: 'checkout' });
    await expect(datasource.metricFindQuery('label_values(x)')).rejects.toThrow(
      'Write services() or operations(checkout).',
    );
  });

  it('replaces variables in saved queries and leaves the rest', () => {
    const query: WatchingCatQuery = { refId: 'A', queryType: 'red', service: '$service', limit: 3 };
    expect(datasource.interpolateVariablesInQueries([query], {})).toEqual([
      { ...query, service: 'checkout', datasource: { type: 'watchingcat-datasource', uid: 'uid' } },
    ]);
  });

  describe('health check', () => {
    it('names the version and how much has been seen', async () => {
      expect(await datasource.testDatasource()).toEqual({
        status: 'success',
        message: 'WatchingCat 0.1.0 answers; 2 services have sent traces in the last 6 hours.',
      });
    });
    it('blames the URL when that is the fault', async () => {
      instead['/api/v1/health'] = { status: 500, body: '' };
      const settings = { url: server.dataSourceUrl, jsonData: { serverUrl: 'watchingcat:3000' } };
      const wrong = new WatchingCatDataSource(settings as DataSourceInstanceSettings<WatchingCatJsonData>);
      expect(await wrong.testDatasource()).toEqual({ status: 'error', message: 'Start with http:// or https://.' });
    });
    it.each([
      ['is down', '/api/v1/health', 502, '', /cannot be reached/],
      ['wants a token', '/api/v1/services', 400, { message: 'Authentication to data source failed' }, /access token/],
      ['is another page', '/api/v1/health', 200, '<html>', /server URL points to WatchingCat/],
      ['has no such API', '/api/v1/health', 404, '<html>', /server URL points to WatchingCat/],
      [
        'is too old',
        '/api/v1/services',
        404,
        { type: 'urn:watchingcat:problem:not-found' },
        /not older than this plugin/,
      ],
    ])('says what to do when the server %s', async (_case, path, status, body, message) => {
      instead[path] = { status, body };
      expect(await datasource.testDatasource()).toMatchObject({
        status: 'error',
        message: expect.stringMatching(message),
      });
    });
  });
});
