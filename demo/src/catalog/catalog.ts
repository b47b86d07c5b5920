// Routes of the catalog service. The faults `slow-query` and `n-plus-one` change what statements it sends, as careless code would.
import { metrics } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import { faultIntensity } from '../faults/active.ts';
import { createServer } from '../service/server.ts';
import { log } from '../telemetry/log.ts';
import { STOCK_WHEN_FULL, type Database } from './database.ts';
import type { Product } from './products.ts';

/** A product as the shop shows it. */
export interface CatalogProduct extends Product {
  readonly stock: number;
  readonly rating: number;
  readonly reviews: number;
}
/** Pieces of one product in a cart or an order. */
export interface Item {
  readonly productId: string;
  readonly quantity: number;
}
interface Rating {
  readonly product_id: string;
  readonly rating: number;
  readonly reviews: number;
}
interface Stock {
  readonly product_id: string;
  readonly quantity: number;
}

const PRODUCT_COLUMNS = 'id, name, category, price, picture, description';
const SLOW_MS = 200;
const restocks = metrics.getMeter('shop.catalog').createCounter('shop.catalog.restocks', {
  unit: '{delivery}',
  description: 'Deliveries of goods that had run low.',
});

export async function createCatalog(database: Database): Promise<FastifyInstance> {
  const app = await createServer({ target: 'catalog' });

  app.get<{ Querystring: { category?: string } }>('/products', async function listProducts(request) {
    const { category } = request.query;
    const products = await database.query<Product>({
      operation: 'SELECT',
      table: 'product',
      sql: `SELECT ${PRODUCT_COLUMNS} FROM product WHERE $1::text IS NULL OR category = $1 ORDER BY position`,
      values: [category ?? null],
    });
    const listed = await describe(database, products);
    log.info('products listed', { category, count: listed.length });
    return { products: listed };
  });

  app.get<{ Params: { id: string } }>('/products/:id', async function showProduct(request, reply) {
    const products = await database.query<Product>({
      operation: 'SELECT',
      table: 'product',
      sql: `SELECT ${PRODUCT_COLUMNS} FROM product WHERE id = $1`,
      values: [request.params.id],
    });
    if (products.length === 0) {
      log.warn('product not found', { product: request.params.id });
      return reply.code(404).send({ message: `There is no product ${request.params.id}` });
    }
    const [product] = await describe(database, products);
    log.debug('product shown', { product: request.params.id });
    return product;
  });

  app.post<{ Body: { ids: string[] } }>(
    '/prices',
    { schema: { body: PRICES_BODY } },
    async function quotePrices(request) {
      const prices = await database.query<Pick<Product, 'id' | 'name' | 'price'>>({
        operation: 'SELECT',
        table: 'product',
        sql: 'SELECT id, name, price FROM product WHERE id = ANY($1)',
        values: [request.body.ids],
      });
      log.info('prices quoted', { asked: request.body.ids.length, found: prices.length });
      return { prices };
    },
  );

  app.post<{ Body: { items: Item[] } }>(
    '/reservations',
    { schema: { body: RESERVATION_BODY } },
    async function reserveStock(request, reply) {
      for (const { productId, quantity } of request.body.items) {
        const left = await take(database, productId, quantity);
        if (left === undefined)
          return reply.code(409).send({ message: `Only fewer than ${quantity} of ${productId} are left` });
        if (left < STOCK_WHEN_FULL / 10) await restock(database, productId);
      }
      log.info('stock reserved', { items: request.body.items.length });
      return reply.code(201).send({ reserved: true });
    },
  );
  return app;
}

/** Adds stock and ratings. One statement each, however many products; or one a product while `n-plus-one` is on. */
async function describe(database: Database, products: readonly Product[]): Promise<CatalogProduct[]> {
  const ids = products.map(({ id }) => id);
  const ratings = await readRatings(database, ids);
  const stock = await readStock(database, ids);
  return products.map((product) => {
    const rated = ratings.find((row) => row.product_id === product.id);
    const stocked = stock.find((row) => row.product_id === product.id);
    return { ...product, rating: rated?.rating ?? 0, reviews: rated?.reviews ?? 0, stock: stocked?.quantity ?? 0 };
  });
}

async function readRatings(database: Database, ids: readonly string[]): Promise<Rating[]> {
  const delayMs = faultIntensity('slow-query', 'catalog');
  const columns = 'product_id, avg(stars)::float AS rating, count(*)::int AS reviews';
  if (delayMs === undefined) {
    return database.query({
      operation: 'SELECT',
      table: 'review',
      sql: `SELECT ${columns} FROM review WHERE product_id = ANY($1) GROUP BY product_id`,
      values: [ids],
    });
  }
  const startedAt = performance.now();
  const rows = await database.query<Rating>({
    operation: 'SELECT',
    table: 'review',
    // A pattern that begins with a wildcard on a computed value: no index can help.
    sql: `SELECT ${columns} FROM review WHERE lower(product_id || ' ' || body) LIKE ANY($1) GROUP BY product_id`,
    values: [ids.map((id) => `%${id}%`)],
    delayMs: delayMs * (0.8 + 0.4 * Math.random()),
  });
  const durationMs = Math.round(performance.now() - startedAt);
  if (durationMs > SLOW_MS) log.warn('slow query', { table: 'review', duration_ms: durationMs, rows: rows.length });
  return rows;
}

async function readStock(database: Database, ids: readonly string[]): Promise<Stock[]> {
  const delayMs = faultIntensity('n-plus-one', 'catalog');
  const select = { operation: 'SELECT', table: 'stock' } as const;
  if (delayMs === undefined) {
    const sql = 'SELECT product_id, quantity FROM stock WHERE product_id = ANY($1)';
    return database.query({ ...select, sql, values: [ids] });
  }
  const stock: Stock[] = [];
  for (const id of ids) {
    const sql = 'SELECT product_id, quantity FROM stock WHERE product_id = $1';
    stock.push(...(await database.query<Stock>({ ...select, sql, values: [id], delayMs })));
  }
  return stock;
}

/** Takes pieces out of stock and returns how many are left, undefined when there were not enough. */
async function take(database: Database, productId: string, quantity: number): Promise<number | undefined> {
  const [row] = await database.query<{ quantity: number }>({
    operation: 'UPDATE',
    table: 'stock',
    sql: 'UPDATE stock SET quantity = quantity - $2 WHERE product_id = $1 AND quantity >= $2 RETURNING quantity',
    values: [productId, quantity],
  });
  return row?.quantity;
}

async function restock(database: Database, productId: string): Promise<void> {
  await database.query({
    operation: 'UPDATE',
    table: 'stock',
    sql: 'UPDATE stock SET quantity = $2 WHERE product_id = $1',
    values: [productId, STOCK_WHEN_FULL],
  });
  restocks.add(1, { 'product.id': productId });
  log.info('restocked', { product: productId, quantity: STOCK_WHEN_FULL });
}

const PRICES_BODY = {
  type: 'object',
  required: ['ids'],
  properties: { ids: { type: 'array', maxItems: 100, items: { type: 'string', maxLength: 64 } } },
};
const RESERVATION_BODY = {
  type: 'object',
  required: ['items'],
  properties: {
    items: {
      type: 'array',
      maxItems: 100,
      items: {
        type: 'object',
        required: ['productId', 'quantity'],
        properties: {
          productId: { type: 'string', maxLength: 64 },
          quantity: { type: 'integer', minimum: 1, maximum: 99 },
        },
      },
    },
  },
};
