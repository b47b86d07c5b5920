// Carts in memory. One that was not touched for its time to live is evicted by a sweep, which is a trace of its own, and counted.
import { metrics, trace } from '@opentelemetry/api';
import type { Item } from '../catalog/catalog.ts';
import { log } from '../telemetry/log.ts';

interface Cart {
  readonly items: Map<string, number>;
  touchedAt: number;
}

interface CartsOptions {
  readonly ttlMs: number;
  /** Unix milliseconds; the clock of the tests. */
  readonly now?: () => number;
}

const MAX_CARTS = 20_000;
const meter = metrics.getMeter('shop.cart');
const evicted = meter.createCounter('shop.cart.evictions', {
  unit: '{cart}',
  description: 'Carts dropped because nobody touched them.',
});

export class Carts {
  readonly #carts = new Map<string, Cart>();
  readonly #ttlMs: number;
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;

  constructor({ ttlMs, now = Date.now }: CartsOptions) {
    this.#ttlMs = ttlMs;
    this.#now = now;
    this.#timer = setInterval(() => this.sweep(), Math.min(ttlMs, 60_000));
    this.#timer.unref();
    meter
      .createObservableGauge('shop.cart.open', { unit: '{cart}', description: 'Carts in memory.' })
      .addCallback((result) => result.observe(this.#carts.size));
  }

  /** What is in a cart; an unknown cart is empty. */
  items(id: string): Item[] {
    const cart = this.#carts.get(id);
    if (!cart) return [];
    this.#touch(id, cart);
    return [...cart.items].map(([productId, quantity]) => ({ productId, quantity }));
  }

  /** Adds pieces, at most 99 of a product; the cart is made when it is new. */
  add(id: string, { productId, quantity }: Item): Item[] {
    const cart = this.#carts.get(id) ?? { items: new Map<string, number>(), touchedAt: 0 };
    cart.items.set(productId, Math.min(99, (cart.items.get(productId) ?? 0) + quantity));
    this.#touch(id, cart);
    if (this.#carts.size > MAX_CARTS) this.#carts.delete(this.#carts.keys().next().value ?? '');
    return this.items(id);
  }

  remove(id: string, productId: string): Item[] {
    this.#carts.get(id)?.items.delete(productId);
    return this.items(id);
  }

  /** Drops a cart and returns how many products were in it. */
  clear(id: string): number {
    const products = this.#carts.get(id)?.items.size ?? 0;
    this.#carts.delete(id);
    return products;
  }

  /** Evicts what nobody touched for the time to live; returns how many carts those were. */
  sweep(): number {
    const before = this.#now() - this.#ttlMs;
    const stale = [...this.#carts].filter(([, cart]) => cart.touchedAt < before).map(([id]) => id);
    if (stale.length === 0) return 0;
    trace.getTracer('shop.cart').startActiveSpan('evict carts', (span) => {
      for (const id of stale) {
        this.#carts.delete(id);
        span.addEvent('cart evicted', { 'session.id': id });
      }
      span.setAttribute('shop.cart.evicted', stale.length);
      evicted.add(stale.length);
      log.info(`Evicted ${stale.length} carts`, { open: this.#carts.size });
      span.end();
    });
    return stale.length;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Also moves it to the end, so that the map's first cart is the one untouched for longest. */
  #touch(id: string, cart: Cart): void {
    cart.touchedAt = this.#now();
    this.#carts.delete(id);
    this.#carts.set(id, cart);
  }
}
