import fc from 'fast-check';
import {
  formatBytes,
  formatChange,
  formatCount,
  formatDurationMs,
  formatDurationNs,
  formatPercent,
  formatRate,
  NO_VALUE,
} from './format';

const UNIT_MS: Record<string, number> = { ns: 1e-6, µs: 1e-3, ms: 1, s: 1e3, min: 6e4, h: 3.6e6, d: 8.64e7 };

/** What the text says, in ms. */
function readDuration(text: string): number {
  const parts = text.match(/[\d.]+ \S+/g) ?? [];
  return parts.reduce((sum, part) => {
    const [value, unit] = part.split(' ');
    return sum + Number(value) * (UNIT_MS[unit ?? ''] ?? NaN);
  }, 0);
}

describe('formatBytes', () => {
  it.each([
    [undefined, NO_VALUE],
    [NaN, NO_VALUE],
    [0, '0 B'],
    [12.4, '12 B'],
    [999, '999 B'],
    [1_000, '0.977 KiB'],
    [1_536, '1.50 KiB'],
    [10 * 2 ** 20, '10.0 MiB'],
    [2 ** 40, '1.00 TiB'],
    [2_000 * 2 ** 50, '2000 PiB'],
  ])('%s is %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe('formatDurationMs', () => {
  it.each([
    [0, '0 ms'],
    [0.000_001, '1.00 ns'],
    [0.012, '12.0 µs'],
    [0.999_9, '1.00 ms'],
    [1.2449, '1.24 ms'],
    [350, '350 ms'],
    [999.6, '1.00 s'],
    [1240, '1.24 s'],
    [59_940, '59.9 s'],
    [59_960, '1 min'],
    [125_000, '2 min 5 s'],
    [3_599_900, '1 h'],
    [11_400_000, '3 h 10 min'],
    [187_200_000, '2 d 4 h'],
    [-350, '-350 ms'],
    [undefined, NO_VALUE],
    [Number.NaN, NO_VALUE],
  ])('says %p as %p', (ms, text) => expect(formatDurationMs(ms)).toBe(text));

  it('never says a number that is off by more than one percent, or longer than nine characters below a minute', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e10, noNaN: true }), (ms) => {
        const text = formatDurationMs(ms);
        expect(Math.abs(readDuration(text) - ms)).toBeLessThanOrEqual(ms * 0.025);
        if (ms < 59_950) {
          expect(Math.abs(readDuration(text) - ms)).toBeLessThanOrEqual(ms * 0.0051);
          expect(text.length).toBeLessThanOrEqual(7);
        }
      }),
    );
  });

  it('never says a longer duration as a shorter one', () => {
    const duration = fc.double({ min: 1e-6, max: 1e10, noNaN: true });
    fc.assert(
      fc.property(duration, duration, (a, b) => {
        const [small, large] = a < b ? [a, b] : [b, a];
        expect(readDuration(formatDurationMs(small))).toBeLessThanOrEqual(
          readDuration(formatDurationMs(large)) * (1 + 1e-12),
        );
      }),
    );
  });

  it('takes nanoseconds too', () => expect(formatDurationNs(1_240_000)).toBe('1.24 ms'));
});

describe('formatCount', () => {
  it.each([
    [0, '0'],
    [7, '7'],
    [950, '950'],
    [0.5, '0.500'],
    [999.9, '1.00k'],
    [12_400, '12.4k'],
    [3_100_000, '3.10M'],
    [1.2e9, '1.20G'],
    [-12_400, '-12.4k'],
    [undefined, NO_VALUE],
  ])('says %p as %p', (count, text) => expect(formatCount(count)).toBe(text));
});

describe('formatRate', () => {
  it.each([
    [0, '0/s'],
    [12.4, '12.4/s'],
    [0.05, '3/min'],
    [1500, '1.50k/s'],
    [2 / 3600, '2/h'],
  ])('says %p per second as %p', (rate, text) => expect(formatRate(rate)).toBe(text));
});

describe('formatPercent', () => {
  it.each([
    [0, '0%'],
    [0.000_01, '<0.01%'],
    [0.001_2, '0.12%'],
    [0.034, '3.4%'],
    [0.25, '25%'],
    [0.999_9, '99.9%'],
    [1, '100%'],
  ])('says the ratio %p as %p', (ratio, text) => expect(formatPercent(ratio)).toBe(text));
});

describe('formatChange', () => {
  it.each([
    [112, 100, '+12%'],
    [92, 100, '−8%'],
    [100, 100, '±0%'],
    [320, 100, '×3.20'],
    [5, 0, undefined],
    [undefined, 5, undefined],
  ])('says %p after %p as %p', (now, before, text) => expect(formatChange(now, before)).toBe(text));
});
