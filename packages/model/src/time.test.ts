import fc from 'fast-check';
import { formatRfc3339, msFromUnixNano, parseRfc3339, unixNanoFromMs } from './time.ts';

describe('RFC 3339', () => {
  it('keeps nanoseconds', () =>
    expect(formatRfc3339(parseRfc3339('2026-11-23T22:00:00.123456789Z'))).toBe('2026-11-23T22:00:00.123456789Z'));

  it('reads offsets and short fractions', () =>
    expect(formatRfc3339(parseRfc3339('2026-11-23T23:30:00.5+01:30'))).toBe('2026-11-23T22:00:00.500000000Z'));

  it('writes times before 1970', () => expect(formatRfc3339(-1n)).toBe('1969-12-31T23:59:59.999999999Z'));

  it.each(['', 'now', '2026-11-23', '2026-02-30T00:00:00Z', '2026-11-23T25:00:00Z', '2026-11-23T22:00:00'])(
    'refuses %j',
    (text) => expect(() => parseRfc3339(text)).toThrow(RangeError),
  );

  it('reads back every time of the years 1 to 9999 that it writes', () => {
    const times = fc.bigInt({ min: -62_135_596_800_000_000_000n, max: 253_402_300_799_999_999_999n });
    fc.assert(fc.property(times, (ns) => parseRfc3339(formatRfc3339(ns)) === ns));
  });
});

describe('milliseconds', () => {
  it('become nanoseconds, fractions included', () => expect(unixNanoFromMs(1.5)).toBe(1_500_000n));
  it('come back from nanoseconds', () => expect(msFromUnixNano(1_250_000n)).toBe(1.25));
});
