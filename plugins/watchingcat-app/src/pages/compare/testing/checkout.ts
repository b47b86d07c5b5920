// Checkouts that differ in how long the charge took, for tests of comparisons: one call after the other, 200 ms besides the charge.
import { buildTrace, type SpanDetails, type Trace } from '@watchingcat/model';

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
  const rows = rowsOf(checkout);
  return buildTrace({
    traceId: checkout.traceId,
    spanIds: rows.map(({ id }) => id),
    parentSpanIds: rows.map(({ parent }) => parent),
    start: rows.map(({ startMs }) => START + BigInt(startMs * MS)),
    durationNs: rows.map(({ durationMs }) => durationMs * MS),
    service: rows.map(({ service }) => service),
    operation: rows.map(({ operation }) => operation),
    kind: rows.map(() => 2),
    status: rows.map(() => 0),
    hasLinks: rows.map(() => false),
    events: { row: [], time: [], name: [] },
  });
}

export function checkoutSpans(checkout: Checkout, version: string): SpanDetails[] {
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
    attributes: new Map([['card.region', version]]),
    resource: new Map([['service.name', row.service]]),
    scope: { name: 'test', version: '1' },
    events: [],
    links: [],
  }));
}
