import type { SpanDetails } from '@watchingcat/model';
import type { JaegerSearch } from './jaegerSearch.ts';
import { FIRST_BATCH_TRACES, MAX_SPANS_PER_REQUEST, MAX_SPANS_PER_SEARCH } from './jaegerSearch.ts';
import { JaegerSource } from './jaegerSource.ts';
import { seededRandom } from '../../../analysis/src/testing/seededRandom.ts';
import { jaegerWith, SERVICE, type GeneratedTrace } from './testing/manyTraces.ts';

const HOUR_US = 3_600_000_000;
const RANGE = { start: 0n, end: BigInt(HOUR_US) * 1_000n };

function generated(
  count: number,
  seed: number,
  shape: (random: () => number, index: number) => Omit<GeneratedTrace, 'traceId'>,
) {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index): GeneratedTrace => ({
    traceId: (index + 1).toString(16).padStart(32, '0'),
    ...shape(random, index),
  }));
}

async function search(traces: readonly GeneratedTrace[], given: Partial<JaegerSearch> & { limit: number }) {
  const { transport, asked } = jaegerWith(traces);
  const answer = await new JaegerSource(transport).searchTraces({ service: SERVICE, range: RANGE, ...given });
  return { ...answer, asked, ids: answer.traces.map(([{ traceId }]: readonly SpanDetails[]) => traceId) };
}

const newestFirst = (traces: readonly GeneratedTrace[]) =>
  [...traces].sort((a, b) => b.startUs - a.startUs).map(({ traceId }) => traceId);

/** Of different sizes and lengths, many overlapping their neighbours. */
const MIXED = generated(600, 1, (random) => ({
  startUs: 60_000_000 + Math.floor(random() * (HOUR_US - 120_000_000)),
  spans: 1 + Math.floor(random() ** 4 * 200),
  spreadUs: Math.floor(random() * 30_000_000),
}));

it('finds a page of small traces with one request, and knows whether there are more', async () => {
  const page = await search(MIXED, { limit: 20 });
  expect(page.asked).toHaveLength(1);
  expect(page.asked[0].limit).toBe(FIRST_BATCH_TRACES);
  expect(page.ids).toHaveLength(20);
  expect(page.isCut).toBe(true);
  const all = await search(MIXED.slice(0, 20), { limit: 20 });
  expect(all).toMatchObject({ isCut: false, asked: [{}] });
  expect(all.ids).toEqual(newestFirst(MIXED.slice(0, 20)));
});

it('finds every trace once over many batches that overlap, newest first', async () => {
  const { ids, isCut, asked } = await search(MIXED, { limit: 1_000 });
  expect(ids).toEqual(newestFirst(MIXED));
  expect(isCut).toBe(false);
  expect(asked.length).toBeGreaterThan(1);
  expect(asked.length).toBeLessThanOrEqual(6);
});

it('finds all traces that start in the same microsecond', async () => {
  const together = generated(300, 2, () => ({ startUs: 7, spans: 2, spreadUs: 0 }));
  const { ids, isCut } = await search(together, { limit: 300 });
  expect(new Set(ids).size).toBe(300);
  expect(isCut).toBe(false);
});

it('has nothing of a time that is empty, and asks nothing then', async () => {
  expect(await search(MIXED, { limit: 20, range: { start: 5n, end: 5n } })).toMatchObject({
    ids: [],
    isCut: false,
    asked: [],
  });
});

describe('2,000 traces of 5,000 spans', () => {
  const huge = generated(2_000, 3, (_random, index) => ({
    startUs: index * 1_000_000,
    spans: 5_000,
    spreadUs: 800_000,
  }));

  it('are read until the budget of a search is spent, no request after the first above its own', async () => {
    const { asked, ids, isCut } = await search(huge, { limit: 2_000 });
    expect(isCut).toBe(true);
    expect(asked[0].limit).toBe(FIRST_BATCH_TRACES);
    for (const { spans } of asked.slice(1)) expect(spans).toBeLessThanOrEqual(MAX_SPANS_PER_REQUEST);
    const total = asked.reduce((sum, { spans }) => sum + spans, 0);
    expect(total).toBeLessThanOrEqual(MAX_SPANS_PER_SEARCH);
    expect(ids).toEqual(newestFirst(huge).slice(0, ids.length));
    expect(ids.length).toBeGreaterThan(0.9 * (MAX_SPANS_PER_SEARCH / 5_000));
  }, 60_000);

  it('are asked for no more than a page needs', async () => {
    const { asked, ids } = await search(huge, { limit: 5 });
    expect(asked).toEqual([{ limit: 6, spans: 30_000 }]);
    expect(ids).toEqual(newestFirst(huge).slice(0, 5));
  }, 30_000);
});

it('stays near its budgets when small traces are followed by large ones', async () => {
  const growing = generated(600, 4, (_random, index) => ({
    startUs: index * 1_000_000,
    spans: index < 500 ? 2_000 : 2,
    spreadUs: 900_000,
  }));
  const { asked, isCut } = await search(growing, { limit: 600 });
  expect(isCut).toBe(true);
  const met = asked.findIndex(({ limit, spans }) => spans > limit * 2);
  expect(met).toBeGreaterThan(0);
  expect(asked[met].limit).toBeLessThanOrEqual(6 * FIRST_BATCH_TRACES);
  expect(asked.length).toBeGreaterThan(met + 1);
  for (const { spans } of asked.slice(met + 1)) expect(spans).toBeLessThanOrEqual(MAX_SPANS_PER_REQUEST);
}, 60_000);

it('says that it is cut, and stops, when traces overlap so much that Jaeger would only repeat them', async () => {
  const long = generated(200, 5, (_random, index) => ({ startUs: index, spans: 3_000, spreadUs: HOUR_US - 1_000 }));
  const { asked, isCut, ids } = await search(long, { limit: 200 });
  expect(isCut).toBe(true);
  expect(new Set(ids).size).toBe(ids.length);
  expect(asked.reduce((sum, { spans }) => sum + spans, 0)).toBeLessThanOrEqual(MAX_SPANS_PER_SEARCH);
}, 60_000);

it('says that it is cut when Jaeger fills batch after batch with the same traces', async () => {
  const { transport, asked } = jaegerWith(MIXED.slice(0, 300));
  const stubborn = new JaegerSource((request) =>
    transport({ ...request, query: { ...request.query, end: String(HOUR_US) } }),
  );
  const { isCut } = await stubborn.searchTraces({
    service: SERVICE,
    range: RANGE,
    limit: 1_000,
    operation: 'not in the answer',
  });
  expect(isCut).toBe(true);
  expect(asked).toHaveLength(1);
});
