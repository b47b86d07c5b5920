import { FIRST_START, MINUTES, OPERATIONS, seededSpans, SERVICES } from '../../test/seededSpans.ts';
import { openSeededStore, type SeededStore } from '../../test/seededStore.ts';
import { firstPart } from './firstPart.ts';
import { FIRST_PART_NS } from './inParts.ts';

const MINUTE = 60_000_000_000n;
const spans = seededSpans(12, 300);
const range = { start: FIRST_START, end: FIRST_START + BigInt(MINUTES) * MINUTE };
const newest = range.end - MINUTE / 2n;
let seeded: SeededStore;

beforeAll(async () => {
  seeded = await openSeededStore(spans);
}, 60_000);
afterAll(() => seeded.close(), 60_000);

const widthFor = (query: object, traces: number) =>
  firstPart(seeded.store, 'default', { range, ...query }, { range, newest, traces });

it.each([
  ['a service', { service: SERVICES[1] }],
  ['an operation', { operation: OPERATIONS[0] }],
  ['failures of a service', { service: SERVICES[0], status: 'error' }],
  ['what did not fail of an operation of a service', { service: SERVICES[2], operation: OPERATIONS[1], status: 'ok' }],
] as const)('goes back over the newest minutes that hold half more spans of %s than traces are wanted', async (_, query) => {
  const { service, operation, status } = { service: undefined, operation: undefined, status: undefined, ...query };
  const width = (await widthFor(query, 6))!;
  const matching = spans.filter(
    (span) =>
      (service === undefined || span.service === service) &&
      (operation === undefined || span.operation === operation) &&
      (status === undefined || (span.status === 'error') === (status === 'error')),
  );
  // Minutes count wholly, also the one that `newest` lies in.
  const since = (start: bigint) => matching.filter((span) => span.start >= start && span.start < newest + MINUTE / 2n);
  expect((newest - width - range.start) % MINUTE).toBe(0n);
  expect(since(newest - width).length).toBeGreaterThanOrEqual(9);
  expect(since(newest - width + MINUTE).length).toBeLessThan(9);
}); // prettier-ignore

it('goes as far beyond what it has read as the density of that asks for', async () => {
  const hour = 60n * MINUTE;
  const long = { start: newest - 10_000n * hour, end: newest };
  const width = (query: object, traces: number) =>
    firstPart(seeded.store, 'default', { range: long, ...query }, { range: long, newest, traces });
  const [service, operation] = [SERVICES[0], OPERATIONS[0]];
  const ofService = spans.filter((span) => span.service === service).length;
  const ofOperation = spans.filter((span) => span.operation === operation && span.start >= newest - hour).length;
  expect(Number((await width({ service }, ofService))!) / Number(hour)).toBeCloseTo(36, -1);
  expect(Number((await width({ operation }, ofOperation))!) / Number(hour)).toBeCloseTo(1.5, 0);
  expect(await width({ service: 'no such service' }, 10)).toBe(200n * 24n * hour);
});

it('says when there are none', async () => {
  expect(await widthFor({ service: 'no such service' }, 10)).toBe(0n);
  expect(await widthFor({ operation: 'no such operation', service: SERVICES[0] }, 10)).toBe(0n);
});

it('says of the very start of the range that there may be some, as the next page may begin there', async () => {
  const [{ start, service }] = spans;
  const minute = start - (start % MINUTE);
  const width = await firstPart(
    seeded.store,
    'default',
    { range: { start: minute, end: range.end }, service },
    {
      range: { start: minute, end: range.end },
      newest: minute,
      traces: 10,
    },
  );
  expect(width).toBeGreaterThan(0n);
});

it('cannot tell of attributes, and of what the roll-up has no service or operation for', async () => {
  expect(await widthFor({ service: SERVICES[0] }, 1)).toBeLessThan(FIRST_PART_NS);
  expect(await widthFor({ service: SERVICES[0], attributes: { a: 'b' } }, 1)).toBeUndefined();
  expect(await widthFor({ status: 'error' }, 1)).toBeUndefined();
});
