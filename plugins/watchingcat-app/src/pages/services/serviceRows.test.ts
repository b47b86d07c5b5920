import type { ServiceStats } from '@watchingcat/model';
import { rangeBefore, serviceRows } from './serviceRows';

const stats = (calls: number, p95Ms: number | undefined): ServiceStats => ({
  name: 'cart',
  calls,
  errors: 0,
  p50Ms: p95Ms,
  p95Ms,
  p99Ms: p95Ms,
  lastSeen: 0n,
});
const HOUR = { start: 3_600_000_000_000n, end: 7_200_000_000_000n };

describe('serviceRows', () => {
  it('divides calls by the seconds of the range', () =>
    expect(serviceRows([stats(7200, 5)], undefined, HOUR)[0]).toMatchObject({
      ratePerSecond: 2,
      errorRatio: 0,
      before: undefined,
    }));

  it('has no error ratio without calls', () =>
    expect(serviceRows([stats(0, undefined)], undefined, HOUR)[0]?.errorRatio).toBeUndefined());

  it('compares with the time before where both have enough calls', () => {
    expect(serviceRows([stats(7200, 5)], [stats(3600, 4)], HOUR)[0]?.before).toEqual({ ratePerSecond: 1, p95Ms: 4 });
    expect(serviceRows([stats(7200, 5)], [stats(19, 4)], HOUR)[0]?.before).toBeUndefined();
  });
});

it('rangeBefore ends where the range starts and is as long', () =>
  expect(rangeBefore(HOUR)).toEqual({ start: 0n, end: 3_600_000_000_000n }));
