// Who is shopping: read from the cookie at the shop's edge, or made up for a new visitor, and put into baggage for all that follows.
import { randomBytes } from 'node:crypto';
import { context, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { contextOf, shopperAttributes, type Shopper } from '../telemetry/baggage.ts';

const COOKIE = 'sid';
const SESSION_ID = /^[0-9a-f-]{8,40}$/;
const shoppers = new WeakMap<FastifyRequest, Shopper>();

/** The shopper of a request that went through `identifyShoppers`. */
export function shopperOf(request: FastifyRequest): Shopper {
  const shopper = shoppers.get(request);
  if (!shopper) throw new Error('The request has no shopper');
  return shopper;
}

/** Adds the hook that must run before the tracing plugin's own. */
export function identifyShoppers(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    const known = sessionIdIn(request.headers.cookie);
    const sessionId = known ?? `${randomBytes(4).toString('hex')}-${randomBytes(4).toString('hex')}`;
    if (known === undefined) reply.header('set-cookie', `${COOKIE}=${sessionId}; Path=/; HttpOnly; SameSite=Lax`);
    const shopper = describeShopper(sessionId);
    shoppers.set(request, shopper);
    trace.getActiveSpan()?.setAttributes(shopperAttributes(shopper)); // it began before anybody knew
    context.with(contextOf(shopper), done);
  });
}

/** The session id in a Cookie header, undefined when there is none of our making. */
export function sessionIdIn(cookie: string | undefined): string | undefined {
  const pair = cookie?.split(/;\s*/).find((each) => each.startsWith(`${COOKIE}=`));
  const value = pair?.slice(COOKIE.length + 1);
  return value !== undefined && SESSION_ID.test(value) ? value : undefined;
}

/** Tier and experiment follow from the session id, so that a shopper keeps them: 1 in 10 gold, 3 in 10 silver; half in each experiment. */
export function describeShopper(sessionId: string): Shopper {
  const hash = [...sessionId].reduce((sum, char) => (Math.imul(sum, 31) + char.charCodeAt(0)) >>> 0, 7);
  const tenth = hash % 10;
  return {
    sessionId,
    tier: tenth === 0 ? 'gold' : tenth <= 3 ? 'silver' : 'standard',
    experiment: (hash >>> 8) % 2 === 0 ? 'checkout-classic' : 'checkout-express',
  };
}
