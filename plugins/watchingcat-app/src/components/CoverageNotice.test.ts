import { COMPLETE } from '@watchingcat/model';
import { coverageText } from './CoverageNotice';

describe('coverageText', () => {
  it('is silent when everything was looked at', () => expect(coverageText(COMPLETE, 'traces')).toBeUndefined());
  it('calls numbers of a sample estimates', () =>
    expect(coverageText({ kind: 'sampled', seen: 50, total: 2000 }, 'traces')).toBe(
      'From a sample: 50 of about 2.00k traces (2.5%). Totals are estimates; a shorter time range is more exact.',
    ));
  it('says how to see what was cut', () =>
    expect(coverageText({ kind: 'capped', cap: 'MAX_SERVICES', limit: 5000 }, 'services')).toMatch(
      /^Cut at 5.00k services;.*Narrow/,
    ));
  it('passes on why something is missing', () =>
    expect(coverageText({ kind: 'partial', reason: 'one shard is down' }, 'traces')).toBe(
      'Incomplete: one shard is down',
    ));
});
