import fc from 'fast-check';
import { parseTraceQl } from './parseTraceQl.ts';
import { printTraceQl } from './printTraceQl.ts';
import { ANYTHING, plansOf, withoutPlaces } from './testing/anyPlan.ts';

const reprinted = (text: string): string => {
  const { plan, errors } = parseTraceQl(text);
  if (plan === undefined) throw new Error(`${text}: ${JSON.stringify(errors)}`);
  return printTraceQl(plan);
};

describe('printTraceQl', () => {
  it.each([
    ['{}', '{ }'],
    ['{.a=1}', '{ .a = 1 }'],
    ['{span:duration>1.5s}', '{ duration > 1500ms }'],
    ['{duration>90s}', '{ duration > 90s }'],
    ['{duration>120s}', '{ duration > 2m }'],
    ['{ span."a b"=`x"y` }', '{ span."a b" = "x\\"y" }'],
    ['{ .a || .b && .c }', '{ .a || (.b && .c) }'],
    ['{} || {} && {}', '{ } || ({ } && { })'],
    ['{ ((.a)) && ((.b || .c)) }', '{ .a && (.b || .c) }'],
    ['{ .a = (1 + 2) * 3 - (4 - 5) }', '{ .a = (1 + 2) * 3 - (4 - 5) }'],
    ['{ (-2) ^ 2 = -2 ^ 2 }', '{ (-2) ^ 2 = -(2 ^ 2) }'],
    ['{ !(.a = 1) && !.b }', '{ !(.a = 1) && !.b }'],
    ['{} > ({} > {}) > {}', '{ } > ({ } > { }) > { }'],
    ['count()>2', '{ } | count() > 2'],
    ['({}|count()>1)&&{}', '({ } | count() > 1) && { }'],
    ['{}|by(.a,name)|select(.b)|coalesce()', '{ } | by(.a, name) | select(.b) | coalesce()'],
    ['{ nil = .a } with (most_recent=true)', '{ .a = nil } with (most_recent=true)'],
    ['{ parent."span.a" && .a."b c" }', '{ parent."span.a" && ."a.b c" }'],
    ['{ .a = 1.0 && .b = 0.0000001 }', '{ .a = 1.0 && .b = 0.0000001 }'],
  ])('prints %s as %s', (text, expected) => {
    expect(reprinted(text)).toBe(expected);
    expect(reprinted(expected)).toBe(expected);
  });

  it('prints what reads as the same plan', () => {
    fc.assert(
      fc.property(plansOf(ANYTHING), (plan) => {
        const text = printTraceQl(plan);
        const { plan: again, errors } = parseTraceQl(text);
        expect([text, errors]).toEqual([text, undefined]);
        expect(withoutPlaces(again)).toEqual(withoutPlaces(plan));
      }),
      { numRuns: 1_000 },
    );
  });
});
