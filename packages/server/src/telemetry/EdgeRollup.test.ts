import { NS_PER_SECOND, type ServiceGraph, type SpanDetails } from '@watchingcat/model';
import { FIRST_START, seededSpans } from '../../test/seededSpans.ts';
import { openSeededStore, type SeededStore } from '../../test/seededStore.ts';
import { silent } from '../store/testing/temporaryStore.ts';
import { EdgeRollup } from './EdgeRollup.ts';

// For machines that do much else at the same time; nothing here is about time.
jest.setTimeout(60_000);

const MINUTE_NS = 60n * NS_PER_SECOND;
/** Each is counted by a statement of its own, ten in a run: three runs and what is left. */
const MINUTES = 32;
const RANGES = {
  'whole minutes': { start: FIRST_START, end: FIRST_START + BigInt(MINUTES) * MINUTE_NS },
  'parts of minutes': {
    start: FIRST_START + 17n * NS_PER_SECOND,
    end: FIRST_START + 20n * MINUTE_NS + 31n * NS_PER_SECOND,
  },
  'less than a minute': { start: FIRST_START + 5n * NS_PER_SECOND, end: FIRST_START + 41n * NS_PER_SECOND },
};

let seeded: SeededStore;
let rollup: EdgeRollup;
let nowMs = Number(FIRST_START / 1_000_000n) + (MINUTES + 5) * 60_000;
const SPANS = startedWithin(MINUTES, seededSpans(7, 400));

beforeAll(async () => {
  seeded = await openSeededStore(SPANS);
  rollup = new EdgeRollup({ store: seeded.store, log: silent, now: () => nowMs++, repeat: () => () => {} });
});
afterAll(async () => {
  await rollup.stop();
  await seeded.close();
});

const count = async (sql: string): Promise<number> => Number((await seeded.store.rows<{ N: string }>(sql))[0].N);
const minutesCounted = () => count('SELECT uniq(Minute) AS N FROM edge_minutes');
async function countAll(): Promise<void> {
  for (let run = 0; run < MINUTES / 10 + 1; run++) await rollup.run();
}
/** Edges in an order that does not matter. */
const graphs = async (): Promise<Record<string, ServiceGraph>> =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(RANGES).map(async ([name, range]) => {
        const { nodes, edges, coverage } = await seeded.telemetry.serviceGraph(range);
        const byName = (a: { from: string; to: string }, b: { from: string; to: string }) =>
          `${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1;
        return [
          name,
          { nodes: nodes.toSorted((a, b) => (a.name < b.name ? -1 : 1)), edges: edges.toSorted(byName), coverage },
        ];
      }),
    ),
  );

/** Whole traces, of which all spans start in the first minutes. */
function startedWithin(minutes: number, spans: readonly SpanDetails[]): SpanDetails[] {
  const end = FIRST_START + BigInt(minutes) * MINUTE_NS;
  const later = new Set(spans.filter(({ start }) => start >= end).map(({ traceId }) => traceId));
  return spans.filter(({ traceId }) => !later.has(traceId));
}

/** From, to and number of calls, by brute force, in the order of `graphs`. */
function callsOf(spans: readonly SpanDetails[]): unknown[] {
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const calls = new Map<string, [string, string, number]>();
  for (const callee of spans) {
    const caller = byId.get(callee.parentSpanId ?? '');
    const isRemote =
      ['client', 'producer'].includes(caller?.kind ?? '') && ['server', 'consumer'].includes(callee.kind);
    if (!caller || (caller.service === callee.service && !isRemote)) continue;
    const key = `${caller.service} ${callee.service}`;
    calls.set(key, [caller.service, callee.service, (calls.get(key)?.[2] ?? 0) + 1]);
  }
  return [...calls].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, call]) => call);
}

it('counts minutes that are over, and what is counted is what pairing the spans gives, for any range', async () => {
  const paired = await graphs();
  const calls = paired['whole minutes'].edges.map(({ from, to, calls: number }) => [from, to, number]);
  expect(calls).toEqual(callsOf(SPANS));
  await countAll();
  expect(await minutesCounted()).toBe(await count('SELECT uniq(Minute) AS N FROM red_1m'));
  expect(await graphs()).toEqual(paired);
});

it('knows a call whose spans come late, and counts its minute again', async () => {
  const [caller] = SPANS.filter(({ parentSpanId }) => parentSpanId === undefined);
  const late: SpanDetails = {
    ...caller,
    spanId: 'beefbeefbeefbeef',
    parentSpanId: caller.spanId,
    service: 'late',
    kind: 'server',
    resource: new Map([['service.name', 'late']]),
    events: [],
    links: [],
  };
  await seeded.send([late]);
  const calls = async () =>
    (await seeded.telemetry.serviceGraph(RANGES['whole minutes'])).edges.filter(({ to }) => to === 'late');
  expect(await calls()).toMatchObject([{ from: caller.service, calls: 1 }]);
  const newest = 'SELECT max(Version) AS N FROM edge_minutes';
  const before = await count(newest);
  await countAll();
  expect(await count(newest)).toBeGreaterThan(before);
  expect(await calls()).toMatchObject([{ from: caller.service, calls: 1 }]);
});

it('leaves a minute alone that may still get spans', async () => {
  const young = new EdgeRollup({
    store: seeded.store,
    log: silent,
    now: () => Number(FIRST_START / 1_000_000n) + 120_000,
    repeat: () => () => {},
  });
  await seeded.store.execute('TRUNCATE TABLE edge_minutes');
  await young.run();
  expect(await minutesCounted()).toBe(0);
  await young.stop();
});
