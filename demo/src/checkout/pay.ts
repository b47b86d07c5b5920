// Paying, with retries. Sound retries wait longer each time and give up after two; while `retry-storm` is on they do neither, which is how
// a provider's hiccup becomes an outage.
import { setTimeout as sleep } from 'node:timers/promises';
import { metrics } from '@opentelemetry/api';
import { faultIntensity } from '../faults/active.ts';
import { call, CallError } from '../service/client.ts';
import { log } from '../telemetry/log.ts';
import type { Payment } from './thirdParties.ts';

const ATTEMPTS = 2;
const STORM_ATTEMPTS = 9;
const BACKOFF_MS = 150;

const attempts = metrics.getMeter('shop.checkout').createCounter('shop.payment.attempts', {
  unit: '{attempt}',
  description: 'Requests to the payment provider, retries included.',
});

/** The payment provider could not be reached or refused; the order was not paid. */
class PaymentError extends Error {
  override readonly name = 'PaymentError';
  /** What Fastify answers with: 402 when the card was declined, 502 when the provider was the problem. */
  readonly statusCode: 402 | 502;

  constructor(message: string, statusCode: 402 | 502, options?: ErrorOptions) {
    super(message, options);
    this.statusCode = statusCode;
  }
}

/** @throws PaymentError after the last attempt, and at once when the card is declined */
export async function pay(amountCents: number): Promise<Payment> {
  const storm = faultIntensity('retry-storm', 'checkout') !== undefined;
  const limit = storm ? STORM_ATTEMPTS : ATTEMPTS;
  for (let attempt = 1; ; attempt++) {
    try {
      attempts.add(1, { retry: attempt > 1 });
      const retry = attempt > 1 ? { resendCount: attempt - 1 } : {};
      return await call<Payment>('payment', { method: 'POST', path: '/payments', body: { amountCents }, ...retry });
    } catch (cause) {
      const declined = cause instanceof CallError && cause.status === 402;
      if (declined) throw new PaymentError('The card was declined', 402, { cause });
      if (attempt >= limit) throw new PaymentError(`Payment failed after ${attempt} attempts`, 502, { cause });
      log.warn('payment attempt failed, trying again', { attempt, error: (cause as Error).message });
      if (!storm) await sleep(BACKOFF_MS * attempt);
    }
  }
}
