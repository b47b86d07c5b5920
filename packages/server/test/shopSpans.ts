// Checkouts of a small shop, written down by hand, so that what an analysis says of them can be worked out by hand.
import type { AttributeValue, SpanDetails } from '@watchingcat/model';

/** 2026-03-01T12:00:00Z. */
export const SHOP_START = 1_772_366_400_000_000_000n;
const MS = 1_000_000;

export interface ShopSpan {
  readonly id: string;
  readonly parent?: string;
  readonly service: string;
  readonly operation: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly isError?: boolean;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

/** @param startMs after SHOP_START */
export function spansOf(traceId: string, startMs: number, rows: readonly ShopSpan[]): SpanDetails[] {
  const at = (ms: number) => SHOP_START + BigInt((startMs + ms) * MS);
  return rows.map((row) => ({
    traceId,
    spanId: row.id,
    parentSpanId: row.parent,
    traceState: '',
    service: row.service,
    operation: row.operation,
    kind: 'server',
    status: row.isError ? 'error' : 'unset',
    statusMessage: '',
    start: at(row.startMs),
    durationNs: row.durationMs * MS,
    attributes: new Map(Object.entries(row.attributes ?? {})),
    resource: new Map<string, AttributeValue>([['service.name', row.service]]),
    scope: { name: 'shop', version: '1' },
    events: [],
    links: [],
  }));
}

/** 200 ms besides `chargeMs`: root 40, order 100, cart 60; one after the other. */
export function checkout(chargeMs: number, version = '1'): ShopSpan[] {
  return [
    {
      id: 'a000000000000001',
      service: 'frontend',
      operation: 'POST /checkout',
      startMs: 0,
      durationMs: 200 + chargeMs,
      attributes: { 'baggage.tenant': 'acme' },
    },
    {
      id: 'b000000000000002',
      parent: 'a000000000000001',
      service: 'checkout',
      operation: 'place order',
      startMs: 20,
      durationMs: 160 + chargeMs,
      attributes: { 'baggage.tenant': 'acme', 'baggage.cart': '7', 'customer.tier': 'gold' },
    },
    {
      id: 'c000000000000003',
      parent: 'b000000000000002',
      service: 'cart',
      operation: 'GET /cart',
      startMs: 30,
      durationMs: 60,
      attributes: { 'baggage.tenant': 'other', 'customer.tier': 'gold' },
    },
    {
      id: 'd000000000000004',
      parent: 'b000000000000002',
      service: 'payment',
      operation: 'charge',
      startMs: 120,
      durationMs: chargeMs,
      isError: true,
      attributes: { 'service.version': version },
    },
  ];
}

/** As sent by a service whose clock is behind. */
export function behind(service: string, ms: number, rows: readonly ShopSpan[]): ShopSpan[] {
  return rows.map((row) => (row.service === service ? { ...row, startMs: row.startMs - ms } : row));
}
