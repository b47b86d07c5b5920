// TraceQL over the store, held to the evaluator in memory over the same spans.
import { parseTraceQl, prepareTraceQl, printTraceQl, searchableTrace } from '@watchingcat/query';
import { QueryError } from '@watchingcat/model';
import fc from 'fast-check';
import { plansOf } from '../../../../query/src/traceql/testing/anyPlan.ts';
import {
  ATTRIBUTE_CHOICES,
  FIRST_START,
  MINUTES,
  OPERATIONS,
  seededSpans,
  SERVICES,
} from '../../../test/seededSpans.ts';
import { openSeededStore, type SeededStore } from '../../../test/seededStore.ts';

const MINUTE = 60_000_000_000n;
const spans = seededSpans(20_261_126, 150);
const range = { start: FIRST_START, end: FIRST_START + BigInt(MINUTES) * MINUTE };
const traces = Map.groupBy(spans, (span) => span.traceId);
let seeded: SeededStore;

beforeAll(async () => {
  seeded = await openSeededStore(spans);
}, 60_000);
afterAll(() => seeded.close(), 60_000);

async function found(traceQl: string) {
  const answer = await seeded.telemetry.searchTraces({ range, traceQl, limit: 1000 });
  return new Map(answer.traces.map(({ traceId, spanSets }) => [traceId, spanSets?.map((set) => set.spans).toSorted()]));
}

function expected(traceQl: string) {
  const { plan } = parseTraceQl(traceQl);
  const evaluate = prepareTraceQl(plan!);
  const matching = [...traces].flatMap(([id, own]) => {
    const sets = evaluate(searchableTrace(own));
    return sets.length === 0 ? [] : [[id, sets.map(({ rows }) => rows.length).toSorted()] as const];
  });
  return new Map(matching);
}

it.each([
  '{}',
  '{ status = error }',
  '{ kind = server && duration > 100ms }',
  '{ resource.service.name = "checkout" } >> { status = error }',
  '{ parent = nil } && { status = error }',
  '{ status = error } !< { }',
  '{ } | count() > 2',
  '{ } | by(resource.service.name) | avg(duration) > 50ms',
  '{ traceDuration > 200ms && rootServiceName != nil }',
  '{ rootName =~ ".*GET.*" } || { name =~ "(?i)post.*" }',
  '{ event:name = "exception" }',
  '{ .http.response.status_code >= 500 || span.retry = true }',
  '{ nestedSetParent < 0 && span.a != span.b } || { span.cart.items + 1 > 2 } | avg(span.cart.items + 0) >= 1 | by(span.cart.items)',
  '{ nestedSetParent < 0 } | select(span.http.route, name)',
])('finds the traces and spans of %s', async (query) => {
  expect(parseTraceQl(query).errors).toBeUndefined();
  expect(await found(query)).toEqual(expected(query));
});

const at = { from: 0, to: 0 };
const plans = plansOf({
  attributes: fc.record({
    type: fc.constant('attribute' as const),
    scope: fc.constantFrom('any', 'span', 'resource', 'event', 'link'),
    ofParent: fc.boolean(),
    name: fc.constantFrom(...Object.keys(ATTRIBUTE_CHOICES), 'service.name', 'host.name', 'n', 'missing'),
    at: fc.constant(at),
  }),
  strings: fc.constantFrom(...SERVICES, ...OPERATIONS, 'gold', '', 'host-1', '/cart', 'seen'),
  numbers: fc.oneof(
    fc.constantFrom(0n, 1n, 2n, 9_007_199_254_740_993n).map((value) => ({ type: 'integer' as const, value, at })),
    fc.constantFrom(0.5, 12, -1e300).map((value) => ({ type: 'float' as const, value, at })),
    fc.constantFrom(0, 1e6, 1e8).map((ns) => ({ type: 'duration' as const, ns, at })),
  ),
  patterns: fc.constantFrom('.*', 'g.*', 'host-\\d', '(?i)get .*', ''),
});

it('answers any query as the evaluator does', async () => {
  await fc.assert(
    fc.asyncProperty(plans, async (plan) => {
      const query = printTraceQl(plan);
      expect(await found(query)).toEqual(expected(query));
    }),
    { numRuns: 60 },
  );
}, 240_000);

it('gives each trace once over all pages', async () => {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await seeded.telemetry.searchTraces({ range, traceQl: '{ status = error }', limit: 30, cursor });
    ids.push(...page.traces.map(({ traceId }) => traceId));
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(ids.toSorted()).toEqual([...expected('{ status = error }').keys()].toSorted());
});

it('says where a query cannot be answered', async () => {
  const error = await seeded.telemetry.searchTraces({ range, traceQl: '{ duration > "x" }' }).catch((cause) => cause);
  expect(error).toBeInstanceOf(QueryError);
  expect((error as QueryError).errors[0]).toMatchObject({ from: expect.any(Number), to: expect.any(Number) });
});
