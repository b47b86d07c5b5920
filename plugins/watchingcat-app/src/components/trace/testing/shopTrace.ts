// A small checkout trace for tests of the trace view: four services, an error with an exception, a link, and details for every span.
import type { SpanDetails, Trace } from '@watchingcat/model';
import { traceOfSpans } from '@watchingcat/sources';

export const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const START = 1_790_000_000_000_000_000n;
const MS = 1_000_000;

interface Row {
  readonly id: string;
  readonly parent?: string;
  readonly service: string;
  readonly operation: string;
  readonly startMs: number;
  readonly durationMs: number;
  readonly isError?: boolean;
}

const ROWS: readonly Row[] = [
  { id: 'a000000000000001', service: 'frontend', operation: 'POST /checkout', startMs: 0, durationMs: 400 },
  {
    id: 'b000000000000002',
    parent: 'a000000000000001',
    service: 'checkout',
    operation: 'place order',
    startMs: 20,
    durationMs: 360,
  },
  {
    id: 'c000000000000003',
    parent: 'b000000000000002',
    service: 'cart',
    operation: 'GET /cart',
    startMs: 30,
    durationMs: 60,
  },
  {
    id: 'd000000000000004',
    parent: 'c000000000000003',
    service: 'cart',
    operation: 'cache get',
    startMs: 40,
    durationMs: 5,
  },
  {
    id: 'e000000000000005',
    parent: 'b000000000000002',
    service: 'payment',
    operation: 'charge card',
    startMs: 120,
    durationMs: 200,
    isError: true,
  },
];

export function shopTrace(): Trace {
  return traceOfSpans(ROWS.map(spanOf));
}

export function shopSpan(spanId: string): SpanDetails | undefined {
  const row = ROWS.find(({ id }) => id === spanId);
  return row && spanOf(row);
}

function spanOf(row: Row): SpanDetails {
  return {
    traceId: TRACE_ID,
    spanId: row.id,
    parentSpanId: row.parent,
    traceState: '',
    service: row.service,
    operation: row.operation,
    kind: 'server',
    status: row.isError ? 'error' : 'unset',
    statusMessage: row.isError ? 'card was declined' : '',
    start: START + BigInt(row.startMs * MS),
    durationNs: row.durationMs * MS,
    attributes: new Map<string, string | bigint | boolean>([
      ['customer.tier', 'gold'],
      ['http.response.status_code', 200n],
      ['html', '<img src=x onerror=alert(1)>'],
    ]),
    resource: new Map([['service.name', row.service]]),
    scope: { name: 'test', version: '1' },
    events: row.isError
      ? [
          {
            time: START + BigInt(300 * MS),
            name: 'exception',
            attributes: new Map([
              ['exception.type', 'Declined'],
              ['exception.stacktrace', 'Declined: no\n    at charge (card.ts:1)'],
            ]),
          },
        ]
      : [],
    links: row.isError
      ? [
          {
            traceId: 'ffffffffffffffffffffffffffffffff',
            spanId: '9999999999999999',
            traceState: '',
            attributes: new Map(),
          },
        ]
      : [],
  };
}
