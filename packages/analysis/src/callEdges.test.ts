import type { SpanDetails } from '@watchingcat/model';
import { callEdges } from './callEdges.ts';

let ids = 0;
function span(given: Partial<SpanDetails> & Pick<SpanDetails, 'service'>): SpanDetails {
  return {
    traceId: '1'.repeat(32),
    spanId: (++ids).toString(16).padStart(16, '0'),
    parentSpanId: undefined,
    traceState: '',
    operation: 'work',
    kind: 'internal',
    status: 'unset',
    statusMessage: '',
    start: 0n,
    durationNs: 1e6,
    attributes: new Map(),
    resource: new Map(),
    scope: { name: '', version: '' },
    events: [],
    links: [],
    ...given,
  };
}

const edge = (from: string, to: string, calls: number, errors: number, p95Ms: number) => ({
  from,
  to,
  calls,
  errors,
  p95Ms,
});

describe('callEdges', () => {
  it('makes one call of both sides, measured by the callee, failed where either side failed', () => {
    const caller = span({ service: 'shop', kind: 'client', durationNs: 9e6, status: 'error' });
    const callee = span({ service: 'cart', kind: 'server', parentSpanId: caller.spanId, durationNs: 4e6 });
    const { nodes, edges } = callEdges([[callee, caller]]);
    expect(edges).toEqual([edge('shop', 'cart', 1, 1, 4)]);
    expect(nodes).toEqual([
      { name: 'cart', kind: 'service' },
      { name: 'shop', kind: 'service' },
    ]);
  });

  it('sees a call also where the caller has no client span', () => {
    const caller = span({ service: 'shop' });
    const callee = span({ service: 'cart', parentSpanId: caller.spanId });
    expect(callEdges([[caller, callee]]).edges).toEqual([edge('shop', 'cart', 1, 0, 1)]);
  });

  it('does not count what a service does inside itself as calls', () => {
    const outer = span({ service: 'shop', kind: 'server' });
    const inner = span({ service: 'shop', parentSpanId: outer.spanId });
    expect(callEdges([[outer, inner]]).edges).toEqual([]);
  });

  it.each([
    ['a database by its name', { 'db.system': 'mysql', 'db.name': 'orders' }, 'orders', 'database'],
    ['a database by its system', { 'db.system.name': 'redis', 'server.address': '10.0.0.1' }, 'redis', 'database'],
    ['a queue', { 'messaging.system': 'kafka', 'messaging.destination.name': 'events' }, 'events', 'messaging'],
    ['another company', { 'server.address': 'api.bank.example' }, 'api.bank.example', 'external'],
  ] as const)('knows %s from the caller', (_what, attributes, name, kind) => {
    const caller = span({ service: 'shop', kind: 'client', attributes: new Map(Object.entries(attributes)) });
    const { nodes, edges } = callEdges([[caller]]);
    expect(edges).toEqual([edge('shop', name, 1, 0, 1)]);
    expect(nodes).toContainEqual({ name, kind });
  });

  it('keeps a database apart from the service that it is named like', () => {
    const attributes = new Map([
      ['db.system', 'postgresql'],
      ['db.name', 'catalog'],
    ]);
    const { nodes, edges } = callEdges([[span({ service: 'catalog', kind: 'client', attributes })]]);
    expect(edges).toEqual([edge('catalog', 'catalog (database)', 1, 0, 1)]);
    expect(nodes).toContainEqual({ name: 'catalog (database)', kind: 'database' });
  });

  it('has no edge for a call of which nobody says where it went, for a lost parent, or for a span that is its own parent', () => {
    const own = span({ service: 'cart', spanId: 'f'.repeat(16), parentSpanId: 'f'.repeat(16) });
    const lost = span({ service: 'cart', kind: 'server', parentSpanId: 'e'.repeat(16) });
    expect(callEdges([[span({ service: 'shop', kind: 'client' }), own, lost]]).edges).toEqual([]);
  });
});
