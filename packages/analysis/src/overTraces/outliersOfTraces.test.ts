import { COMPLETE, type SpanDetails, type Telemetry, type TraceQuery } from '@watchingcat/model';
import { outliersOfTraces } from './outliersOfTraces.ts';
import type { TraceOutliers } from './traceAnalyses.ts';
import { traceItem } from './traceItems.ts';

const span = (more: Partial<SpanDetails>): SpanDetails => ({
  traceId: '0',
  spanId: 'a',
  parentSpanId: undefined,
  traceState: '',
  service: 'web',
  operation: 'GET /',
  kind: 'server',
  status: 'unset',
  statusMessage: '',
  start: 0n,
  durationNs: 1,
  attributes: new Map(),
  resource: new Map(),
  scope: { name: '', version: '' },
  events: [],
  links: [],
  ...more,
});

/** Trace n takes n ms and starts at n ns; from `slowFrom` on, the cart runs version 2. */
function shop(count: number, slowFrom: number): Pick<Telemetry, 'searchTraces' | 'spansOfTrace'> {
  return {
    async searchTraces({ range, minDurationMs = 0, maxDurationMs = Infinity, limit = 20 }) {
      const found = Array.from({ length: count }, (_, n) => n).filter(
        (n) => n >= minDurationMs && n <= maxDurationMs && n >= range.start && n < range.end,
      );
      return {
        traces: found.slice(0, limit).map((n) => ({
          traceId: String(n),
          rootService: 'web',
          rootOperation: 'GET /',
          start: BigInt(n),
          durationMs: n,
          spans: 2,
          errors: 0,
          services: ['cart', 'web'],
        })),
        nextCursor: found.length > limit ? 'more' : undefined,
        coverage: COMPLETE,
      };
    },
    async spansOfTrace(traceId) {
      const n = Number(traceId);
      if (n >= count) return undefined;
      const cart = span({
        spanId: 'b',
        parentSpanId: 'a',
        service: 'cart',
        resource: new Map([['service.version', n >= slowFrom ? '2' : '1']]),
        attributes: new Map([['id', String(n)]]),
      });
      return { spans: [span({}), cart], coverage: COMPLETE };
    },
  };
}

const query = (more: Partial<TraceQuery> = {}): TraceQuery => ({ range: { start: 0n, end: 1_000n }, ...more });
const keys = ({ groups }: TraceOutliers) => groups.map(({ representative }) => representative.key);

it('finds what a service deep in the traces does differently', async () => {
  const selection = query({ minDurationMs: 80 });
  const answer = await outliersOfTraces(shop(100, 80), { selection, baseline: query() });
  expect(answer).toMatchObject({ selectedItems: 20, baselineItems: 80, selectionCoverage: COMPLETE });
  expect(keys(answer)).toEqual(['cart › resource.service.version']);
  const [{ representative }] = answer.groups;
  expect(representative.statements[0].condition).toEqual({ type: 'is', value: '2' });
  expect(representative.exampleTraceIds).toEqual(['80', '81', '82', '83', '84']);
});

it('takes the selection out of the baseline, also what a sample of the selection does not hold', async () => {
  // 250 of 300 traces are slow, and no more than 200 of each set are loaded.
  const selection = query({ minDurationMs: 50 });
  const answer = await outliersOfTraces(shop(300, 50), { selection, baseline: query() });
  expect(answer).toMatchObject({
    selectedItems: 200,
    baselineItems: 50,
    selectionCoverage: { kind: 'sampled', seen: 200 },
    baselineCoverage: { kind: 'sampled', seen: 200 },
  });
});

it('compares traces by their ids, and leaves out those that are not there', async () => {
  const ids = (from: number, to: number) => ({
    traceIds: Array.from({ length: to - from }, (_, i) => String(from + i)),
  });
  const answer = await outliersOfTraces(shop(60, 30), { selection: ids(30, 70), baseline: ids(0, 60) });
  expect(answer).toMatchObject({ selectedItems: 30, baselineItems: 30 });
  expect(keys(answer)).toEqual(['cart › resource.service.version']);
});

it('finds nothing where nothing sets them apart', async () => {
  const answer = await outliersOfTraces(shop(100, 1_000), {
    selection: query({ minDurationMs: 50 }),
    baseline: query(),
  });
  expect(answer.groups).toEqual([]);
  expect(answer.selectedItems).toBe(50);
});

it('stops when it is cancelled', async () => {
  const cancel = new AbortController();
  const asked = outliersOfTraces(
    shop(100, 50),
    { selection: query({ minDurationMs: 50 }), baseline: query() },
    { signal: cancel.signal, onProgress: ({ traces }) => traces === 5 && cancel.abort() },
  );
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
});

describe('the item of a trace', () => {
  it('takes the root for its service, and the earliest span for another', () => {
    const item = traceItem([
      span({ spanId: 'x', parentSpanId: 'a', start: 0n, operation: 'inner' }),
      span({ spanId: 'a', start: 5n }),
      span({ spanId: 'b', parentSpanId: 'a', service: 'cart', start: 9n, operation: 'later' }),
      span({ spanId: 'c', parentSpanId: 'a', service: 'cart', start: 7n, operation: 'earlier', status: 'error' }),
    ]);
    expect(item.get('web › name')).toBe('GET /');
    expect(item.get('cart › name')).toBe('earlier');
    expect(item.get('cart › status')).toBe('error');
    expect(item.get('cart › spans')).toBe(2);
  });

  it('takes the span of the operation that was asked for, where there is one', () => {
    const spans = [span({ operation: 'GET /' }), span({ spanId: 'b', parentSpanId: 'a', operation: 'render' })];
    expect(traceItem(spans, 'render').get('web › name')).toBe('render');
    expect(traceItem(spans, 'other').get('web › name')).toBe('GET /');
  });
});
