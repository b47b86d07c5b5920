import type { ServiceProcess } from '../supervisor/ServiceProcess.ts';
import { startCatalog } from '../testing/startCatalog.ts';
import type { CatalogProduct } from './catalog.ts';

jest.setTimeout(60_000);

let catalog: ServiceProcess;
beforeAll(async () => {
  catalog = await startCatalog();
});
afterAll(() => catalog.stop());

const get = (path: string) => fetch(`${catalog.endpoints.catalog}${path}`);
const post = (path: string, body: object) =>
  fetch(`${catalog.endpoints.catalog}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const products = async (path: string) => ((await (await get(path)).json()) as { products: CatalogProduct[] }).products;

it('lists products in order, with stock and rating', async () => {
  const all = await products('/products');
  expect(all).toHaveLength(12);
  expect(all[0]).toMatchObject({ id: 'wool-scarf', price: 3900, stock: 200, reviews: 5 });
  expect(all[0]?.rating).toBeGreaterThan(1);
  expect((await products('/products?category=desk')).map(({ id }) => id)).toEqual(['field-notes', 'fountain-pen']);
});

it('takes a category as a value, whatever it says', async () => {
  expect(await products(`/products?category=${encodeURIComponent("x' OR '1'='1")}`)).toEqual([]);
});

it('reads the same with a slow query and with N+1 queries', async () => {
  const before = await products('/products');
  const fault = { id: 'x', target: 'catalog', startedAt: 0 } as const;
  const faults = [
    { ...fault, kind: 'slow-query', intensity: 50 } as const,
    { ...fault, kind: 'n-plus-one', intensity: 1 } as const,
  ];
  catalog.tell({ type: 'faults', faults });
  expect(await products('/products')).toEqual(before);
  catalog.tell({ type: 'faults', faults: [] });
});

it('answers 404 for a product that it does not know', async () => {
  expect((await get('/products/nothing')).status).toBe(404);
  expect(await (await get('/products/stone-mug')).json()).toMatchObject({ id: 'stone-mug', name: 'Stoneware mug' });
});

it('quotes prices of the products asked for', async () => {
  const answer = await post('/prices', { ids: ['stone-mug', 'nothing'] });
  expect(await answer.json()).toEqual({ prices: [{ id: 'stone-mug', name: 'Stoneware mug', price: 1900 }] });
});

it('reserves stock, and is restocked when it runs low', async () => {
  const reserve = (quantity: number) => post('/reservations', { items: [{ productId: 'oak-clock', quantity }] });
  const stock = async () => ((await (await get('/products/oak-clock')).json()) as CatalogProduct).stock;
  expect((await reserve(99)).status).toBe(201);
  expect(await stock()).toBe(101);
  expect((await reserve(90)).status).toBe(201);
  expect(await stock()).toBe(200);
  expect((await reserve(0)).status).toBe(400);
});
