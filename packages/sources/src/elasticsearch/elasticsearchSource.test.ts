import type { Transport, TransportResponse } from '../transport.ts';
import { ElasticsearchSource } from './elasticsearchSource.ts';

const RANGE = { start: 1_700_000_000_000_000_000n, end: 1_700_000_600_000_000_000n };
const CAPS = {
  indices: ['logs-1'],
  fields: {
    '@timestamp': { date_nanos: {} },
    message: { text: {} },
    'log.level': { keyword: {} },
    'service.name': { text: {} },
    'service.name.keyword': { keyword: {} },
    'trace.id': { keyword: {} },
    service: { object: {} },
  },
};

/** A cluster that maps logs as above and answers every search like this. */
function source(
  search: TransportResponse | ((body: string) => TransportResponse),
  caps: unknown = CAPS,
  index?: string,
) {
  const asked: { readonly path: string; readonly method: string; readonly text: string }[] = [];
  const transport: Transport = async ({ path, method = 'GET', body }) => {
    asked.push({ path, method, text: body?.text ?? '' });
    if (path.endsWith('/_field_caps')) return { status: 200, body: caps };
    return typeof search === 'function' ? search(body?.text ?? '') : search;
  };
  return { elasticsearch: new ElasticsearchSource(transport, { now: () => 0, index }), asked };
}

const hit = (id: string, source: object, time = '2023-11-14T22:13:21.123456789Z') => ({
  _index: 'logs-1',
  _id: id,
  _source: source,
  fields: { '@timestamp': [time] },
});
const found = (hits: readonly object[], more: object = {}): TransportResponse => ({
  status: 200,
  body: { responses: [{ status: 200, hits: { hits }, aggregations: { all: { doc_count: hits.length } }, ...more }] },
});
const failed = (status: number, type: string, reason: string): TransportResponse => ({
  status: 200,
  body: { responses: [{ status, error: { type, reason, root_cause: [{ type, reason }] } }] },
});

it('asks only what Grafana’s proxy lets through: one GET, then POST of /_msearch with the index in its header', async () => {
  const { elasticsearch, asked } = source(found([]));
  await elasticsearch.searchLogs({ range: RANGE });
  await elasticsearch.searchLogs({ range: RANGE });
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /logs-*/_field_caps',
    'POST /_msearch',
    'POST /_msearch',
  ]);
  expect(JSON.parse(asked[1].text.split('\n')[0])).toEqual({
    index: 'logs-*',
    ignore_unavailable: true,
    allow_no_indices: true,
  });
  expect(asked[1].text.endsWith('\n')).toBe(true);
});

it('reads a record by the fields that it has, nested or with dots, and the rest as its attributes', async () => {
  const document = {
    message: 'card declined',
    log: { level: 'ERROR' },
    'service.name': 'checkout',
    trace: { id: '0AF76519-16CD-43DD-8448-EB211C80319C' },
    host: { name: 'checkout-1' },
    order: { id: 42, tags: ['a', 'b'] },
  };
  const { logs } = await source(found([hit('1', document)])).elasticsearch.searchLogs({ range: RANGE });
  expect(logs).toEqual([
    {
      id: 'logs-1/1',
      time: 1_700_000_001_123_456_789n,
      severity: 'error',
      severityText: 'ERROR',
      service: 'checkout',
      body: 'card declined',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: undefined,
      attributes: new Map<string, unknown>([
        ['order.id', 42n],
        ['order.tags', ['a', 'b']],
      ]),
      resource: new Map([
        ['service.name', 'checkout'],
        ['host.name', 'checkout-1'],
      ]),
    },
  ]);
});

it('asks a keyword for a whole value, and every spelling of an id', async () => {
  const { elasticsearch, asked } = source(found([]));
  await elasticsearch.searchLogs({ range: RANGE, service: 'a"b', traceId: '0af7651916cd43dd8448eb211c80319c' });
  const { query } = JSON.parse(asked.at(-1)!.text.split('\n')[1]) as { query: unknown };
  const text = JSON.stringify(query);
  expect(text).toContain('{"terms":{"service.name.keyword":["a\\"b"]}}');
  expect(text).toContain('"0AF76519-16CD-43DD-8448-EB211C80319C"');
  expect(text).toContain('"af7651916cd43dd8448eb211c80319c"');
});

it.each([
  [
    'a circuit breaker',
    failed(429, 'circuit_breaking_exception', '[parent] Data too large'),
    'too_much',
    /shorter time range/,
  ],
  [
    'too many buckets',
    failed(503, 'too_many_buckets_exception', 'Trying to create too many buckets'),
    'too_much',
    /too many buckets/,
  ],
  [
    'no right to an index',
    failed(403, 'security_exception', 'no permissions for [indices:data/read/search]'),
    'unauthorized',
    /rights/,
  ],
  ['a query that it cannot read', failed(400, 'parsing_exception', 'unknown query'), 'bad_request', /unknown query/],
  ['no upstream', { status: 502, body: '' }, 'unreachable', /Check that it runs/],
  ['a login page', { status: 200, body: '<html>' }, 'bad_answer', /login page/],
  [
    'Grafana’s words for refused credentials',
    { status: 400, body: { message: 'Authentication to data source failed' } },
    'unauthorized',
    /credentials/,
  ],
  ['no answer to the search', { status: 200, body: { responses: [] } }, 'bad_answer', /responses/],
] as const)('says in words what %s means', async (_what, response, code, message) => {
  const answer = source(response).elasticsearch.searchLogs({ range: RANGE });
  await expect(answer).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

it.each([
  ['time ran out', { timed_out: true }, /ran out of time/],
  [
    'shards failed',
    { _shards: { total: 5, failed: 2, failures: [{ reason: { type: 'x', reason: 'field is not indexed' } }] } },
    /2 of 5 shards .* not indexed/,
  ],
])('says that the answer is not whole where %s', async (_what, more, reason) => {
  const { coverage } = await source(found([], more)).elasticsearch.searchLogs({ range: RANGE });
  expect(coverage).toMatchObject({ kind: 'partial', reason: expect.stringMatching(reason) });
});

it('finds nothing, and does not fail, by what no index has', async () => {
  const { elasticsearch, asked } = source(found([]));
  await elasticsearch.searchLogs({ range: RANGE, spanId: '00f067aa0ba902b7', attributes: { nobody: 'x' } });
  expect(asked.at(-1)!.text).toContain('match_none');
});

it('names one index a day where the pattern says so', async () => {
  const { elasticsearch, asked } = source(found([]), CAPS, '[app-]YYYY.MM.DD,audit-*');
  await elasticsearch.searchLogs({ range: { start: RANGE.start, end: RANGE.start + 90_000_000_000_000n } });
  const names = 'app-2023.11.14,app-2023.11.15,audit-*';
  expect(asked[0].path).toBe(`/${encodeURIComponent(names)}/_field_caps`);
});

it.each(['', 'logs-*,', 'a/../b', 'a b', '..'])('refuses %p as an index', async (index) => {
  const answer = source(found([]), CAPS, index === '' ? ' ' : index).elasticsearch.searchLogs({ range: RANGE });
  await expect(answer).rejects.toMatchObject({ code: 'bad_request' });
});

it('says in its test what is missing, and what that takes away', async () => {
  const caps = { indices: ['logs-1'], fields: { '@timestamp': { date: {} }, message: { keyword: {} } } };
  const report = await source(found([]), caps).elasticsearch.check();
  expect(report.status).not.toBe('works');
  const advice = report.advice.join(' ');
  for (const part of ['service.name', 'trace id', 'level']) expect(advice).toContain(part);
});
