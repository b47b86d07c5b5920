import { layered } from './layers.ts';

const edge = (source: string, target: string) => ({ source, target });

it('puts callers left of those they call, each in a row of its own', () => {
  const placed = layered(
    ['shop', 'cart', 'catalog', 'db'],
    [edge('shop', 'cart'), edge('shop', 'catalog'), edge('cart', 'catalog'), edge('catalog', 'db')],
  );
  expect(placed.map(({ column }) => column)).toEqual([0, 1, 2, 3]);
  expect(new Set(placed.map(({ column, row }) => `${column} ${row}`)).size).toBe(4);
});

it('ends for circles, calls to oneself, and edges to nodes that are not there', () => {
  const placed = layered(['a', 'b'], [edge('a', 'b'), edge('b', 'a'), edge('a', 'a'), edge('a', 'gone')]);
  expect(placed).toHaveLength(2);
  expect(placed.every(({ column }) => column < 2)).toBe(true);
});
