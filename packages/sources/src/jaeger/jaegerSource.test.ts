import { TelemetryError } from '@watchingcat/model';
import type { Transport, TransportRequest, TransportResponse } from '../transport.ts';
import { JaegerSource } from './jaegerSource.ts';
import orderApi from './testing/orderTrace.api.json' with { type: 'json' };
import orderV3 from './testing/orderTrace.v3.json' with { type: 'json' };

const T = '1af7651916cd43dd8448eb211c80319c';
const RANGE = { start: 1_000_000_500n, end: 3_000_000_000n };
const UI =
  '<!doctype html><script>JAEGER_VERSION = {"gitCommit":"abc","gitVersion":"v1.62.0","buildDate":""};</script>';
// What a real Jaeger 1.62 answers.
const NOT_FOUND = { status: 404, body: { data: null, total: 0, errors: [{ code: 404, msg: 'trace not found' }] } };
const NOT_FOUND_V3 = { status: 404, body: { error: { httpCode: 404, message: 'trace not found' } } };

/** Answers by path; other paths get Jaeger's UI, with status 200, as from Jaeger itself. */
function jaeger(answers: Readonly<Record<string, TransportResponse | (() => TransportResponse)>>, now?: () => number) {
  const asked: TransportRequest[] = [];
  const source = new JaegerSource(async (request) => {
    asked.push(request);
    const answer = answers[request.path] ?? { status: 200, body: UI };
    return typeof answer === 'function' ? answer() : answer;
  }, { now }); // prettier-ignore
  return { source, asked, paths: () => asked.map(({ path }) => path) };
}

const ok = (data: unknown): TransportResponse => ({
  status: 200,
  body: { data, total: 0, limit: 0, offset: 0, errors: null },
});
const failing = (answer: TransportResponse) => new JaegerSource(async () => answer);

describe('services', () => {
  it('are sorted, and asked again only after 30 s', async () => {
    let nowMs = 0;
    let data = ['b', 'a'];
    const { source, asked } = jaeger({ '/api/services': () => ok(data) }, () => nowMs);
    expect(await source.services()).toEqual(['a', 'b']);
    data = ['c'];
    nowMs = 29_999;
    expect(await source.services()).toEqual(['a', 'b']);
    expect(asked).toHaveLength(1);
    nowMs = 30_000;
    expect(await source.services()).toEqual(['c']);
  });

  it('are none when Jaeger says null, as it does before the first span', async () => {
    expect(await jaeger({ '/api/services': ok(null) }).source.services()).toEqual([]);
  });

  it('are asked again after a failure', async () => {
    let answer: TransportResponse = { status: 502, body: '' };
    const { source } = jaeger({ '/api/services': () => answer });
    await expect(source.services()).rejects.toMatchObject({ code: 'unreachable' });
    answer = ok(['a']);
    expect(await source.services()).toEqual(['a']);
  });
});

describe('operations', () => {
  const names = [
    { name: 'GET /', spanKind: 'server' },
    { name: 'GET /', spanKind: '' },
    { name: 'tick', spanKind: 'Internal' },
    { name: 'old' },
  ];

  it('have a kind where Jaeger tells one', async () => {
    const { source, asked } = jaeger({ '/api/operations': ok(names) });
    expect(await source.operations('a/b&c')).toEqual([
      { name: 'GET /', kind: 'server' },
      { name: 'GET /', kind: 'unspecified' },
      { name: 'tick', kind: 'internal' },
      { name: 'old', kind: 'unspecified' },
    ]);
    expect(asked[0].query).toEqual({ service: 'a/b&c' });
  });

  it.each([
    ['404', { status: 404, body: '404 page not found' }],
    ['the page of its UI', { status: 200, body: UI }],
  ])('come from the path of old when the new one answers %s', async (_name, absent) => {
    const { source, paths } = jaeger({ '/api/operations': absent, '/api/services/a%2F..%2Fb/operations': ok(['x']) });
    expect(await source.operations('a/../b')).toEqual([{ name: 'x', kind: 'unspecified' }]);
    expect(paths()).toEqual(['/api/operations', '/api/services/a%2F..%2Fb/operations']);
  });

  it('are none of a service that Jaeger does not know', async () => {
    expect(await jaeger({ '/api/operations': ok([]) }).source.operations('nobody')).toEqual([]);
  });
});

describe('a search', () => {
  it('asks in microseconds, both ends included, and with durations that lose nothing', async () => {
    const { source, asked } = jaeger({ '/api/traces': ok([]) });
    const tags = { 'http.route': '/orders', note: 'a=b, "ünï" \\ 100%&' };
    await source.searchTraces({
      service: 'a&b',
      operation: 'GET /',
      tags,
      range: RANGE,
      minDurationMs: 1.0015,
      maxDurationMs: 2.0015,
      limit: 7,
    });
    expect(asked.map(({ path, query }) => ({ path, query }))).toEqual([
      {
        path: '/api/traces',
        query: {
          service: 'a&b', operation: 'GET /', tags: JSON.stringify(tags), start: '1000000', end: '3000000',
          minDuration: '1001us', maxDuration: '2002us', limit: '8', lookback: 'custom', raw: 'true',
        },
      },
    ]); // prettier-ignore
  });

  it('gives whole traces', async () => {
    const { source } = jaeger({ '/api/traces': { status: 200, body: orderApi } });
    const { traces, isCut } = await source.searchTraces({ service: 'checkout', range: RANGE, limit: 20 });
    expect(traces.map((spans) => spans.length)).toEqual([3]);
    expect(isCut).toBe(false);
  });

  it('leaves out conditions that are not given', async () => {
    const { source, asked } = jaeger({ '/api/traces': ok([]) });
    await source.searchTraces({ service: 'a', tags: {}, range: RANGE, limit: 1 });
    expect(asked[0].query).toMatchObject({ tags: undefined, operation: undefined, minDuration: undefined });
  });

  it.each([0, -1, 1.5, NaN])('refuses a limit of %d', async (limit) => {
    await expect(jaeger({}).source.searchTraces({ service: 'a', range: RANGE, limit })).rejects.toMatchObject({
      code: 'bad_request',
    });
  });
});

describe('the spans of a trace', () => {
  const V3 = `/api/v3/traces/${T}`;
  const API = `/api/traces/${T}`;

  it('come by /api/v3, with nanoseconds', async () => {
    const { source, paths } = jaeger({ [V3]: { status: 200, body: orderV3 } });
    const spans = await source.spans(T);
    expect(spans!.some(({ start }) => start % 1_000n !== 0n)).toBe(true);
    expect(paths()).toEqual([V3]);
  });

  it.each([
    ['404', { status: 404, body: '' }],
    ['the page of its UI', { status: 200, body: UI }],
    [
      'OTLP of before 1.54',
      { status: 200, body: { result: { resourceSpans: [{ scopeSpans: [{ spans: [{ traceId: 'GvdlGQ==' }] }] }] } } },
    ],
  ])('come by /api when /api/v3 answers %s, and /api/v3 is not asked again', async (_name, absent) => {
    const { source, paths } = jaeger({ [V3]: absent, [API]: { status: 200, body: orderApi } });
    expect(await source.spans(T)).toHaveLength(3);
    expect(await source.spans(T)).toHaveLength(3);
    expect(paths()).toEqual([V3, API, API]);
  });

  it('are not known when Jaeger says so, on either way', async () => {
    const v3 = jaeger({ [V3]: NOT_FOUND_V3 });
    expect(await v3.source.spans(T)).toBeUndefined();
    expect(v3.paths()).toEqual([V3]);
    expect(await jaeger({ [API]: NOT_FOUND }).source.spans(T)).toBeUndefined();
    expect(await jaeger({ [API]: ok(null) }).source.spans(T)).toBeUndefined();
    expect(await jaeger({ [API]: { status: 200, body: NOT_FOUND.body } }).source.spans(T)).toBeUndefined();
    expect(
      await jaeger({ [V3]: { status: 200, body: { result: { resourceSpans: [] } } } }).source.spans(T),
    ).toBeUndefined();
  });

  it('are not asked for by what can be no trace id', async () => {
    const { source, asked } = jaeger({});
    for (const id of ['', '0000', '../services', 'xyz', `${T}0`]) expect(await source.spans(id)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('fail, and are not unknown, when neither way is there', async () => {
    await expect(failing({ status: 404, body: '404 page not found' }).spans(T)).rejects.toMatchObject({
      code: 'bad_answer',
      message:
        'Jaeger knows no such path (404). Check that its URL leads to it, with the path prefix that it may have.',
    });
  });
});

it('gives the calls between services, of a range in milliseconds', async () => {
  const { source, asked } = jaeger({
    '/api/dependencies': ok([{ parent: 'a', child: 'b', callCount: 3, source: 'x' }]),
  });
  expect(await source.dependencies(RANGE)).toEqual([{ parent: 'a', child: 'b', calls: 3 }]);
  expect(asked[0].query).toEqual({ endTs: '3000', lookback: '2000' });
});

describe('bad days', () => {
  const error = (code: number, msg: string) => ({ data: null, total: 0, errors: [{ code, msg }] });
  const NAN = 'failed writing HTTP response: failed marshalling HTTP response to JSON: json: unsupported value: NaN';

  it.each([
    ['401', { status: 401, body: '' }, 'unauthorized', 'refused the credentials (401)'],
    [
      "401 as Grafana's proxy says it",
      { status: 400, body: { message: 'Authentication to data source failed' } },
      'unauthorized',
      '(401)',
    ],
    ['403', { status: 403, body: '' }, 'unauthorized', 'does not allow this (403)'],
    ['429', { status: 429, body: '' }, 'too_much', 'Wait a little'],
    ['502', { status: 502, body: '' }, 'unreachable', 'Check that it runs'],
    ['504', { status: 504, body: '' }, 'timeout', 'Try a shorter time range'],
    ['HTML', { status: 200, body: UI }, 'bad_answer', 'is not JSON, perhaps a login page'],
    [
      'a reason',
      { status: 400, body: error(400, "parameter 'service' is required") },
      'bad_request',
      "parameter 'service' is required",
    ],
    [
      'a reason with status 200',
      { status: 200, body: error(400, 'max must be above min') },
      'bad_request',
      'max must be above min',
    ],
    ['a trace with NaN', { status: 500, body: error(500, NAN) }, 'bad_answer', 'unsupported value: NaN'],
    ['another shape', { status: 200, body: { data: [7] } }, 'bad_answer', 'data[0]'],
  ])('an answer of %s is an error that names Jaeger and says what to do', async (_name, answer, code, said) => {
    for (const failed of [
      failing(answer).services(),
      failing(answer).searchTraces({ service: 'a', range: RANGE, limit: 1 }),
    ]) {
      const reason: unknown = await failed.catch((cause: unknown) => cause);
      expect(reason).toBeInstanceOf(TelemetryError);
      expect(reason).toMatchObject({ code, message: expect.stringContaining(said) });
      expect((reason as TelemetryError).message).toMatch(/^Jaeger/);
    }
  });

  it('reads the data of an answer that also has errors', async () => {
    const body = { data: ['a'], errors: [{ msg: 'one shard failed' }] };
    expect(await failing({ status: 200, body }).services()).toEqual(['a']);
  });

  it('no answer at all is an error as well', async () => {
    const source = new JaegerSource(() => Promise.reject(new TypeError('fetch failed')));
    await expect(source.spans(T)).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/^Jaeger cannot be reached/),
    });
  });

  const slow: Transport = ({ signal }) =>
    new Promise((_resolve, reject) => signal!.addEventListener('abort', () => reject(signal!.reason as Error)));

  it.each<[string, (source: JaegerSource, signal: AbortSignal) => Promise<unknown>]>([
    ['services', (source, signal) => source.services(signal)],
    ['operations', (source, signal) => source.operations('a', signal)],
    ['a search', (source, signal) => source.searchTraces({ service: 'a', range: RANGE, limit: 1 }, signal)],
    ['spans', (source, signal) => source.spans(T, signal)],
    ['dependencies', (source, signal) => source.dependencies(RANGE, signal)],
    ['a check', (source, signal) => source.check(signal)],
  ])('%s of a slow Jaeger end with an AbortError when nobody waits any more', async (_name, ask) => {
    const abort = new AbortController();
    const answer = ask(new JaegerSource(slow), abort.signal);
    abort.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a check', () => {
  const V3 = `/api/v3/traces/${'f'.repeat(32)}`;

  it('says the version, and what was found', async () => {
    expect(await jaeger({ '/api/services': ok(['a']), [V3]: NOT_FOUND_V3 }).source.check()).toEqual({
      source: 'Jaeger',
      status: 'works',
      found: ['Jaeger 1.62.0 answers.', 'It knows 1 service.', 'Traces come with nanoseconds, by /api/v3.'],
      advice: [],
    });
  });

  it('is limited without services and /api/v3, and says what that costs', async () => {
    const report = await jaeger({ '/api/services': ok(null), '/': { status: 404, body: '' } }).source.check();
    expect(report).toMatchObject({
      status: 'limited',
      found: ['Jaeger answers. It does not tell its version.', 'It knows 0 services.'],
    });
    expect(report.advice.join()).toMatch(/Send traces to it.*Upgrade Jaeger to 1\.54/);
  });

  it('fails with the words of the failure', async () => {
    expect(await failing({ status: 401, body: '' }).check()).toEqual({
      source: 'Jaeger',
      status: 'failed',
      found: [],
      advice: ['Jaeger refused the credentials (401). Check user, password or token of its data source.'],
    });
  });
});
