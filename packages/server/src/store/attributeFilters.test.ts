import { ATTRIBUTE_CHOICES, seededSpans } from '../../test/seededSpans.ts';
import { openSeededStore, type SeededStore } from '../../test/seededStore.ts';
import { mayHoldValue } from './attributeFilters.ts';

const spans = seededSpans(13, 100);
const values = [...new Set(Object.values(ATTRIBUTE_CHOICES).flat().map(String))].filter((value) => value !== '');
let seeded: SeededStore;

beforeAll(async () => {
  seeded = await openSeededStore(spans);
}, 60_000);
afterAll(() => seeded.close(), 60_000);

async function spansWhere(condition: string, value: string): Promise<number> {
  const { Spans } = await seeded.store.columns<{ Spans: string[] }>(`SELECT count() AS Spans FROM spans WHERE Tenant = 'default' AND ${condition}`, {
    parameters: { value },
  });
  return Number(Spans[0]);
} // prettier-ignore

it('keeps all spans that have the value', async () => {
  expect(values.length).toBeGreaterThan(8);
  const holds = 'has(mapValues(SpanAttributes), {value:String})';
  for (const value of values) {
    const withFilter = await spansWhere(`${mayHoldValue(value, '{value:String}')} AND ${holds}`, value);
    expect([value, withFilter]).toEqual([value, await spansWhere(holds, value)]);
    expect(withFilter).toBeGreaterThan(0);
  }
});

it('leaves out granules without the value, whatever its checksum', async () => {
  const found = [];
  for (let n = 0; n < 40; n++) found.push(await spansWhere(mayHoldValue(`absent ${n} ü`, '{value:String}'), `absent ${n} ü`));
  // The filter may be wrong once in a thousand values.
  expect(found.filter((count) => count > 0).length).toBeLessThanOrEqual(1);
}); // prettier-ignore
