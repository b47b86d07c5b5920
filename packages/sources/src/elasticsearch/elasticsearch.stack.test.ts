// The adapter against the real Elasticsearch 7.10.2 and OpenSearch 2 and 3, in each layout: what was indexed is what is found, and as many
// as the engine itself counts.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NS_PER_MS, NS_PER_SECOND, type Severity } from '@watchingcat/model';
import { itNeeding } from '../../../../scripts/stack/itNeeding.ts';
import { startStack, type Stack } from '../../../../scripts/stack/startStack.ts';
import { fetchTransport } from '../../test/fetchTransport.ts';
import { indexLogs, LAYOUTS, type Layout } from '../../test/logDocuments.ts';
import type { SentLog } from '../../test/otlpLogs.ts';
import { ElasticsearchSource } from './elasticsearchSource.ts';

const BASE = ((BigInt(Date.now()) * NS_PER_MS) / (60n * NS_PER_SECOND)) * 60n * NS_PER_SECOND - 600n * NS_PER_SECOND;
const RANGE = { start: BASE, end: BASE + 300n * NS_PER_SECOND };
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const WORDS: readonly [Severity, string][] = [
  ['debug', 'DEBUG'],
  ['info', 'INFO'],
  ['warn', 'WARN'],
  ['error', 'ERROR'],
  ['fatal', 'FATAL'],
];
const LOGS: SentLog[] = Array.from({ length: 250 }, (_, index) => ({
  // Fifty moments of five records each, so that pages end in the midst of one.
  time: BASE + BigInt(Math.floor(index / 5)) * NS_PER_SECOND + 123_456_789n,
  severity: WORDS[index % 5][0],
  severityText: WORDS[index % 5][1],
  hasSeverityNumber: true,
  service: index % 10 === 0 ? 'checkout' : 'cart',
  body: index === 7 ? 'Card declined: insufficient-funds' : `tick number ${index}`,
  traceId: index < 3 ? TRACE : undefined,
  spanId: index < 3 ? '00f067aa0ba902b7' : undefined,
  attributes: new Map([['order.id', BigInt(index)]]),
  resource: new Map([
    ['service.name', index % 10 === 0 ? 'checkout' : 'cart'],
    ['service.version', '7'],
  ]),
}));
const CUSTOM = {
  time: 'when',
  message: 'said',
  level: 'how_bad',
  service: 'who',
  traceId: 'request.trace',
  spanId: 'request.span',
};

let dir: string;
let stack: Stack;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'watchingcat-logs-'));
  stack = await startStack({ components: ['elasticsearch', 'opensearch2', 'opensearch3'], dir });
  for (const engine of ENGINES)
    for (const layout of LAYOUTS) if (stack[engine]) await indexLogs(stack[engine].url, `logs-${layout}`, layout, LOGS);
}, 600_000);

afterAll(async () => {
  await stack?.close();
  await rm(dir, { recursive: true, force: true });
}, 60_000);

const ENGINES = ['elasticsearch', 'opensearch2', 'opensearch3'] as const;

describe.each(ENGINES)('%s', (engine) => {
  const itThere = itNeeding(engine);
  const source = (layout: Layout | '*') =>
    new ElasticsearchSource(fetchTransport(stack[engine]!.url), {
      index: `logs-${layout}`,
      ...(layout === 'custom' && { fields: CUSTOM }),
    });

  describe.each(LAYOUTS)('with logs of the layout %s', (layout) => {
    itThere('finds as many records as there are, to the nanosecond', async () => {
      const { logs, total, coverage } = await source(layout).searchLogs({ range: RANGE, limit: 300, order: 'oldest' });
      expect(coverage).toEqual({ kind: 'complete' });
      expect(total).toBe(LOGS.length);
      expect(logs.map(({ time }) => time)).toEqual(LOGS.map(({ time }) => time));
      const byBody = new Map(logs.map((log) => [log.body, log]));
      for (const sent of LOGS)
        expect(byBody.get(sent.body)).toMatchObject({
          severity: sent.severity,
          service: sent.service,
          traceId: sent.traceId,
          spanId: sent.spanId,
        });
    });

    itThere('gives each record once over all pages, though five share a moment', async () => {
      for (const order of ['newest', 'oldest'] as const) {
        const bodies: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await source(layout).searchLogs({ range: RANGE, limit: 17, order, cursor });
          expect(page.total).toBe(LOGS.length);
          bodies.push(...page.logs.map(({ body }) => body));
          cursor = page.nextCursor;
        } while (cursor !== undefined);
        expect(bodies.sort()).toEqual(LOGS.map(({ body }) => body).sort());
      }
    });

    itThere.each([
      ['trace id, however it is spelled', { traceId: TRACE }, 3],
      ['span id', { spanId: '00f067aa0ba902b7' }, 3],
      ['service', { service: 'checkout' }, 25],
      ['severity', { minSeverity: 'error' as const }, 100],
      ['whole words', { text: 'DECLINED card' }, 1],
      ['parts of words, which are none', { text: 'declin' }, 0],
      ['attribute', { attributes: { 'order.id': '42' } }, 1],
      ['attribute that no index has', { attributes: { nobody: 'x' } }, 0],
      ['text that could be a query', { text: '") OR body:* (' }, 0],
    ])('finds records by %s, and counts them alike', async (_what, filter, expected) => {
      const { total } = await source(layout).searchLogs({ range: RANGE, ...filter });
      expect(total).toBe(expected);
      const { bars } = await source(layout).histogram({ range: RANGE, stepMs: 10_000, ...filter });
      expect(bars.flatMap(({ counts }) => Object.values(counts)).reduce((a, b) => a + b, 0)).toBe(expected);
    });

    itThere('counts by severity over time', async () => {
      const { bars, stepMs } = await source(layout).histogram({ range: RANGE, stepMs: 10_000 });
      expect(stepMs).toBe(10_000);
      expect(bars).toHaveLength(30);
      expect(bars[0]).toEqual({
        startMs: Number(BASE / NS_PER_MS),
        counts: { unspecified: 0, trace: 0, debug: 10, info: 10, warn: 10, error: 10, fatal: 10 },
      });
    });

    itThere('knows the services, and says in its test where it found what', async () => {
      expect([...(await source(layout).services(RANGE)).names].sort()).toEqual(['cart', 'checkout']);
      const report = await source(layout).check();
      expect(report.advice).toEqual([]);
      expect(report.found.join(' ')).toMatch(/(Elasticsearch 7\.10|OpenSearch [23])/);
    });
  });

  itThere('reads indices of several layouts together', async () => {
    const known = new ElasticsearchSource(fetchTransport(stack[engine]!.url), {
      index: 'logs-otel,logs-ecs,logs-raw,logs-fluentbit',
    });
    expect((await known.searchLogs({ range: RANGE, traceId: TRACE })).total).toBe(12);
    expect((await known.searchLogs({ range: RANGE, minSeverity: 'error' })).total).toBe(400);
    expect((await known.searchLogs({ range: RANGE, service: 'checkout' })).total).toBe(100);
  });

  itThere('says that no index is named so', async () => {
    const nothing = new ElasticsearchSource(fetchTransport(stack[engine]!.url), { index: 'nothing-*' });
    const answer = await nothing.searchLogs({ range: RANGE });
    expect(answer).toMatchObject({
      logs: [],
      coverage: { kind: 'partial', reason: expect.stringContaining('nothing-*') },
    });
    expect(await nothing.check()).toMatchObject({ status: 'failed', advice: [expect.stringContaining('nothing-*')] });
  });
});
