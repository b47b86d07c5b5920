import type { SpanDetails, TraceQuery, TraceSort } from '@watchingcat/model';
import { JaegerSource } from '../jaeger/jaegerSource.ts';
import { FederatedTelemetry } from './federatedTelemetry.ts';
import { matchesQuery } from './matchesQuery.ts';
import { MAX_SEARCHED_SERVICES } from './searchTraces.ts';
import { jaegerOf } from './testing/jaegerOf.ts';
import { HOUR, shopTraces } from './testing/traces.ts';
import { summaryOfSpans } from './traceOfSpans.ts';

function federated(traces: readonly (readonly SpanDetails[])[]) {
  const { transport, asked } = jaegerOf(traces);
  const sources = { jaeger: new JaegerSource(transport), prometheus: undefined, elasticsearch: undefined };
  return { telemetry: new FederatedTelemetry(sources, { now: () => 0, pause: () => new Promise(() => {}) }), asked };
}

async function allPages(traces: readonly (readonly SpanDetails[])[], query: TraceQuery): Promise<string[]> {
  const { telemetry } = federated(traces);
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await telemetry.searchTraces({ ...query, cursor });
    ids.push(...page.traces.map(({ traceId }) => traceId));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return ids;
}

function bruteForce(traces: readonly (readonly SpanDetails[])[], query: TraceQuery): string[] {
  const key = ({ start, durationMs }: { start: bigint; durationMs: number }) =>
    query.sort === 'slowest' ? BigInt(Math.round(durationMs * 1e6)) : start;
  return traces
    .map((spans) => ({ spans, summary: summaryOfSpans(spans) }))
    .filter(({ spans, summary }) => matchesQuery(spans, summary, query))
    .map(({ summary }) => summary)
    .sort((a, b) => (key(a) < key(b) ? 1 : -1))
    .map(({ traceId }) => traceId);
}

const TRACES = shopTraces(400, 7);

describe('search over Jaeger', () => {
  it.each([
    ['everything of a service', { service: 'frontend' }],
    ['an operation', { service: 'checkout', operation: 'POST /' }],
    ['errors', { service: 'cart', status: 'error' as const }],
    ['no errors', { service: 'cart', status: 'ok' as const }],
    ['long traces', { service: 'cart', minDurationMs: 800 }],
    ['short traces', { service: 'frontend', maxDurationMs: 20 }],
    ['an attribute', { service: 'frontend', attributes: { 'user.tier': 'gold' } }],
    ['no service', {}],
  ])('finds %s, each trace once over all pages, newest first', async (_what, conditions) => {
    const query = { range: HOUR, limit: 60, ...conditions };
    expect(await allPages(TRACES, query)).toEqual(bruteForce(TRACES, query));
  });

  it('finds the slowest of a service whose own spans took the time', async () => {
    const query: TraceQuery = { range: HOUR, service: 'frontend', sort: 'slowest', limit: 5 };
    const alone = TRACES.map((spans) => spans.slice(0, 1));
    const { telemetry, asked } = federated(alone);
    const answer = await telemetry.searchTraces(query);
    expect(answer.traces.map(({ traceId }) => traceId)).toEqual(bruteForce(alone, query).slice(0, 5));
    expect(asked.length).toBeLessThan(10);
  });

  it('says that a search for the slowest may miss traces in which others took the time', async () => {
    const { coverage } = await federated(TRACES).telemetry.searchTraces({
      range: HOUR,
      service: 'frontend',
      sort: 'slowest',
      limit: 5,
    });
    expect(coverage).toMatchObject({ kind: 'sampled', reason: expect.stringContaining('slow spans, not slow traces') });
  });

  it('samples from the whole range, and says that there are more', async () => {
    const { telemetry } = federated(shopTraces(2_000, 3));
    const { traces, coverage, nextCursor } = await telemetry.searchTraces({
      range: HOUR,
      service: 'frontend',
      sort: 'sample',
      limit: 120,
    });
    expect(coverage).toMatchObject({ kind: 'sampled' });
    expect(nextCursor).toBeUndefined();
    const quarter = (HOUR.end - HOUR.start) / 4n;
    for (let index = 0n; index < 4n; index++) {
      const from = HOUR.start + index * quarter;
      expect(traces.filter(({ start }) => start >= from && start < from + quarter).length).toBeGreaterThan(10);
    }
  });

  it('looks at the first services only where there are many, and says so', async () => {
    const services = Array.from({ length: 30 }, (_, index) => `service-${index}`);
    const { telemetry, asked } = federated(services.flatMap((service, index) => shopTraces(2, index, [service])));
    const { coverage } = await telemetry.searchTraces({ range: HOUR, limit: 10 });
    expect(asked.filter((one) => one.startsWith('/api/traces')).length).toBeLessThanOrEqual(MAX_SEARCHED_SERVICES);
    expect(coverage).toMatchObject({ kind: 'sampled', reason: expect.stringContaining('of 30 services') });
  });

  it.each(['newest', 'slowest', 'sample'] satisfies TraceSort[])(
    'finds nothing where nothing is, sorted by %s',
    async (sort) => {
      const nothing = await federated(TRACES).telemetry.searchTraces({
        range: { start: 1n, end: 2n },
        service: 'cart',
        sort,
      });
      expect(nothing).toEqual({ traces: [], nextCursor: undefined, coverage: { kind: 'complete' } });
    },
  );

  it('refuses a cursor that is none', async () => {
    const answer = federated(TRACES).telemetry.searchTraces({ range: HOUR, service: 'cart', cursor: "newest:1' OR 1" });
    await expect(answer).rejects.toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('Start again'),
    });
  });

  it('says that traces need a Jaeger', async () => {
    const none = new FederatedTelemetry(
      { jaeger: undefined, prometheus: undefined, elasticsearch: undefined },
      { now: () => 0, pause: () => new Promise(() => {}) },
    );
    await expect(none.searchTraces({ range: HOUR })).rejects.toMatchObject({ code: 'bad_request' });
    await expect(none.searchLogs({ range: HOUR })).rejects.toMatchObject({ code: 'bad_request' });
    expect(none.capabilities().signals).toEqual([]);
  });
});
