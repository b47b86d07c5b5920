import { buildTrace, encodeTrace, QueryError, TelemetryError } from '@watchingcat/model';
import { serverHealth } from './health.ts';
import { RemoteTelemetry } from './remoteTelemetry.ts';
import type { Transport, TransportRequest } from './transport.ts';

const RANGE = { start: 1_500_000_001n, end: 2_000_000_000n };
const problem = (name: string, status: number, detail: string) => ({
  status,
  body: { type: `urn:watchingcat:problem:${name}`, title: 'Title', status, detail },
});

async function failure(transport: Transport): Promise<TelemetryError> {
  const error: unknown = await new RemoteTelemetry(transport).services(RANGE).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(TelemetryError);
  return error as TelemetryError;
}

describe('RemoteTelemetry', () => {
  it('puts names and ids into the query, never into the path', async () => {
    const asked: TransportRequest[] = [];
    const telemetry = new RemoteTelemetry(async (request) => {
      asked.push(request);
      return problem('trace-not-found', 404, 'no');
    });
    await telemetry.trace('../a/b');
    await telemetry.span('a/b', 'c d');
    await telemetry.operations('a/b', RANGE).catch(() => undefined);
    await telemetry.red({ service: 'a/b', operation: 'c/d', range: RANGE, stepMs: 60_000 }).catch(() => undefined);
    expect(asked.map(({ path, query }) => ({ path, query }))).toEqual([
      { path: '/api/v1/trace', query: { traceId: '../a/b', format: 'columns' } },
      { path: '/api/v1/span', query: { traceId: 'a/b', spanId: 'c d' } },
      {
        path: '/api/v1/operations',
        query: { service: 'a/b', start: '1970-01-01T00:00:01.500000001Z', end: '1970-01-01T00:00:02.000000000Z' },
      },
      {
        path: '/api/v1/red',
        query: {
          service: 'a/b',
          operation: 'c/d',
          start: '1970-01-01T00:00:01.500000001Z',
          end: '1970-01-01T00:00:02.000000000Z',
          step: '60000ms',
        },
      },
    ]);
  });

  it.each([
    ['bad_request', problem('limit-out-of-range', 400, 'Send a limit from 1 to 1000.')],
    ['bad_request', problem('start-after-end', 400, 'Send a start that lies before the end.')],
    ['too_much', problem('too-much', 422, 'Ask for a shorter time range.')],
    ['timeout', problem('timeout', 504, 'Ask for a shorter time range.')],
    ['unreachable', problem('unavailable', 503, 'Try again.')],
    ['bad_answer', problem('source-failed', 502, 'Jaeger answered nonsense.')],
    ['bad_answer', problem('internal-error', 500, 'See the log.')],
    ['unauthorized', problem('origin-not-allowed', 403, 'Not from here.')],
  ])('is %s, in the words of the server: %j', async (code, answer) => {
    const error = await failure(async () => answer);
    expect(error.code).toBe(code);
    expect(error.message).toBe(answer.body.detail);
  });

  it('says where a query cannot be answered, as the server told it', async () => {
    const { status, body } = problem('bad-query', 400, 'duration is compared with text');
    const errors = [{ from: 13, to: 19, message: 'duration is compared with text' }];
    const error = await failure(async () => ({ status, body: { ...body, errors } }));
    expect(error).toBeInstanceOf(QueryError);
    expect(error).toMatchObject({ code: 'bad_request', message: body.detail, errors });
    expect(await failure(async () => ({ status, body: { ...body, errors: 'none' } }))).not.toBeInstanceOf(QueryError);
  });

  it.each([
    ['unauthorized', 401, '', /access token/],
    ['unreachable', 502, '', /server URL/],
    ['timeout', 504, '', /shorter time range/],
    ['too_much', 413, '<html>', /too big/],
    ['bad_answer', 404, '<html>nothing here</html>', /server URL points to WatchingCat/],
    ['bad_answer', 200, '<html>a login form</html>', /login form/],
    ['bad_answer', 200, { services: 3 }, /expected a list at services.*older than the plugin/],
    ['bad_answer', 500, null, /status 500/],
  ])('is %s for status %i with %j, and says what to do', async (code, status, body, message) => {
    const error = await failure(async () => ({ status, body }));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  it('asks for a trace as bytes, and refuses what are not those of a trace', async () => {
    const trace = buildTrace({
      traceId: 'a',
      spanIds: ['1'],
      parentSpanIds: [''],
      start: [5n],
      durationNs: [7],
      service: ['cart'],
      operation: ['add'],
      kind: [1],
      status: [0],
      hasLinks: [false],
      events: { row: [], time: [], name: [] },
    });
    const asked: TransportRequest[] = [];
    const telemetryOf = (body: unknown) =>
      new RemoteTelemetry(async (request) => (asked.push(request), { status: 200, body }));
    const sent = encodeTrace({ trace, coverage: { kind: 'complete' } });
    expect(await telemetryOf(sent).trace('a')).toEqual({ trace, coverage: { kind: 'complete' } });
    expect(asked[0].answer).toBe('bytes');
    for (const body of [sent.subarray(0, -1), new TextEncoder().encode('<html>a login form</html>'), { trace: {} }, ''])
      await expect(telemetryOf(body).trace('a')).rejects.toMatchObject({ name: 'TelemetryError', code: 'bad_answer' });
  });

  it('says of an unknown route that the server may be older', async () => {
    const error = await failure(async () => problem('not-found', 404, 'No such route.'));
    expect(error).toMatchObject({ code: 'bad_answer', message: expect.stringContaining('not older than this plugin') });
  });

  it('keeps the cause when nothing answers', async () => {
    const cause = new TypeError('fetch failed');
    expect(await failure(() => Promise.reject(cause))).toMatchObject({ code: 'unreachable', cause });
  });

  it('rejects with the AbortError of its signal, before and during the request', async () => {
    const abort = new AbortController();
    const hanging = new RemoteTelemetry(
      ({ signal }) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('socket closed')))),
    );
    const during = hanging.services(RANGE, abort.signal);
    abort.abort();
    await expect(during).rejects.toMatchObject({ name: 'AbortError' });
    await expect(hanging.services(RANGE, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('serverHealth', () => {
  it('gives status and version', async () => {
    const answer = { status: 'ok', version: '0.1.0', uptimeMs: 3 };
    expect(await serverHealth(async () => ({ status: 200, body: answer }))).toEqual({ status: 'ok', version: '0.1.0' });
  });
});
