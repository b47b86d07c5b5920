// What one shopper does, decided before the first request, so that it depends on the seed alone and not on how fast the shop answers.
import { exponential, pick, seriesRandom } from './random.ts';

export type Step =
  | { readonly action: 'browse'; readonly category?: string; readonly thinkMs: number }
  | { readonly action: 'view'; readonly productId: string; readonly thinkMs: number }
  | { readonly action: 'add'; readonly productId: string; readonly quantity: number; readonly thinkMs: number }
  | { readonly action: 'remove'; readonly productId: string; readonly thinkMs: number }
  | { readonly action: 'cart'; readonly thinkMs: number }
  | { readonly action: 'checkout'; readonly thinkMs: number };

export interface Session {
  readonly sessionId: string;
  /** Each step waits `thinkMs` before it begins. */
  readonly steps: readonly Step[];
}

/** Of those who put something into their cart, this share buys it. */
const BUYS = 0.7;
const MEAN_THINK_MS = 2_500;
const MAX_THINK_MS = 12_000;

export interface Goods {
  readonly productIds: readonly string[];
  readonly categories: readonly string[];
}

/** Session number `index` under `seed`: look around, perhaps fill the cart, perhaps buy. */
export function planSession(seed: number, index: number, goods: Goods): Session {
  const random = seriesRandom(seed, index);
  const think = () => Math.round(Math.min(MAX_THINK_MS, exponential(random, MEAN_THINK_MS)));
  const hex = () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  const sessionId = `${hex()}-${hex()}`;
  const steps: Step[] = [{ action: 'browse', thinkMs: 0 }];
  const cart = new Set<string>();
  const wanted = 1 + Math.floor(random() * 3);
  for (let each = 0; each < wanted; each++) {
    if (random() < 0.4) steps.push({ action: 'browse', category: pick(random, goods.categories), thinkMs: think() });
    const productId = pick(random, goods.productIds);
    steps.push({ action: 'view', productId, thinkMs: think() });
    if (random() < 0.75) {
      steps.push({ action: 'add', productId, quantity: 1 + Math.floor(random() * 2.2), thinkMs: think() });
      cart.add(productId);
    }
  }
  const [regretted] = cart;
  if (regretted !== undefined && random() < 0.08) {
    steps.push({ action: 'remove', productId: regretted, thinkMs: think() });
    cart.delete(regretted);
  }
  if (cart.size > 0) {
    steps.push({ action: 'cart', thinkMs: think() });
    if (random() < BUYS) steps.push({ action: 'checkout', thinkMs: think() });
  }
  return { sessionId, steps };
}
