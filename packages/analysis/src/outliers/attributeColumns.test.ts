import type { AttributeValue } from '@watchingcat/model';
import { ABSENT, attributeColumns, AttributeColumnsBuilder, MAX_OUTLIER_KEYS } from './attributeColumns.ts';

const columns = (...items: Record<string, AttributeValue>[]) =>
  attributeColumns(items.map((item) => new Map(Object.entries(item))));

it('gives each key a column over all items', () =>
  expect(columns({ a: 'x' }, { b: true }, { a: 'y', b: true })).toEqual({
    columns: [
      { key: 'a', type: 'text', values: ['x', 'y'], index: Int32Array.of(0, ABSENT, 1) },
      { key: 'b', type: 'text', values: ['true'], index: Int32Array.of(ABSENT, 0, 0) },
    ],
    keysLeftOut: 0,
  }));

it('takes a key of many different numbers as a number', () => {
  const items = Array.from({ length: 30 }, (_, i) => ({ n: i % 2 === 0 ? i : BigInt(i) }));
  expect(columns(...items, {}).columns).toEqual([
    { key: 'n', type: 'number', numbers: Float64Array.from([...items.keys(), NaN]) },
  ]);
});

it('takes a key of few different numbers as names', () =>
  expect(columns({ status: 200n }, { status: 500n }, { status: 200n }).columns).toEqual([
    { key: 'status', type: 'text', values: ['200', '500'], index: Int32Array.of(0, 1, 0) },
  ]));

it('takes values that read the same as the same', () =>
  expect(columns({ status: 200n }, { status: '200' }, { status: 200 }).columns[0]).toMatchObject({ values: ['200'] }));

it('takes numbers among which there is text as text', () => {
  const items = Array.from({ length: 30 }, (_, i) => ({ n: i === 9 ? 'many' : i }));
  expect(columns(...items).columns[0].type).toBe('text');
});

it('leaves out the keys that the fewest items have, and counts them', () => {
  const wide = Object.fromEntries(Array.from({ length: MAX_OUTLIER_KEYS + 3 }, (_, i) => [`k${i}`, 'x']));
  const { columns: kept, keysLeftOut } = columns(wide, { often: 'y' }, { often: 'z' });
  expect(kept).toHaveLength(MAX_OUTLIER_KEYS);
  expect(kept[0].key).toBe('often');
  expect(keysLeftOut).toBe(4);
});

it('gives the same columns for values with their items as for items with their values', () => {
  const items = Array.from({ length: 60 }, (_, i) => ({ n: BigInt(i % 30), tier: i % 2 === 0 ? 'gold' : 'silver' }));
  const builder = new AttributeColumnsBuilder();
  for (const [key, of] of [
    ['n', (i: number) => items[i].n],
    ['tier', (i: number) => items[i].tier],
  ] as const) {
    for (const [value, having] of Map.groupBy([...items.keys()], (i): AttributeValue => of(i)))
      builder.addToAll(key, value, having);
  }
  expect(builder.columns(items.length)).toEqual(columns(...items));
});
