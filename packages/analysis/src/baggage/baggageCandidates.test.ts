import type { AttributeValue } from '@watchingcat/model';
import { traceFrom, type TestSpan } from '../testing/traceOf.ts';
import { baggageCandidates } from './baggageCandidates.ts';

interface CarryingSpan extends TestSpan {
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

function candidates(...spans: readonly CarryingSpan[]) {
  const trace = traceFrom(spans);
  const byId = new Map(spans.map(({ id, attributes }) => [id, attributes]));
  return baggageCandidates(trace, (row) => {
    const attributes = byId.get(trace.spanIds[row]);
    return attributes && { attributes: new Map(Object.entries(attributes)) };
  });
}

it('offers what goes from service to service with its value, that of most calls first', () =>
  expect(
    candidates(
      { id: 'a', service: 'web', attributes: { 'session.id': 's', tier: 'gold', page: 1 } },
      { id: 'b', parent: 'a', service: 'api', attributes: { 'session.id': 's', tier: 'gold', page: 2 } },
      { id: 'c', parent: 'b', service: 'db', attributes: { 'session.id': 's', tier: 'silver', rows: 3 } },
    ),
  ).toEqual([
    { key: 'session.id', calls: 2 },
    { key: 'tier', calls: 1 },
  ]));

it('does not take the two sides of one call for a journey, nor what stays in one service', () => {
  const call = { 'http.request.method': 'GET', 'server.address': 'api', 'baggage.known': 'x', 'rpc.method': 'm' };
  expect(
    candidates(
      { id: 'a', service: 'web', attributes: { own: 'x' } },
      { id: 'b', parent: 'a', service: 'web', attributes: { own: 'x', ...call } },
      { id: 'c', parent: 'b', service: 'api', attributes: call },
    ),
  ).toEqual([]);
});

it('knows nothing of spans whose attributes are not known, and of empty values', () =>
  expect(
    candidates(
      { id: 'a', service: 'web', attributes: { key: null, other: 1 } },
      { id: 'b', parent: 'a', service: 'api', attributes: { key: null } },
      { id: 'c', parent: 'b', service: 'db' },
    ),
  ).toEqual([]));
