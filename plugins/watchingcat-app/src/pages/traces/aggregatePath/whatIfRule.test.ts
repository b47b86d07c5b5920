import fc from 'fast-check';
import { readRule, ruleText } from './whatIfRule';

it('reads what it wrote, whatever the names', () =>
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1e6, noNaN: true, noDefaultInfinity: true }).map(Math.abs),
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined }),
      (factor, service, operation) =>
        expect(readRule(ruleText({ factor, service, operation }))).toEqual({ factor, service, operation }),
    ),
  ));

it.each([null, '', '0.5', 'x cart', '-1 cart', '0.5 %E0%A4%A', 'Infinity cart'])('finds no rule in %p', (text) =>
  expect(readRule(text)).toBeUndefined(),
);
