// A trace that has one of everything that OTLP can send, for tests of what Jaeger gives back of it. `orderTrace.api.json` and
// `orderTrace.v3.json` are what a real Jaeger 1.62 (memory store) answered to /api/traces/{id}?raw=true and /api/v3/traces/{id} after
// this trace was sent to it as OTLP JSON; jaeger.stack.test.ts asks a real Jaeger again.
import type { Attributes, AttributeValue, SpanDetails } from '@watchingcat/model';

export const SENT_AT = 1_795_493_900_000_000_000n;
const TRACE_ID = '1af7651916cd43dd8448eb211c80319c';
const SCOPE = { name: 'contract', version: '1.0' };

const ROOT: SpanDetails = {
  traceId: TRACE_ID,
  spanId: '10f067aa0ba902b7',
  parentSpanId: undefined,
  traceState: '',
  service: 'frontend',
  operation: 'GET /checkout',
  kind: 'unspecified',
  status: 'ok',
  statusMessage: '',
  start: SENT_AT,
  durationNs: 2e9,
  attributes: new Map(),
  resource: new Map([['service.name', 'frontend']]),
  scope: SCOPE,
  events: [],
  links: [],
};

const CALL: SpanDetails = {
  ...ROOT,
  spanId: '11f067aa0ba902b7',
  parentSpanId: ROOT.spanId,
  operation: 'POST',
  kind: 'client',
  status: 'unset',
  start: SENT_AT + 100_000_000n,
  durationNs: 1.7e9,
  scope: { name: '', version: '' },
};

/** What Jaeger keeps whole. */
const KEPT: readonly (readonly [string, AttributeValue])[] = [
  ['http.route', '/orders'],
  ['order.note', 'a=b, "ünï" \\ 100%'],
  ['order.items', 3n],
  ['order.id', 9_007_199_254_740_993n],
  ['order.balance', -5n],
  ['order.total', 12.5],
  ['order.weight', 2],
  ['order.gift', false],
  ['order.signature', new Uint8Array([1, 2, 255])],
  ['error', 'as the application says'],
];

const ORDER: SpanDetails = {
  traceId: TRACE_ID,
  spanId: '12f067aa0ba902b7',
  parentSpanId: CALL.spanId,
  traceState: 'vendor=1',
  service: 'checkout',
  operation: 'POST /orders',
  kind: 'server',
  status: 'error',
  statusMessage: 'card declined',
  start: SENT_AT + 200_000_001n,
  durationNs: 1_500_000_001,
  attributes: new Map([
    ...KEPT,
    ['order.lines', ['a', 'b']],
    ['order.address', { city: 'X', zip: 1n }],
    ['order.voucher', null],
  ]),
  resource: new Map<string, AttributeValue>([
    ['service.name', 'checkout'],
    ['service.version', '7'],
    ['host.cpus', 3n],
  ]),
  scope: SCOPE,
  events: [
    {
      time: SENT_AT + 900_000_001n,
      name: 'exception',
      attributes: new Map<string, AttributeValue>([
        ['retry', 2n],
        ['exception.message', 'card declined'],
      ]),
    },
    { time: SENT_AT + 900_001_000n, name: '', attributes: new Map([['message', 'an event without a name']]) },
  ],
  links: [
    {
      traceId: '0af7651916cd43dd8448eb211c80319c',
      spanId: '00f067aa0ba902b7',
      traceState: 'x=1',
      attributes: new Map([['why', 'came from']]),
    },
  ],
};

export const ORDER_TRACE: readonly SpanDetails[] = [ROOT, CALL, ORDER];

/** As Jaeger 1.x knows it, however it is asked: see jaegerTraces.ts. */
export function asStored(span: SpanDetails): SpanDetails {
  return {
    ...span,
    attributes: storedAttributes(span.attributes),
    resource: storedAttributes(span.resource),
    events: span.events.map((event) => ({ ...event, attributes: storedAttributes(event.attributes) })),
    links: span.links.map((link) => ({ ...link, traceState: '', attributes: new Map() })),
  };
}

function storedAttributes(attributes: Attributes): Attributes {
  return new Map([...attributes].map(([key, value]) => [key, storedValue(value)]));
}

function storedValue(value: AttributeValue): AttributeValue {
  if (value === null) return '';
  if (typeof value !== 'object' || value instanceof Uint8Array) return value;
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner));
}

/** What `/api/traces` has of it then: microseconds. */
export function inMicroseconds(span: SpanDetails): SpanDetails {
  return {
    ...span,
    start: (span.start / 1_000n) * 1_000n,
    durationNs: Math.floor(span.durationNs / 1_000) * 1_000,
    events: span.events.map((event) => ({ ...event, time: (event.time / 1_000n) * 1_000n })),
  };
}

/** In the order of their ids, for Jaeger gives spans in no certain one. */
export function byId(spans: readonly SpanDetails[]): SpanDetails[] {
  return [...spans].sort((a, b) => (a.spanId < b.spanId ? -1 : 1));
}
