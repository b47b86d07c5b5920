import { analysesOver, attributeColumns, traceItem, type TraceAnalyses } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';
import { FIRST_START, MINUTES, seededSpans, SERVICES } from '../../../test/seededSpans.ts';
import { openSeededStore, type SeededStore } from '../../../test/seededStore.ts';
import { TENANT } from '../../ingest/receivers/listen.ts';
import { readTraceItems } from './readTraceItems.ts';
import { readTraces } from './readTraces.ts';
import { storeAnalyses } from './storeAnalyses.ts';
import { timeSlices } from './timeSlices.ts';

const spans = seededSpans(11, 300);
const range = { start: FIRST_START, end: FIRST_START + BigInt(MINUTES) * 60_000_000_000n };
const groups = [...Map.groupBy(spans, (span) => span.traceId).values()];
/** Sums depend on the order of what is added, in their last digits. */
const rounded = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer, (_, value: unknown) => (typeof value === 'number' ? value.toPrecision(9) : value)));
let seeded: SeededStore;
let analyses: TraceAnalyses;

beforeAll(async () => {
  seeded = await openSeededStore(spans);
  analyses = storeAnalyses(seeded.store, TENANT, seeded.telemetry);
}, 60_000);
afterAll(() => seeded.close(), 60_000);

it('adds up the same critical paths as reading trace by trace does', async () => {
  const asked = { range, service: SERVICES[0] };
  const rules = [{ service: SERVICES[1], factor: 0 }];
  const [fast, slow] = await Promise.all(
    [analyses, analysesOver(seeded.telemetry)].map((each) => each.aggregateCriticalPath(asked, { rules })),
  );
  expect(fast.aggregate?.traces).toBe(
    groups.filter((own) => own.some(({ service }) => service === SERVICES[0])).length,
  );
  expect(fast.coverage).toEqual({ kind: 'complete' });
  expect(rounded(fast.aggregate)).toEqual(rounded(slow.aggregate));
});

it('reads the spans of many traces, and says of one that is gone that it is not there', async () => {
  const { traces } = await seeded.telemetry.searchTraces({ range, limit: 100 });
  const read: (Trace | undefined)[] = [];
  const gone = { ...traces[0], traceId: 'f'.repeat(32) };
  for await (const trace of readTraces(seeded.store, TENANT, [...traces, gone])) read.push(trace);
  expect(read.filter((trace) => trace === undefined)).toHaveLength(1);
  const sizes = (of: readonly { traceId: string; size: number }[]) =>
    of.map(({ traceId, size }) => [traceId, size]).sort();
  expect(sizes(read.filter((trace) => trace !== undefined))).toEqual(
    sizes(traces.map(({ traceId, spans: size }) => ({ traceId, size }))),
  );
});

it.each([undefined, 'GET /cart'])(
  'has the same columns as the items of all spans, by operation %s',
  async (operation) => {
    const wanted = groups.map(([{ traceId }]) => ({ traceId, start: undefined, end: undefined }));
    const missing = { traceId: 'e'.repeat(32), start: undefined, end: undefined };
    const { columns, items } = await readTraceItems(seeded.store, TENANT, [missing, ...wanted], { operation });
    expect(items).toEqual(wanted.map((_, at) => at + 1));
    const expected = attributeColumns(groups.map((own) => traceItem(own, operation))).columns;
    const plain = (all: typeof columns) =>
      all
        .map((column) => ({
          key: column.key,
          values:
            column.type === 'number'
              ? [...column.numbers]
              : Array.from(column.index, (index) => (index === -1 ? undefined : column.values[index])),
        }))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
    expect(plain(columns)).toEqual(plain(expected));
  },
);

it('finds what was put into the slow traces', async () => {
  const answer = await analyses.outliers({
    selection: { range, attributes: { 'customer.tier': 'gold' } },
    baseline: { range },
  });
  expect(answer.selectionCoverage).toEqual({ kind: 'complete' });
  expect(answer.selectedItems + answer.baselineItems).toBe(groups.length);
  expect(answer.groups.map(({ representative }) => representative.key)).toContainEqual(
    expect.stringMatching(/› span\.customer\.tier$/),
  );
});

it('cuts traces into slices of time', () => {
  const placed = [5n, 1n, 3n, 2n].map((start) => ({ start, end: start + 10n, spans: 4 }));
  const starts = (most: { items: number; spans: number }) =>
    [...timeSlices(placed, most)].map(({ items }) => items.map(({ start }) => start));
  expect(starts({ items: 3, spans: 100 })).toEqual([[1n, 2n, 3n], [5n]]);
  expect(starts({ items: 3, spans: 8 })).toEqual([
    [1n, 2n],
    [3n, 5n],
  ]);
  expect(starts({ items: 3, spans: 1 })).toEqual([[1n], [2n], [3n], [5n]]);
  expect([...timeSlices(placed, { items: 4, spans: 100 })]).toMatchObject([{ start: 1n, end: 15n }]);
});
