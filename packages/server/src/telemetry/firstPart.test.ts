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
] as const)('goes back over the newest minutes that hold twice as many spans of %s as traces are wanted', async (_, query) => {
  const { service, operation, status } = { service: undefined, operation: undefined, status: undefined, ...query };
  const width = await widthFor(query, 5);
  const matching = spans.filter(
    (span) =>
      (service === undefined || span.service === service) &&
      (operation === undefined || span.operation === operation) &&
      (status === undefined || (span.status === 'error') === (status === 'error')),
  );
  // Minutes count wholly, also the one that `newest` lies in.
  const since = (start: bigint) => matching.filter((span) => span.start >= start && span.start < newest + MINUTE / 2n);
  expect((newest - width - range.start) % MINUTE).toBe(0n);
  expect(since(newest - width).length).toBeGreaterThanOrEqual(10);
  expect(since(newest - width + MINUTE).length).toBeLessThan(10);
}); // prettier-ignore

it('goes back to the start of the range where there is too little', async () => {
  expect(await widthFor({ service: SERVICES[0] }, 1_000_000)).toBe(newest - range.start);
});

it('is no narrower than usual where attributes are asked for, and as usual where nothing is known', async () => {
  expect(await widthFor({ service: SERVICES[0] }, 1)).toBeLessThan(FIRST_PART_NS);
  expect(await widthFor({ service: SERVICES[0], attributes: { a: 'b' } }, 1)).toBe(FIRST_PART_NS);
  expect(await widthFor({ status: 'error' }, 1)).toBe(FIRST_PART_NS);
});
