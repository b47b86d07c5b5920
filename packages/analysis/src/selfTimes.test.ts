import { NO_PARENT, type Trace } from '@watchingcat/model';
import fc from 'fast-check';
import { selfTimes, serviceShares } from './selfTimes.ts';
import { anyTrace, traceFrom, traceOf } from './testing/traceOf.ts';

const self = (trace: Trace) => [...selfTimes(trace)];

/** Nanosecond by nanosecond: is any direct child running? */
function selfTimesByCounting(trace: Trace): number[] {
  return Array.from({ length: trace.size }, (_, row) => {
    let own = 0;
    for (let at = trace.startNs[row]; at < trace.startNs[row] + trace.durationsNs[row]; at++) {
      let covered = false;
      for (let child = 0; child < trace.size; child++) {
        const runs = trace.startNs[child] <= at && at < trace.startNs[child] + trace.durationsNs[child];
        if (trace.parent[child] === row && runs) covered = true;
      }
      if (!covered) own++;
    }
    return own;
  });
}

it('is the whole duration of a span without children', () =>
  expect(self(traceOf({ id: 'a', duration: 7 }))).toEqual([7]));

it('counts overlapping children once', () => {
  const trace = traceOf(
    { id: 'root', duration: 10 },
    { id: 'x', parent: 'root', start: 2, duration: 4 },
    { id: 'y', parent: 'root', start: 4, duration: 4 },
  );
  expect(self(trace)).toEqual([4, 4, 4]);
});

it('charges to the parent only what lies inside of it', () => {
  const trace = traceOf(
    { id: 'root', start: 5, duration: 10 },
    { id: 'early', parent: 'root', start: 0, duration: 7 },
    { id: 'late', parent: 'root', start: 12, duration: 20 },
  );
  expect(self(trace)).toEqual([5, 7, 20]);
});

it('does not subtract grandchildren from their grandparent', () => {
  const trace = traceOf(
    { id: 'root', duration: 10 },
    { id: 'child', parent: 'root', start: 1, duration: 2 },
    { id: 'async', parent: 'child', start: 2, duration: 8 },
  );
  expect(self(trace)).toEqual([8, 1, 8]);
});

it('agrees with counting every nanosecond, for traces of any shape', () =>
  fc.assert(fc.property(anyTrace, (trace) => expect(self(trace)).toEqual(selfTimesByCounting(trace)))));

it('goes 200,000 spans deep', () => {
  const size = 200_000;
  const chain = traceFrom(
    Array.from({ length: size }, (_, i) => ({
      id: `${i}`,
      parent: i === 0 ? '' : `${i - 1}`,
      start: i,
      duration: 2 * size - 2 * i,
    })),
  );
  const own = selfTimes(chain);
  expect(chain.parent[0]).toBe(NO_PARENT);
  expect(own[0]).toBe(2);
  expect(own[size - 1]).toBe(2);
});

describe('serviceShares', () => {
  it('adds up self time by service, largest first', () => {
    const trace = traceOf(
      { id: 'root', duration: 10, service: 'web' },
      { id: 'q', parent: 'root', start: 1, duration: 8, service: 'db', error: true },
    );
    expect(serviceShares(trace, selfTimes(trace))).toEqual([
      { service: 1, spans: 1, errors: 1, selfNs: 8, share: 0.8 },
      { service: 0, spans: 1, errors: 0, selfNs: 2, share: 0.2 },
    ]);
  });

  it('shares nothing when no span took any time', () => {
    const trace = traceOf({ id: 'root' });
    expect(serviceShares(trace, selfTimes(trace))[0].share).toBe(0);
  });
});
