import fc from 'fast-check';
import { evaluateTraceQl } from './evaluate/evaluateTraceQl.ts';
import { prepareCondition } from './evaluate/evaluateExpression.ts';
import { searchableTrace, type SearchableTrace } from './evaluate/searchableTrace.ts';
import { alternativesOf, needsOf, type Needs, type SpanNeed } from './needs.ts';
import { parseTraceQl } from './parseTraceQl.ts';
import { printExpression } from './printTraceQl.ts';
import { plansOf, type Vocabulary } from './testing/anyPlan.ts';
import { anySpans } from './testing/spans.ts';

const needs = (text: string): Needs | undefined => {
  const { plan, errors } = parseTraceQl(text);
  if (plan === undefined) throw new Error(`${text}: ${JSON.stringify(errors)}`);
  return needsOf(plan);
};
/** Readable: `[a, b]` is a span with both. */
const told = (need: Needs | undefined): string => {
  if (need === undefined) return 'nothing';
  if (need.type === 'span') return `[${need.conditions.map(printExpression).join(', ')}]`;
  return `(${need.needs.map(told).join(need.type === 'allOf' ? ' and ' : ' or ')})`;
};

describe('needsOf', () => {
  it.each([
    ['{ }', 'nothing'],
    ['{ true }', 'nothing'],
    ['{ .a = 1 && .b = 2 }', '[.a = 1, .b = 2]'],
    ['{ .a = 1 && .b = 2 } >> { .c = 3 }', '([.a = 1, .b = 2] and [.c = 3])'],
    ['{ .a = 1 } &> { .b = 1 }', '([.a = 1] and [.b = 1])'],
    ['{ .a = 1 } !> { .b = 1 }', '[.b = 1]'],
    ['{ } > { .b = 1 }', '[.b = 1]'],
    ['{ .a = 1 } || { .b = 1 }', '([.a = 1] or [.b = 1])'],
    ['{ .a = 1 } || { }', 'nothing'],
    ['{ .a = 1 } && { } && { .b = 1 }', '([.a = 1] and [.b = 1])'],
    ['{ .a = 1 } | { .b = 1 }', '([.a = 1] and [.a = 1, .b = 1])'],
    ['{ .a = 1 } > { .b = 1 } | { .c = 1 }', '([.a = 1] and [.b = 1] and [.b = 1, .c = 1])'],
    ['{ .a = 1 } | by(.x) | count() > 2 | coalesce()', '[.a = 1]'],
    ['{ .a = 1 } | max(duration) > 1s', '([.a = 1] and [.a = 1, duration > 1s])'],
    ['{ } | avg(duration) > 1s', 'nothing'],
    ['count() > 5', 'nothing'],
  ])('%s needs %s', (text, expected) => {
    expect(told(needs(text))).toBe(expected);
  });
});

describe('alternativesOf', () => {
  const alternatives = (text: string, max: number) =>
    alternativesOf(needs(text), max).map((all) => all.map(told).join(' and '));

  it('is a choice of conjunctions', () => {
    expect(alternatives('({ .a = 1 } || { .b = 1 }) && { .c = 1 }', 10)).toEqual([
      '[.a = 1] and [.c = 1]',
      '[.b = 1] and [.c = 1]',
    ]);
    expect(alternatives('{ (.a = 1 || .a = 2) && .c = 1 }', 10)).toEqual(['[.a = 1, .c = 1]', '[.a = 2, .c = 1]']);
    expect(alternatives('{ }', 10)).toEqual(['']);
  });

  it('leaves out what would make too many', () => {
    expect(alternatives('{ (.a = 1 || .a = 2) && (.b = 1 || .b = 2) && .c = 1 }', 3)).toEqual([
      '[.a = 1, .c = 1]',
      '[.a = 2, .c = 1]',
    ]);
    expect(alternatives('{ .a = 1 } || { .b = 1 } || { .c = 1 }', 2)).toEqual(['']);
  });
});

describe('what is needed', () => {
  const at = { from: 0, to: 0 };
  const words: Vocabulary = {
    attributes: fc.record({
      type: fc.constant('attribute' as const),
      scope: fc.constantFrom('any', 'span', 'resource', 'event'),
      ofParent: fc.boolean(),
      name: fc.constantFrom('a', 'b', 'c'),
      at: fc.constant(at),
    }),
    strings: fc.constantFrom('x', 'y', 'z', '1'),
    numbers: fc.oneof(
      fc.constantFrom(0n, 1n, 2n, 3n).map((value) => ({ type: 'integer' as const, value, at })),
      fc.constantFrom(1.5, 2).map((value) => ({ type: 'float' as const, value, at })),
    ),
    patterns: fc.constantFrom('x|y', '.*', 'z'),
  };
  const hasSpan = (trace: SearchableTrace, { conditions }: SpanNeed): boolean => {
    const holds = conditions.map((condition) => prepareCondition(condition)(trace));
    return Array.from({ length: trace.size }, (_, row) => row).some((row) => holds.every((each) => each(row)));
  };
  const hasAll = (trace: SearchableTrace, need: Needs | undefined): boolean => {
    if (need === undefined) return true;
    if (need.type === 'span') return hasSpan(trace, need);
    return need.type === 'allOf'
      ? need.needs.every((each) => hasAll(trace, each))
      : need.needs.some((each) => hasAll(trace, each));
  };

  it('holds of every trace that matches', () => {
    let matching = 0;
    let telling = 0;
    let excluded = 0;
    fc.assert(
      fc.property(
        plansOf(words),
        fc.array(anySpans, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(1, 2, 20),
        (plan, traces, max) => {
          const need = needsOf(plan);
          const alternatives = alternativesOf(need, max);
          for (const spans of traces) {
            const trace = searchableTrace(spans);
            const isFound = evaluateTraceQl(plan, trace).length > 0;
            const isNeeded = hasAll(trace, need);
            if (!isNeeded) excluded++;
            if (!isFound) continue;
            matching++;
            if (need !== undefined) telling++;
            expect(isNeeded).toBe(true);
            expect(alternatives.some((all) => all.every((each) => hasSpan(trace, each)))).toBe(true);
          }
        },
      ),
      { numRuns: 800, seed: 6 },
    );
    // Otherwise the property says little.
    expect(Math.min(matching, telling, excluded)).toBeGreaterThan(200);
  });
});
