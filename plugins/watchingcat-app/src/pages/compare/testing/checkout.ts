// Checkouts that differ in how long the charge took, for tests of comparisons: one call after the other, 200 ms besides the charge.
import type { SpanDetails, Trace } from '@watchingcat/model';
import { traceOfSpans } from '@watchingcat/sources';

const MS = 1_000_000;
const START = 1_790_000_000_000_000_000n;

export interface Checkout {
  readonly traceId: string;
  readonly chargeMs: number;
  /** A second charge of 100 ms after the first. */
  readonly isRepeated?: boolean;
  /** A refund of 100 ms after the charge. */
  readonly isRefunded?: boolean;
  readonly operation?: string;
}

function rowsOf({ chargeMs, isRepeated = false, isRefunded = false, operation = 'POST /checkout' }: Checkout) {
  const again = isRepeated || isRefunded ? 100 : 0;
  return [
    {
      id: 'a000000000000001',
      parent: '',
      service: 'frontend',
      operation,
      startMs: 0,
      durationMs: 200 + chargeMs + again,
    },
    {
      id: 'b000000000000002',
      parent: 'a000000000000001',
      service: 'cart',
      operation: 'GET /cart',
      startMs: 20,
      durationMs: 60,
    },
    {
      id: 'c000000000000003',
      parent: 'a000000000000001',
      service: 'payment',
      operation: 'charge',
      startMs: 100,
      durationMs: chargeMs,
    },
    ...(isRepeated || isRefunded
      ? [
          {
            id: 'd000000000000004',
            parent: 'a000000000000001',
            service: 'payment',
            operation: isRefunded ? 'refund' : 'charge',
            startMs: 100 + chargeMs,
            durationMs: 100,
          },
        ]
      : []),
  ];
}

export function checkoutTrace(checkout: Checkout): Trace {
  return traceOfSpans(checkoutSpans(checkout, ''));
}

/** @param region an attribute of every span */
export function checkoutSpans(checkout: Checkout, region: string): SpanDetails[] {
  return rowsOf(checkout).map((row) => ({
    traceId: checkout.traceId,
    spanId: row.id,
    parentSpanId: row.parent === '' ? undefined : row.parent,
    traceState: '',
    service: row.service,
    operation: row.operation,
    kind: 'server',
    status: 'unset',
    statusMessage: '',
    start: START + BigInt(row.startMs * MS),
    durationNs: row.durationMs * MS,
    attributes: new Map([['card.region', region]]),
    resource: new Map([['service.name', row.service]]),
    scope: { name: 'test', version: '1' },
    events: [],
    links: [],
  }));
}
