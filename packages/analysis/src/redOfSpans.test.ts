import fc from 'fast-check';
import { isCall, redOfSpans, totalMsOfSpans } from './redOfSpans.ts';

const call = (ms: number, status: 'ok' | 'error' = 'ok') => ({ durationNs: ms * 1e6, status });

describe('isCall', () => {
  it('takes the receiving side of a call, and roots of whatever kind', () => {
    const parentSpanId = 'a'.repeat(16);
    expect(isCall({ kind: 'server', parentSpanId })).toBe(true);
    expect(isCall({ kind: 'consumer', parentSpanId })).toBe(true);
    expect(isCall({ kind: 'internal', parentSpanId: undefined })).toBe(true);
    expect(isCall({ kind: 'client', parentSpanId })).toBe(false);
    expect(isCall({ kind: 'internal', parentSpanId })).toBe(false);
  });
});

describe('redOfSpans', () => {
  it('has no quantiles without calls', () =>
    expect(redOfSpans([])).toEqual({
      calls: 0,
      errors: 0,
      p50Ms: undefined,
      p95Ms: undefined,
      p99Ms: undefined,
    }));

  it('counts a call that ended before it began as one of no length', () => {
    expect(redOfSpans([call(-5)])).toMatchObject({ calls: 1, p99Ms: 0 });
    expect(totalMsOfSpans([call(-5)])).toBe(0);
  });

  it('gives quantiles that are durations of calls, in order, with as many calls below as they say', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 1, maxLength: 200 }), (durations) => {
        const calls = durations.map((ms) => call(ms));
        const { p50Ms, p95Ms, p99Ms } = redOfSpans(calls);
        for (const [q, value] of [
          [0.5, p50Ms],
          [0.95, p95Ms],
          [0.99, p99Ms],
        ] as const) {
          expect(durations).toContain(value);
          expect(durations.filter((ms) => ms <= value!).length).toBeGreaterThanOrEqual(q * durations.length);
          expect(durations.filter((ms) => ms < value!).length).toBeLessThan(q * durations.length + 1e-9);
        }
        expect(totalMsOfSpans(calls)).toBeCloseTo(
          durations.reduce((a, b) => a + b, 0),
          3,
        );
      }),
    );
  });
});
