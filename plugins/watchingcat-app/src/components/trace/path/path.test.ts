import { buildTrace, type Trace } from '@watchingcat/model';
import { criticalPathOf, segmentsInTrace } from './criticalPathOf';
import { pathServiceShares } from './pathServiceShares';

/** An orphan of 1 ns starts first; the root, of 10 ns, starts 5 ns later. */
function lateRoot(): Trace {
  return buildTrace({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanIds: ['aa', 'bb', 'cc'],
    parentSpanIds: ['gone', '', 'bb'],
    start: [100n, 105n, 107n],
    durationNs: [1, 10, 4],
    service: ['early', 'web', 'db'],
    operation: ['x', 'y', 'z'],
    kind: [1, 1, 1],
    status: [0, 0, 2],
    hasLinks: [0, 0, 0],
    events: { row: [], time: [], name: [] },
  });
}

it('is computed once for a trace', () => {
  const trace = lateRoot();
  expect(criticalPathOf(trace)).toBe(criticalPathOf(trace));
  expect(segmentsInTrace(trace)).toBe(segmentsInTrace(trace));
});

it('has the times of the trace’s columns, also where the root does not start first', () => {
  const trace = lateRoot();
  const { startNs, endNs } = segmentsInTrace(trace);
  expect([...startNs]).toEqual([5, 7, 11]);
  expect([...endNs]).toEqual([7, 11, 15]);
  expect([...criticalPathOf(trace).segments.startNs]).toEqual([0, 2, 6]);
});

it('is shared by the services on it, and no others', () => {
  const trace = lateRoot();
  const shares = pathServiceShares(trace, segmentsInTrace(trace));
  expect(shares.map(({ service, ...share }) => ({ service: trace.services[service], ...share }))).toEqual([
    { service: 'web', spans: 1, errors: 0, selfNs: 6, share: 0.6 },
    { service: 'db', spans: 1, errors: 1, selfNs: 4, share: 0.4 },
  ]);
});
