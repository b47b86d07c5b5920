import fc from 'fast-check';
import { formatRfc3339 } from '@watchingcat/model';
import { parseRequestDurationMs, parseRequestRange, parseRequestTime } from './requestTime.ts';

const NOW = 1_795_000_000_123_456_789n;
const time = (text: string) => parseRequestTime(text, 'start', NOW);

it.each([
  ['2026-11-23T22:00:00.123456789Z', 1_795_471_200_123_456_789n],
  ['2026-11-24T00:00:00+02:00', 1_795_471_200_000_000_000n],
  ['1795471200', 1_795_471_200_000_000_000n],
  ['1795471200.25', 1_795_471_200_250_000_000n],
  ['1795471200123', 1_795_471_200_123_000_000n],
  ['1795471200123456', 1_795_471_200_123_456_000n],
  ['1795471200123456789', 1_795_471_200_123_456_789n],
  ['0', 0n],
  ['now', NOW],
  ['now-15m', NOW - 900_000_000_000n],
  ['now-1d+6h', NOW - 64_800_000_000_000n],
  ['now-2w', NOW - 1_209_600_000_000_000n],
])('reads %s', (text, expected) => expect(time(text)).toBe(expected));

it.each([
  '',
  'yesterday',
  'now-15',
  'now-15y',
  'now/d',
  '-5',
  '1e9',
  '2026-02-30T00:00:00Z',
  '99999999999999999999',
  'now-999999w',
])('refuses %j and says what it takes', (text) => {
  expect(() => time(text)).toThrow(expect.objectContaining({ kind: 'bad-time', members: { parameter: 'start' } }));
  expect(() => time(text)).toThrow(/RFC 3339/);
});

it('reads every time that it writes, in nanoseconds and as RFC 3339', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 10n ** 17n, max: 2n ** 63n - 1n }), (ns) => {
      expect(time(ns.toString())).toBe(ns);
      expect(time(formatRfc3339(ns))).toBe(ns);
    }),
  );
});

it('is the last hour when nothing is said', () => {
  expect(parseRequestRange(undefined, undefined, NOW)).toEqual({ start: NOW - 3_600_000_000_000n, end: NOW });
});

it.each([
  ['now', 'now'],
  ['now', 'now-1h'],
])('refuses the empty range from %s to %s', (start, end) =>
  expect(() => parseRequestRange(start, end, NOW)).toThrow(expect.objectContaining({ kind: 'start-after-end' })),
);

it.each([
  ['250', 250],
  ['250ms', 250],
  ['1.5s', 1_500],
  ['2m', 120_000],
  ['0.1', 0.1],
  ['10us', 0.01],
  ['1h', 3_600_000],
])('reads the duration %s', (text, ms) => expect(parseRequestDurationMs(text, 'minDuration')).toBe(ms));

it.each(['', '-1', 'fast', '1y', '1 s', '1e3'])('refuses the duration %j', (text) =>
  expect(() => parseRequestDurationMs(text, 'step')).toThrow(expect.objectContaining({ kind: 'bad-duration' })),
);
