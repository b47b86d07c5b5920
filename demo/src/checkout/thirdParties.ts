// Stand-ins for two other companies: a payment provider and a carrier. They answer over real HTTP but send no telemetry, as third parties
// do not; what one learns about them stands in checkout's client spans.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { delayByFaults, faultIntensity } from '../faults/active.ts';

interface ThirdParty {
  readonly name: 'payment' | 'shipping';
  readonly typicalMs: number;
}

function createThirdParty({ name, typicalMs }: ThirdParty): FastifyInstance {
  const app = Fastify({ logger: false, forceCloseConnections: 'idle' });
  app.addHook('preHandler', async (_request, reply) => {
    await sleep(typicalMs * (0.6 + Math.random()));
    await delayByFaults(name);
    const stormRatio = name === 'payment' ? (faultIntensity('retry-storm', 'checkout') ?? 0) : 0;
    const errorRatio = Math.max(stormRatio, faultIntensity('error-rate', name) ?? 0);
    if (Math.random() < errorRatio) return reply.code(503).send({ message: `${name} provider is overloaded` });
  });
  return app;
}

export interface Payment {
  readonly paymentId: string;
}
export interface ShippingQuote {
  readonly carrier: string;
  readonly priceCents: number;
  readonly days: number;
}

/** `POST /payments {amountCents}`: declines (402) what is above 2,000 euros. */
export function createPaymentProvider(): FastifyInstance {
  const app = createThirdParty({ name: 'payment', typicalMs: 30 });
  app.post<{ Body: { amountCents: number } }>('/payments', async (request, reply): Promise<Payment> => {
    if (request.body.amountCents > 200_000) return reply.code(402).send({ message: 'Card limit exceeded' });
    return { paymentId: randomUUID() };
  });
  return app;
}

/** `POST /quotes {pieces}`: what it costs to send so many pieces. */
export function createCarrier(): FastifyInstance {
  const app = createThirdParty({ name: 'shipping', typicalMs: 12 });
  app.post<{ Body: { pieces: number } }>('/quotes', async (request): Promise<ShippingQuote> => {
    const { pieces } = request.body;
    return { carrier: 'Snail & Sons', priceCents: 390 + 60 * pieces, days: pieces > 5 ? 3 : 2 };
  });
  return app;
}
