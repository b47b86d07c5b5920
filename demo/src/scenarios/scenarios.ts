// Named ways to break the shop. Each one starts and stops by itself; docs/demo-scenarios.md is the answer key.
import type { FaultRequest } from '../faults/parseFault.ts';

export interface Scenario {
  readonly name: string;
  /** What happens, without saying why. */
  readonly summary: string;
  readonly durationSeconds: number;
  readonly faults: readonly FaultRequest[];
  /** Where to begin to look, printed at the end. */
  readonly look: readonly string[];
}

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'bad-release',
    summary: 'Checkout is released in a new version, and orders become slower and fail more often.',
    durationSeconds: 180,
    faults: [{ kind: 'bad-release', target: 'checkout', intensity: 0.6 }],
    look: [
      'Services: the error rate and p95 of checkout; compare service.version 4.2.0 with 4.3.0',
      'Traces: service checkout, status error; open one and read the exception of placeOrder',
    ],
  },
  {
    name: 'slow-query',
    summary: 'Pages with products become slow.',
    durationSeconds: 180,
    faults: [{ kind: 'slow-query', target: 'catalog', intensity: 900 }],
    look: [
      'Traces: service catalog, slowest first; the time is in one database span, SELECT review',
      'Logs: level=warn msg="slow query" of catalog',
    ],
  },
  {
    name: 'n-plus-one',
    summary: 'The product list becomes slow, but no single step of it is.',
    durationSeconds: 180,
    faults: [{ kind: 'n-plus-one', target: 'catalog', intensity: 10 }],
    look: ['Traces: operation GET /products of catalog; count the SELECT stock spans, one a product'],
  },
  {
    name: 'payment-outage',
    summary: 'The payment provider fails most of the time, and many orders with it.',
    durationSeconds: 180,
    faults: [{ kind: 'error-rate', target: 'payment', intensity: 0.8 }],
    look: [
      'Traces: service checkout, status error; the failing span is the client span POST /payments (503)',
      'Metrics: shop.orders falls while requests to checkout do not',
    ],
  },
  {
    name: 'latency',
    summary: 'Everything that needs a cart becomes slow.',
    durationSeconds: 180,
    faults: [{ kind: 'latency', target: 'cart', intensity: 700 }],
    look: ['Services: p95 of cart, checkout and frontend; in a trace the time is in cart alone'],
  },
  {
    name: 'memory-leak',
    summary: 'One service needs more and more memory.',
    durationSeconds: 300,
    faults: [{ kind: 'memory-leak', target: 'cart', intensity: 256 }],
    look: ['Metrics: v8js.memory.heap.used of cart rises with its requests and falls back at the end'],
  },
  {
    name: 'clock-skew',
    summary: "One host's clock is wrong, and its spans begin before they were asked for.",
    durationSeconds: 180,
    faults: [{ kind: 'clock-skew', target: 'cart', intensity: -2 }],
    look: ['Traces: any trace with cart; its spans start two seconds before their parents'],
  },
  {
    name: 'retry-storm',
    summary: 'A hiccup of the payment provider grows, because checkout asks again and again.',
    durationSeconds: 180,
    faults: [{ kind: 'retry-storm', target: 'checkout', intensity: 0.7 }],
    look: [
      'Traces: operation POST /orders of checkout; many POST /payments in a row with http.request.resend_count',
      'Metrics: shop.payment.attempts rises while shop.orders does not',
    ],
  },
];

/** The scenario of this name, undefined when there is none. */
export function findScenario(name: unknown): Scenario | undefined {
  return SCENARIOS.find((scenario) => scenario.name === name);
}
