// What pages and API read from the other services.
import type { CatalogProduct, Item } from '../catalog/catalog.ts';
import { call, CallError } from '../service/client.ts';

export interface CartLine extends CatalogProduct {
  readonly quantity: number;
}
export interface CartView {
  readonly lines: readonly CartLine[];
  readonly pieces: number;
  readonly totalCents: number;
}

export async function readProducts(category?: string): Promise<CatalogProduct[]> {
  const query = category === undefined ? '' : `?category=${encodeURIComponent(category)}`;
  return (await call<{ products: CatalogProduct[] }>('catalog', { path: '/products', query })).products;
}

/** Undefined when the catalog does not know the product. */
export async function readProduct(id: string): Promise<CatalogProduct | undefined> {
  try {
    return await call<CatalogProduct>('catalog', { path: '/products/{id}', params: { id } });
  } catch (error) {
    if (error instanceof CallError && error.status === 404) return undefined;
    throw error;
  }
}

/** A cart with what its products are called and cost. */
export async function readCart(sessionId: string): Promise<CartView> {
  const { items } = await call<{ items: Item[] }>('cart', { path: '/carts/{id}', params: { id: sessionId } });
  const products = items.length === 0 ? [] : await readProducts();
  const lines = items.flatMap(({ productId, quantity }) =>
    products.filter(({ id }) => id === productId).map((product) => ({ ...product, quantity })),
  );
  return {
    lines,
    pieces: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    totalCents: lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0),
  };
}

/** Pieces in the cart, for the number beside its picture. */
export async function countPieces(sessionId: string): Promise<number> {
  const { items } = await call<{ items: Item[] }>('cart', { path: '/carts/{id}', params: { id: sessionId } });
  return items.reduce((sum, { quantity }) => sum + quantity, 0);
}
