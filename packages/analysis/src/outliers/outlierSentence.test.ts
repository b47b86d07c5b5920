import type { Statement } from './keyFinding.ts';
import { outlierSentence } from './outlierSentence.ts';

const statement: Statement = {
  condition: { type: 'is', value: '1.4.2' },
  selectedShare: 0.9,
  baselineShare: 0.1,
  difference: 0.8,
  leastDifference: 0.7712,
  p: 1e-9,
  test: 'g',
};

it('says where the value is found and how far apart the shares are at least', () =>
  expect(outlierSentence('service.version', statement)).toBe(
    'service.version is 1.4.2 in 90 % of the selection and 10 % of the rest: at least 77 points apart',
  ));

it('does not round to all or nothing what is not', () =>
  expect(
    outlierSentence('rows', {
      ...statement,
      condition: { type: 'above', threshold: 499 },
      selectedShare: 0.999,
      baselineShare: 0.0001,
    }),
  ).toContain('is above 499 in more than 99 % of the selection and less than 1 % of the rest'));

it('says all and nothing where it is', () =>
  expect(
    outlierSentence('lock', { ...statement, condition: { type: 'absent' }, selectedShare: 1, baselineShare: 0 }),
  ).toContain('lock is absent in 100 % of the selection and 0 % of the rest'));
