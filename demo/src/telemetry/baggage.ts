// Baggage that the frontend sets at the shop's edge and that every service copies to its spans.
import { context, propagation, type Context } from '@opentelemetry/api';
import { ATTR_SESSION_ID } from '@opentelemetry/semantic-conventions/incubating';

/** Names as they appear in baggage and as span attributes. */
const CUSTOMER_TIER = 'customer.tier';
const EXPERIMENT = 'experiment';
const KEYS: readonly string[] = [ATTR_SESSION_ID, CUSTOMER_TIER, EXPERIMENT];

/** Only our own keys are copied: baggage from outside may hold anything. */
export function isShopBaggage(key: string): boolean {
  return KEYS.includes(key);
}

export interface Shopper {
  readonly sessionId: string;
  readonly tier: 'gold' | 'silver' | 'standard';
  readonly experiment: 'checkout-classic' | 'checkout-express';
}

/** The attributes that name a shopper, for spans that began before the baggage was there. */
export function shopperAttributes(shopper: Shopper): Record<string, string> {
  return {
    [ATTR_SESSION_ID]: shopper.sessionId,
    [CUSTOMER_TIER]: shopper.tier,
    [EXPERIMENT]: shopper.experiment,
  };
}

/** The active context with the shopper in its baggage. */
export function contextOf(shopper: Shopper): Context {
  const entries = Object.entries(shopperAttributes(shopper)).map(([key, value]) => [key, { value }] as const);
  return propagation.setBaggage(context.active(), propagation.createBaggage(Object.fromEntries(entries)));
}
