// One shopper at work: each step is a trace that begins here, as it would in a browser. Nothing is thrown; failed steps are counted and a
// shopper whose order failed leaves.
import { setTimeout as sleep } from 'node:timers/promises';
import { metrics, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { call, CallError } from '../service/client.ts';
import { knownEndpoint } from '../service/endpoints.ts';
import { log } from '../telemetry/log.ts';
import type { Session, Step } from './session.ts';

const tracer = trace.getTracer('shop.loadgen');
const steps = metrics.getMeter('shop.loadgen').createCounter('shop.shopper.steps', {
  unit: '{step}',
  description: 'Steps that shoppers took, by action and outcome.',
});

const NAMES: Record<Step['action'], string> = {
  browse: 'browse products',
  view: 'view product',
  add: 'add to cart',
  remove: 'remove from cart',
  cart: 'view cart',
  checkout: 'check out',
};

/** Takes all steps of a session; ends early when the signal aborts or a step fails. Never rejects. */
export async function shop(session: Session, signal: AbortSignal): Promise<void> {
  try {
    while (knownEndpoint('frontend') === undefined) await sleep(100, undefined, { signal });
    for (const step of session.steps) {
      await sleep(step.thinkMs, undefined, { signal });
      if (!(await take(step, session.sessionId))) return;
    }
  } catch (error) {
    if (!signal.aborted) log.error('Shopper was lost', error as Error);
  }
}

/** One step as a trace; false when it failed. */
async function take(step: Step, sessionId: string): Promise<boolean> {
  const options = { kind: SpanKind.INTERNAL, attributes: { 'session.id': sessionId, 'shop.step': step.action } };
  return tracer.startActiveSpan(NAMES[step.action], { ...options, root: true }, async (span) => {
    try {
      await request(step, sessionId);
      steps.add(1, { action: step.action, outcome: 'success' });
      return true;
    } catch (error) {
      const { message } = error as Error;
      span.setStatus({ code: SpanStatusCode.ERROR, message });
      if (error instanceof CallError) span.setAttribute('error.type', String(error.status));
      steps.add(1, { action: step.action, outcome: 'failure' });
      log.warn(`Shopper could not ${NAMES[step.action]}`, { session: sessionId, reason: message });
      return false;
    } finally {
      span.end();
    }
  });
}

function request(step: Step, sessionId: string): Promise<unknown> {
  const cookie = { cookie: `sid=${sessionId}` };
  switch (step.action) {
    case 'browse': {
      const query = step.category === undefined ? '' : `?category=${encodeURIComponent(step.category)}`;
      return call('frontend', { path: '/api/products', query, headers: cookie });
    }
    case 'view':
      return call('frontend', { path: '/api/products/{id}', params: { id: step.productId }, headers: cookie });
    case 'add': {
      const body = { productId: step.productId, quantity: step.quantity };
      return call('frontend', { method: 'POST', path: '/api/cart/items', body, headers: cookie });
    }
    case 'remove':
      return call('frontend', {
        method: 'DELETE',
        path: '/api/cart/items/{id}',
        params: { id: step.productId },
        headers: cookie,
      });
    case 'cart':
      return call('frontend', { path: '/api/cart', headers: cookie });
    case 'checkout':
      return call('frontend', { method: 'POST', path: '/api/checkout', body: {}, headers: cookie });
  }
}
