// What a query needs of a trace, in terms that an index can answer: which spans must be there, each told by conditions on itself alone.
// A back-end finds candidates by it, and evaluates the whole query over what came back.
//
// Sound: whatever is said here holds of every trace that matches, so that using it, or only a part of it, never excludes one. Not complete:
// structure, numbers of span sets (but for min and max) and span sets that must be empty are not told.
import { conjuncts } from './filters.ts';
import type { Expression, ScalarStage, Spansets, Stage, TraceQlPlan } from './plan.ts';

/** Some span fulfils all conditions together. */
export interface SpanNeed {
  readonly type: 'span';
  /** At least one. See `filterOf` for those which are simply a field, an operator and a value. */
  readonly conditions: readonly Expression[];
}

export type Needs = SpanNeed | { readonly type: 'allOf' | 'anyOf'; readonly needs: readonly Needs[] };

/** Undefined when nothing is needed but a span of any kind. */
export function needsOf(plan: TraceQlPlan): Needs | undefined {
  return needsOfSpansets(plan.spansets, []).needs;
}

/**
 * The same as a choice of conjunctions, for searches that take one conjunction at a time: a matching trace fulfils all needs of at least
 * one alternative. `or` within a span's conditions is a choice as well. An empty alternative excludes nothing.
 * @param max at least 1: when more alternatives would be needed, what multiplies them is left out
 */
export function alternativesOf(needs: Needs | undefined, max: number): readonly (readonly SpanNeed[])[] {
  if (needs === undefined) return [[]];
  if (needs.type === 'span') return choices(needs, max).map((need) => (need.conditions.length === 0 ? [] : [need]));
  const options = needs.needs.map((need) => alternativesOf(need, max));
  if (needs.type === 'allOf') return product(options, max).map((parts) => parts.flat());
  const all = options.flat();
  return all.length <= max ? all : [[]];
}

/** `a && (b || c)` is `a && b` or `a && c`. */
function choices({ conditions }: SpanNeed, max: number): SpanNeed[] {
  const options = conditions.map((condition) => {
    const isTooMany = condition.type === 'or' && condition.operands.length > max;
    return condition.type === 'or' && !isTooMany ? condition.operands.map(conjuncts) : [[condition]];
  });
  return product(options, max).map((parts) => ({ type: 'span', conditions: parts.flat() }));
}

/** One of each, in all ways; options that would make more than `max` are passed over. */
function product<T>(options: readonly (readonly T[])[], max: number): T[][] {
  let ways: T[][] = [[]];
  for (const option of options) {
    if (ways.length * option.length <= max) ways = ways.flatMap((way) => option.map((one) => [...way, one]));
  }
  return ways;
}

interface Told {
  readonly needs: Needs | undefined;
  /** What holds of every span that comes out. */
  readonly given: readonly Expression[];
}

/** @param given what holds of every span that goes in */
function needsOfSpansets(spansets: Spansets, given: readonly Expression[]): Told {
  switch (spansets.type) {
    case 'spans': {
      const conditions = spansets.where === undefined ? given : [...given, ...conjuncts(spansets.where)];
      return { needs: spanNeed(conditions), given: conditions };
    }
    case 'allOf':
      return { needs: allOf(spansets.operands.map((operand) => needsOfSpansets(operand, given).needs)), given };
    case 'anyOf':
      return { needs: anyOf(spansets.operands.map((operand) => needsOfSpansets(operand, given).needs)), given };
    case 'related': {
      const left = needsOfSpansets(spansets.left, given);
      const right = needsOfSpansets(spansets.right, given);
      if (spansets.mode === 'isNot') return right; // the left side may be empty
      return { needs: allOf([left.needs, right.needs]), given: spansets.mode === 'is' ? right.given : given };
    }
    case 'pipeline':
      return spansets.stages.reduce<Told>(
        (told, stage) => needsOfStage(stage, told),
        needsOfSpansets(spansets.source, given),
      );
  }
}

function needsOfStage(stage: Stage, { needs, given }: Told): Told {
  if (stage.type === 'filter') {
    const after = needsOfSpansets(stage.spansets, given);
    return { needs: allOf([needs, after.needs]), given: after.given };
  }
  if (stage.type !== 'scalar') return { needs, given };
  const extreme = extremeOf(stage);
  return { needs: extreme === undefined ? needs : allOf([needs, spanNeed([...given, extreme])]), given };
}

/** When the least or greatest value compares so with a number, then that of some span does. (Averages may be rounded past all values.) */
function extremeOf({ left, right, operator, at }: ScalarStage): Expression | undefined {
  const isNumber = right.type === 'integer' || right.type === 'float' || right.type === 'duration';
  if (!isNumber || left.type !== 'aggregate' || (left.function !== 'min' && left.function !== 'max')) return undefined;
  return { type: 'compare', operator, left: left.of, right, at };
}

function spanNeed(conditions: readonly Expression[]): Needs | undefined {
  const telling = conditions.filter((condition) => !(condition.type === 'boolean' && condition.value));
  return telling.length === 0 ? undefined : { type: 'span', conditions: telling };
}

function allOf(needs: readonly (Needs | undefined)[]): Needs | undefined {
  const telling = needs
    .filter((need) => need !== undefined)
    .flatMap((need) => (need.type === 'allOf' ? need.needs : [need]));
  return telling.length > 1 ? { type: 'allOf', needs: telling } : telling[0];
}

/** When one choice needs nothing, all together need nothing. */
function anyOf(needs: readonly (Needs | undefined)[]): Needs | undefined {
  const telling = needs.filter((need) => need !== undefined);
  return telling.length === needs.length ? { type: 'anyOf', needs: telling } : undefined;
}
