import { MAX_RED_POINTS } from '@watchingcat/model';
import fc from 'fast-check';
import { redRange, wholeMinutes } from './redRange';

const MINUTE = 60_000;

describe('wholeMinutes', () => {
  it('widens to the minutes that the range touches, and counts only what is over of the last one', () => {
    const now = 10 * MINUTE + 15_000;
    expect(wholeMinutes(8 * MINUTE + 30_000, now, now)).toEqual({
      range: { start: 480_000_000_000n, end: 660_000_000_000n },
      seconds: 135,
    });
  });
  it('counts the whole of a range in the past', () => {
    expect(wholeMinutes(0, 5 * MINUTE, 100 * MINUTE).seconds).toBe(300);
  });
});

describe('redRange', () => {
  it('takes a round step near what the panel suggests', () => {
    expect(redRange(30_000, 600_000, 58_000)).toEqual({ range: { start: 0n, end: 600_000_000_000n }, stepMs: MINUTE });
  });

  it('covers the range in whole steps, and never in more than the seam allows', () => {
    const from = fc.integer({ min: 0, max: 2e12 });
    const length = fc.integer({ min: 0, max: 1e12 });
    fc.assert(
      fc.property(from, length, fc.integer({ min: 1, max: 1e9 }), (fromMs, lengthMs, intervalMs) => {
        const { range, stepMs } = redRange(fromMs, fromMs + lengthMs, intervalMs);
        const stepNs = BigInt(stepMs) * 1_000_000n;
        expect(range.start % stepNs).toBe(0n);
        expect(range.end % stepNs).toBe(0n);
        expect(range.start <= BigInt(fromMs) * 1_000_000n && range.end >= BigInt(fromMs + lengthMs) * 1_000_000n).toBe(
          true,
        );
        const points = (range.end - range.start) / stepNs;
        expect(points >= 1n && points <= BigInt(MAX_RED_POINTS)).toBe(true);
      }),
    );
  });
});
