import type { SpanDetails, TraceQuery, TraceSort } from '@watchingcat/model';
import { parseTraceQl, prepareTraceQl, searchableTrace } from '@watchingcat/query';
import { JaegerSource } from '../jaeger/jaegerSource.ts';
import { FederatedTelemetry } from './federatedTelemetry.ts';
import { matchesQuery } from './matchesQuery.ts';
import { MAX_SEARCHED_SERVICES } from './planSearches.ts';
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

describe('TraceQL over Jaeger', () => {
  const matching = (traceQl: string) => {
    const evaluate = prepareTraceQl(parseTraceQl(traceQl).plan!);
    return new Map(
      TRACES.flatMap((spans) => {
        const sets = evaluate(searchableTrace(spans));
        return sets.length === 0 ? [] : [[spans[0].traceId, sets.map(({ rows }) => rows.length)] as const];
      }),
    );
  };

  it.each([
    '{}',
    '{ resource.service.name = "cart" && status = error }',
    '{ .service.name =~ "c.*" && name = "POST /" }',
    '{ resource.service.name != "cart" && duration > 200ms }',
    '{ .user.tier = "gold" && duration < 1s } && { status = error }',
    '{ resource.service.name = "frontend" } > { resource.service.name = "checkout" && .user.tier = "gold" }',
    '{ name = "GET /" } !> { status = error }',
    '{ status = error || duration >= 900ms }',
    '{ resource.service.name = "cart" && status = error } || { resource.service.name = "checkout" && traceDuration < 5ms }',
    '{} | by(resource.service.name) | max(duration) > 500ms',
    '{ resource.service.name = "nobody" }',
    '{ span.user.tier = "a|b" }',
  ])('finds the traces and spans of %s, as the evaluator does over all', async (traceQl) => {
    const { telemetry } = federated(TRACES);
    const { traces, coverage } = await telemetry.searchTraces({ range: HOUR, traceQl, limit: 1_000 });
    const found = traces.map(({ traceId, spanSets }) => [traceId, spanSets?.map(({ spans }) => spans)] as const);
    expect(new Map(found)).toEqual(matching(traceQl));
    expect(coverage).toEqual({ kind: 'complete' });
  });

  it('asks only the services in which the spans can be, for what Jaeger can compare', async () => {
    const { telemetry, asked } = federated(TRACES);
    const traceQl =
      '{ resource.service.name =~ "check.*" && name = "POST /" && status = error && .user.tier = "gold" } << {}';
    await telemetry.searchTraces({ range: HOUR, traceQl });
    const searches = asked.filter((one) => one.startsWith('/api/traces'));
    expect(searches).toHaveLength(1);
    expect(JSON.parse(searches[0].slice('/api/traces '.length))).toMatchObject({
      service: 'checkout',
      operation: 'POST /',
      tags: JSON.stringify({ error: 'true', 'user.tier': 'gold' }),
    });
  });

  it('gives each trace once over all pages, newest first', async () => {
    const query = { range: HOUR, traceQl: '{ .user.tier = "gold" }', limit: 30 };
    expect(new Set(await allPages(TRACES, query))).toEqual(new Set(matching(query.traceQl).keys()));
  });

  it('joins the conditions of a query with its TraceQL', async () => {
    const query = { range: HOUR, service: 'cart', traceQl: '{ .user.tier = "gold" }', limit: 1_000 };
    const gold = matching(query.traceQl);
    const expected = TRACES.filter((spans) => spans.some(({ service }) => service === 'cart'))
      .map(([{ traceId }]) => traceId)
      .filter((id) => gold.has(id));
    expect(new Set(await allPages(TRACES, query))).toEqual(new Set(expected));
  });

  it('says over how many traces it was evaluated where Jaeger has more', async () => {
    const { coverage } = await federated(TRACES).telemetry.searchTraces({
      range: HOUR,
      traceQl: '{ resource.service.name = "frontend" } | count() > 100',
      limit: 5,
    });
    expect(coverage).toMatchObject({ kind: 'sampled', reason: expect.stringMatching(/over \d+ traces that Jaeger/) });
  });

  it.each([
    ['{ link.a = 1 }', { from: 2, to: 8, message: expect.stringContaining('attributes of links') }],
    ['{} | by(instrumentation.a)', { from: 8, to: 25, message: expect.stringContaining('instrumentation scopes') }],
    ['{ duration = "x" }', { from: 13, to: 16, message: expect.any(String) }],
    ['{ .a = ', { from: expect.any(Number), to: expect.any(Number), message: expect.any(String) }],
  ])('refuses %s with the place', async (traceQl, error) => {
    const { telemetry, asked } = federated(TRACES);
    await expect(telemetry.searchTraces({ range: HOUR, traceQl })).rejects.toMatchObject({
      code: 'bad_request',
      errors: [error],
    });
    expect(asked).toEqual([]);
  });
});
