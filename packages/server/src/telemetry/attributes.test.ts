import { attributeNamesOf, attributeValuesOf } from '@watchingcat/analysis';
import { ATTRIBUTE_CHOICES, FIRST_START, MINUTES, seededSpans, SERVICES } from '../../test/seededSpans.ts';
import { openSeededStore, type SeededStore } from '../../test/seededStore.ts';
import { newestSpans } from './newestSpans.ts';

const MINUTE = 60_000_000_000n;
const spans = seededSpans(11, 300);
const range = { start: FIRST_START, end: FIRST_START + BigInt(MINUTES) * MINUTE };
let seeded: SeededStore;

beforeAll(async () => {
  seeded = await openSeededStore(spans);
}, 60_000);
afterAll(() => seeded.close(), 60_000);

const within = (start: bigint, end: bigint) => spans.filter((span) => span.start >= start && span.start < end);

it('counts names as a walk over all spans does', async () => {
  const part = { start: range.start + 7n * MINUTE, end: range.start + 26n * MINUTE };
  for (const service of [undefined, ...SERVICES]) {
    for (const owner of [undefined, 'span', 'resource'] as const) {
      const { names } = await seeded.telemetry.attributeNames({ range: part, service, owner });
      expect(names).toEqual(attributeNamesOf(within(part.start, part.end), { service, owner }));
    }
  }
});

it('counts values as a walk over all spans does', async () => {
  for (const name of [...Object.keys(ATTRIBUTE_CHOICES), 'host.name', 'no.such']) {
    const { values, coverage } = await seeded.telemetry.attributeValues({ range, name });
    expect(values).toEqual(attributeValuesOf(spans, { name }));
    expect(coverage).toEqual({ kind: 'complete' });
  }
});

it('looks at the newest half hour in which a service has spans, and says so', async () => {
  const [service] = SERVICES;
  const own = spans.filter((span) => span.service === service);
  const buckets = [...new Set(own.map(({ start }) => start / (5n * MINUTE)))].sort((a, b) => (a > b ? -1 : 1));
  const newest = own.filter(({ start }) => start / (5n * MINUTE) >= buckets[5]);
  const { names, coverage } = await seeded.telemetry.attributeNames({ range, service });
  expect(names).toEqual(attributeNamesOf(newest, {}));
  expect(coverage).toMatchObject({ kind: 'sampled', seen: newest.length });
});

it('reads no more spans than it is told, the newest ones', async () => {
  const { sql, parameters } = await newestSpans(seeded.store, 'default', { range }, 100);
  const rows = await seeded.store.rows<{ Start: string }>(sql('toUnixTimestamp64Nano(Timestamp) AS Start'), { parameters });
  expect(rows).toHaveLength(100);
  const oldest = rows.map(({ Start }) => BigInt(Start)).reduce((a, b) => (a < b ? a : b));
  const newer = spans.filter(({ start }) => start / (5n * MINUTE) > oldest / (5n * MINUTE)).length;
  expect(newer).toBeLessThan(100);
}); // prettier-ignore
