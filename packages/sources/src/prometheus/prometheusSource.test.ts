import { PrometheusSource } from './prometheusSource.ts';
import { failure, prometheusWith, success, vector, type Answer } from './testing/prometheusWith.ts';

const HOUR = { start: 1_700_000_000_000_000_000n, end: 1_700_003_600_000_000_000n };
const LABELS = {
  service_name: 'cart',
  span_name: 'GET',
  span_kind: 'SPAN_KIND_SERVER',
  status_code: 'STATUS_CODE_UNSET',
};
const CALLS = 'traces_span_metrics_calls_total';
const DURATION = 'traces_span_metrics_duration_milliseconds';
const DETECTED = vector(
  [{ __name__: CALLS, ...LABELS }, 1],
  [{ __name__: `${DURATION}_count`, ...LABELS }, 1],
  [{ __name__: CALLS }, 4],
  [{ __name__: `${DURATION}_count` }, 4],
);

/** Detection is told from what follows it by what only it asks. */
const isDetection = ({ parameters }: Parameters<Answer>[0]) =>
  parameters.get('query')?.includes('topk by (__name__)') === true;
function source(answer: Answer, now = () => 1_700_003_600_000) {
  const { transport, asked } = prometheusWith((one) => (isDetection(one) ? DETECTED : answer(one)));
  return { prometheus: new PrometheusSource(transport, { now }), asked };
}

describe('span metrics', () => {
  it('give all services with one query after detection, which is remembered', async () => {
    const { prometheus, asked } = source(() =>
      vector(
        [{ service_name: 'cart', status_code: 'STATUS_CODE_UNSET' }, 90],
        [{ service_name: 'cart', status_code: 'STATUS_CODE_ERROR' }, 10],
        [{ service_name: 'cart', le: '10' }, 0],
        [{ service_name: 'cart', le: '20' }, 100],
        [{ service_name: 'cart', le: '+Inf' }, 100],
        [{ service_name: 'idle', status_code: 'STATUS_CODE_UNSET' }, 0],
        [{ service_name: 'odd', status_code: 'STATUS_CODE_UNSET' }, 'NaN'],
      ),
    );
    const answer = await prometheus.services(HOUR);
    expect(answer).toEqual({
      services: [{ name: 'cart', calls: 100, errors: 10, p50Ms: 15, p95Ms: 19.5, p99Ms: 19.9 }],
      coverage: { kind: 'complete' },
    });
    await prometheus.services(HOUR);
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(Array(3).fill('POST /api/v1/query'));
  });

  it('are detected once for questions asked together', async () => {
    const { prometheus, asked } = source(() => vector());
    await Promise.all([prometheus.services(HOUR), prometheus.operations(['cart'], HOUR), prometheus.services(HOUR)]);
    expect(asked.filter(isDetection)).toHaveLength(1);
  });

  it('are looked for again after 30 s where there were none', async () => {
    let nowMs = 0;
    const { transport, asked } = prometheusWith(() => vector());
    const prometheus = new PrometheusSource(transport, { now: () => nowMs });
    expect(await prometheus.services(HOUR)).toBeUndefined();
    const first = asked.length;
    await prometheus.services(HOUR);
    expect(asked).toHaveLength(first);
    nowMs = 31_000;
    await prometheus.services(HOUR);
    expect(asked.length).toBeGreaterThan(first);
  });

  it('are asked for a service in a way that its name cannot change', async () => {
    const { prometheus, asked } = source(() => vector());
    await prometheus.operations(['a"} or vector(1) #', 'b'], HOUR);
    expect(asked.at(-1)!.parameters.get('query')).toContain('service_name=~"a\\"\\\\} or vector\\\\(1\\\\) #|b"');
  });

  it('have a point for every step of RED, with no quantile where nothing was called', async () => {
    const { prometheus } = source(() =>
      success({
        resultType: 'matrix',
        result: [
          { metric: { status_code: 'STATUS_CODE_UNSET' }, values: [[1_700_000_400, '5']] },
          { metric: { le: '10' }, values: [[1_700_000_400, '5']] },
          { metric: { le: '+Inf' }, values: [[1_700_000_400, '5']] },
        ],
      }),
    );
    const answer = await prometheus.red({ serviceNames: ['cart'], range: HOUR, stepMs: 300_000 });
    expect(answer!.points).toHaveLength(13);
    expect(answer!.points[0].startMs % answer!.stepMs).toBe(0);
    expect(answer!.points.filter(({ calls }) => calls > 0)).toMatchObject([{ calls: 5, p50Ms: 5 }]);
    expect(answer!.points[5]).toMatchObject({ calls: 0, errors: 0, p95Ms: undefined });
  });
});

describe('bad days', () => {
  it.each([
    [
      'too many samples',
      failure(422, 'execution', 'query processing would load too many samples into memory'),
      'too_much',
      /shorter time range/,
    ],
    [
      'a query that took too long',
      failure(503, 'timeout', 'query timed out in expression evaluation'),
      'timeout',
      /shorter time range/,
    ],
    [
      'a query that it cannot read',
      failure(400, 'bad_data', 'parse error: unexpected end'),
      'bad_request',
      /parse error/,
    ],
    ['no rights', { status: 403, body: 'forbidden' }, 'unauthorized', /rights/],
    ['no upstream', { status: 502, body: '' }, 'unreachable', /Check that it runs/],
    ['a login page', { status: 200, body: '<html>' }, 'bad_answer', /login page/],
    [
      'an answer of another shape',
      success({ resultType: 'vector', result: [{ value: 1 }] }),
      'bad_answer',
      /not what was expected/,
    ],
  ] as const)('%s is said in words', async (_what, response, code, message) => {
    const { transport } = prometheusWith(() => response);
    const answer = new PrometheusSource(transport).query('up', HOUR.end);
    await expect(answer).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('a store behind Thanos that did not answer makes the answer partial', async () => {
    const { transport } = prometheusWith(() =>
      success({ resultType: 'vector', result: [] }, { warnings: ['fetch series for store-2: connection refused'] }),
    );
    const { coverage, warnings } = await new PrometheusSource(transport).query('up', HOUR.end);
    expect(coverage).toEqual({
      kind: 'partial',
      reason: 'Prometheus warns: fetch series for store-2: connection refused',
    });
    expect(warnings).toHaveLength(1);
  });

  it('a gateway that forbids POST is asked by GET from then on', async () => {
    const { transport, asked } = prometheusWith(({ method }) =>
      method === 'POST' ? { status: 405, body: '' } : vector(),
    );
    const prometheus = new PrometheusSource(transport);
    await prometheus.query('up', HOUR.end);
    await prometheus.query('up', HOUR.end);
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
  });

  it('a back-end without exemplars is no failure', async () => {
    const { transport } = prometheusWith(() => ({ status: 404, body: 'not found' }));
    expect(await new PrometheusSource(transport).exemplars('up', HOUR)).toMatchObject({
      exemplars: [],
      coverage: { kind: 'partial' },
    });
  });

  it('an aborted question rejects with its reason', async () => {
    const abort = new AbortController();
    abort.abort();
    const { prometheus } = source(() => vector());
    await expect(prometheus.services(HOUR, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the service graph', () => {
  it('keeps a database apart from the service of its name, and counts what failed', async () => {
    const ends = { client: 'catalog', server: 'catalog', connection_type: 'database' };
    const { prometheus } = source(() =>
      vector(
        [ends, 50],
        [{ ...ends, watchingcat_part: 'failed' }, 5],
        [{ client: 'shop', server: 'catalog' }, 20],
        [{ client: 'shop', server: 'catalog', le: '0.1' }, 20],
        [{ client: 'shop', server: 'catalog', le: '+Inf' }, 20],
      ),
    );
    const graph = await prometheus.edges(HOUR);
    expect(graph!.edges).toEqual([
      { from: 'catalog', to: 'catalog (database)', calls: 50, errors: 5, p95Ms: undefined, origins: ['metrics'] },
      { from: 'shop', to: 'catalog', calls: 20, errors: 0, p95Ms: 95, origins: ['metrics'] },
    ]);
    expect(graph!.nodes).toContainEqual({ name: 'catalog (database)', kind: 'database' });
  });

  it('is undefined where there are no such metrics, and empty where nobody called', async () => {
    const names = (found: string[]) =>
      source(({ path }) => (path.includes('/label/') ? success(found) : vector())).prometheus;
    expect(await names([]).edges(HOUR)).toBeUndefined();
    expect(await names(['traces_service_graph_request_total']).edges(HOUR)).toMatchObject({ edges: [] });
  });
});

describe('its test', () => {
  it('says what was found and what to change', async () => {
    const { transport } = prometheusWith(({ path }) =>
      path === '/api/v1/status/buildinfo'
        ? success({ version: '2.42.0' })
        : path === '/api/v1/query'
          ? vector()
          : success([]),
    );
    const report = await new PrometheusSource(transport, { now: () => 0 }).check();
    expect(report.status).toBe('limited');
    expect(report.found.join(' ')).toContain('2.42.0');
    expect(report.advice.join(' ')).toContain('spanmetrics connector');
  });

  it('says what is wrong where nothing answers', async () => {
    const report = await new PrometheusSource(() => Promise.reject(new Error('ECONNREFUSED'))).check();
    expect(report).toMatchObject({
      source: 'Prometheus',
      status: 'failed',
      advice: [expect.stringContaining('cannot be reached')],
    });
  });
});
