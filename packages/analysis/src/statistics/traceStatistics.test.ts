import fc from 'fast-check';
import { selfTimes } from '../selfTimes.ts';
import { anyTrace, traceFrom, traceOf } from '../testing/traceOf.ts';
import { traceStatistics, type StatisticsBy } from './traceStatistics.ts';

const shop = traceOf(
  { id: 'root', duration: 100, service: 'web', operation: 'GET' },
  { id: 'a', parent: 'root', start: 0, duration: 30, service: 'db', operation: 'GET' },
  { id: 'b', parent: 'root', start: 30, duration: 10, service: 'db', operation: 'GET', error: true },
  { id: 'c', parent: 'root', start: 40, duration: 20, service: 'db', operation: 'SET' },
);
const of = (by: StatisticsBy) => traceStatistics(shop, selfTimes(shop), by);

it('adds up by service', () =>
  expect(of('service')).toEqual([
    {
      name: 'db',
      service: undefined,
      firstRow: 1,
      spans: 3,
      errors: 1,
      totalNs: 60,
      selfNs: 60,
      selfShare: 0.6,
      p50Ns: 20,
      p95Ns: 30,
      p99Ns: 30,
      maxNs: 30,
    },
    expect.objectContaining({ name: 'web', spans: 1, errors: 0, totalNs: 100, selfNs: 40, selfShare: 0.4, p50Ns: 100 }),
  ]));

it('tells operations of the same name apart by service', () =>
  expect(of('operation').map(({ service, name, spans }) => [service, name, spans])).toEqual([
    ['db', 'GET', 2],
    ['web', 'GET', 1],
    ['db', 'SET', 1],
  ]));

it('counts spans without the attribute as a group of their own, apart from the empty text', () => {
  const values = [undefined, 'x', '', undefined];
  expect(of((row) => values[row]).map(({ name, spans }) => [name, spans])).toEqual([
    [undefined, 2],
    ['x', 1],
    ['', 1],
  ]);
});

it('takes percentiles at the nearest rank', () => {
  const trace = traceFrom(Array.from({ length: 100 }, (_, i) => ({ id: `${i}`, operation: 'op', duration: i + 1 })));
  expect(traceStatistics(trace, selfTimes(trace), 'operation')[0]).toMatchObject({
    p50Ns: 50,
    p95Ns: 95,
    p99Ns: 99,
    maxNs: 100,
  });
});

it('shares nothing when no span took any time', () => {
  const trace = traceOf({ id: 'root' });
  expect(traceStatistics(trace, selfTimes(trace), 'service')[0]).toMatchObject({ selfShare: 0, maxNs: 0 });
});

it('counts every span once, whatever the trace and the grouping', () =>
  fc.assert(
    fc.property(
      anyTrace,
      fc.constantFrom<StatisticsBy>('service', 'operation', (row) => (row % 3 ? `${row % 3}` : undefined)),
      (trace, by) => {
        const self = selfTimes(trace);
        const rows = traceStatistics(trace, self, by);
        const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
        const all = (column: ArrayLike<number>) => Array.from(column).reduce((total, value) => total + value, 0);
        expect(sum(({ spans }) => spans)).toBe(trace.size);
        expect(sum(({ totalNs }) => totalNs)).toBe(all(trace.durationsNs));
        expect(sum(({ selfNs }) => selfNs)).toBe(all(self));
        expect(sum(({ selfShare }) => selfShare)).toBeCloseTo(all(self) > 0 ? 1 : 0, 9);
        for (const { p50Ns, p95Ns, p99Ns, maxNs } of rows) {
          expect([p50Ns, p95Ns, p99Ns, maxNs]).toEqual([p50Ns, p95Ns, p99Ns, maxNs].toSorted((a, b) => a - b));
        }
      },
    ),
  ));
