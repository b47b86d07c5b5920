// TraceQL over one whole trace in memory: for back-ends whose own search cannot answer a query, and as the reference for those that can.
import { attributeText } from '@watchingcat/model';
import { printExpression } from '../printTraceQl.ts';
import type {
  AggregateOf,
  CountOf,
  Expression,
  Field,
  GroupStage,
  Pipeline,
  ScalarStage,
  Scalar,
  Spansets,
  Stage,
  TraceQlPlan,
} from '../plan.ts';
import { compareValues } from './compareValues.ts';
import { calculate, numberOf, prepareCondition, prepareExpression } from './evaluateExpression.ts';
import { keep, relateRows, union, type Rows } from './relateRows.ts';
import type { FieldValue, SearchableTrace } from './searchableTrace.ts';

/** One span set of the answer; it has at least one row. */
export interface SpansetMatch {
  /** Rows of the trace, ascending. */
  readonly rows: Uint32Array;
  /** What by() split on, in order; empty when nothing was split, or coalesce() put it together again. */
  readonly groups: readonly { readonly by: Expression; readonly value: FieldValue }[];
  /** What the pipeline computed of the span set, in order. */
  readonly aggregates: readonly { readonly of: CountOf | AggregateOf; readonly value: number | undefined }[];
  /** What select() asked for: a value for each of `rows`. */
  readonly selected: readonly { readonly field: Field; readonly values: readonly FieldValue[] }[];
}

type Spanset = Omit<SpansetMatch, 'selected'>;
type Evaluate = (trace: SearchableTrace) => (input: Spanset) => Spanset[];

/** Nothing when the trace does not match. O(spans) for each part of the plan, times the cost of reading fields. */
export function evaluateTraceQl(plan: TraceQlPlan, trace: SearchableTrace): SpansetMatch[] {
  return prepareTraceQl(plan)(trace);
}

/** The same for many traces: what depends on the plan only is done once. */
export function prepareTraceQl(plan: TraceQlPlan): (trace: SearchableTrace) => SpansetMatch[] {
  const evaluate = prepareSpansets(plan.spansets);
  const fields = selectedFields(plan.spansets);
  return (trace) => {
    const rows = new Uint32Array(trace.size);
    for (let row = 0; row < rows.length; row++) rows[row] = row;
    const matches = evaluate(trace)({ rows, groups: [], aggregates: [] });
    if (matches.length === 0) return [];
    const readers = fields.map((field) => ({ field, read: trace.reader(field) }));
    return matches.map((spanset) => ({
      ...spanset,
      selected: readers.map(({ field, read }) => ({ field, values: Array.from(spanset.rows, read) })),
    }));
  };
}

function prepareSpansets(spansets: Spansets): Evaluate {
  switch (spansets.type) {
    case 'spans':
      return prepareSelect(spansets.where);
    case 'allOf':
    case 'anyOf': {
      const operands = spansets.operands.map(prepareSpansets);
      const isAll = spansets.type === 'allOf';
      return (trace) => {
        const bound = operands.map((operand) => operand(trace));
        return (input) => {
          const found = bound.map((operand) => rowsOf(operand(input)));
          return isAll && found.some((rows) => rows.length === 0) ? [] : spansetOf(union(found));
        };
      };
    }
    case 'related': {
      const [left, right] = [spansets.left, spansets.right].map(prepareSpansets);
      return (trace) => {
        const [findLeft, findRight] = [left(trace), right(trace)];
        return (input) => spansetOf(relateRows(trace, spansets, rowsOf(findLeft(input)), rowsOf(findRight(input))));
      };
    }
    case 'pipeline':
      return preparePipeline(spansets);
  }
}

function prepareSelect(where: Expression | undefined): Evaluate {
  if (where === undefined) return () => (input) => spansetOf(input.rows);
  const condition = prepareCondition(where);
  return (trace) => {
    const holds = condition(trace);
    return (input) => spansetOf(keep(input.rows, holds));
  };
}

function rowsOf(spansets: readonly Spanset[]): Rows {
  return spansets.length === 0 ? new Uint32Array() : union(spansets.map(({ rows }) => rows));
}

function spansetOf(rows: Rows): Spanset[] {
  return rows.length === 0 ? [] : [{ rows, groups: [], aggregates: [] }];
}

function preparePipeline({ source, stages }: Pipeline): Evaluate {
  const first = prepareSpansets(source);
  const rest = stages.map(prepareStage);
  return (trace) => {
    const bound = rest.map((stage) => stage(trace));
    const start = first(trace);
    return (input) => bound.reduce((spansets, stage) => stage(spansets), start(input));
  };
}

function prepareStage(stage: Stage): (trace: SearchableTrace) => (spansets: Spanset[]) => Spanset[] {
  switch (stage.type) {
    case 'filter': {
      const evaluate = prepareSpansets(stage.spansets);
      return (trace) => {
        const filter = evaluate(trace);
        return (spansets) => spansets.flatMap((spanset) => filter(spanset).map(({ rows }) => ({ ...spanset, rows })));
      };
    }
    case 'scalar':
      return prepareScalarStage(stage);
    case 'by':
      return prepareGroups(stage);
    case 'select':
      return () => (spansets) => spansets;
    case 'coalesce':
      return () => (spansets) => spansetOf(rowsOf(spansets));
  }
}

function prepareScalarStage({ operator, left, right }: ScalarStage): ReturnType<typeof prepareStage> {
  const [bindLeft, bindRight] = [left, right].map(prepareScalar);
  return (trace) => {
    const [readLeft, readRight] = [bindLeft(trace), bindRight(trace)];
    return (spansets) =>
      spansets.flatMap((spanset) => {
        const aggregates = [...spanset.aggregates];
        const [leftValue, rightValue] = [readLeft(spanset.rows, aggregates), readRight(spanset.rows, aggregates)];
        return compareValues(operator, leftValue, rightValue) ? [{ ...spanset, aggregates }] : [];
      });
  };
}

type ReadScalar = (rows: Rows, aggregates: SpansetMatch['aggregates'][number][]) => number | bigint | undefined;

function prepareScalar(scalar: Scalar): (trace: SearchableTrace) => ReadScalar {
  switch (scalar.type) {
    case 'count':
      return () => (rows, aggregates) => {
        aggregates.push({ of: scalar, value: rows.length });
        return rows.length;
      };
    case 'aggregate': {
      const expression = prepareExpression(scalar.of);
      return (trace) => {
        const read = expression(trace);
        return (rows, aggregates) => {
          const value = aggregate(scalar.function, rows, read);
          aggregates.push({ of: scalar, value });
          return value;
        };
      };
    }
    case 'arithmetic': {
      const [bindLeft, bindRight] = [scalar.left, scalar.right].map(prepareScalar);
      return (trace) => {
        const [left, right] = [bindLeft(trace), bindRight(trace)];
        return (rows, aggregates) =>
          calculate(scalar.operator, numberOf(left(rows, aggregates)), numberOf(right(rows, aggregates)));
      };
    }
    case 'duration':
      return () => () => scalar.ns;
    case 'integer':
    case 'float':
      return () => () => scalar.value;
  }
}

function aggregate(name: AggregateOf['function'], rows: Rows, read: (row: number) => FieldValue): number | undefined {
  let [count, sum, min, max] = [0, 0, Infinity, -Infinity];
  for (const row of rows) {
    const value = numberOf(read(row));
    if (value === undefined) continue;
    count++;
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return count === 0 ? undefined : { avg: sum / count, sum, min, max }[name];
}

/** Groups come in the order of their first spans. */
function prepareGroups({ by }: GroupStage): ReturnType<typeof prepareStage> {
  const expressions = by.map(prepareExpression);
  return (trace) => {
    const readers = expressions.map((expression) => expression(trace));
    return (spansets) =>
      spansets.flatMap((spanset) => {
        const byKey = new Map<string, { readonly values: readonly FieldValue[]; readonly rows: number[] }>();
        for (const row of spanset.rows) {
          const values = readers.map((read) => read(row));
          const key = JSON.stringify(values.map(keyOf));
          const group = byKey.get(key);
          if (group === undefined) byKey.set(key, { values, rows: [row] });
          else group.rows.push(row);
        }
        return Array.from(byKey.values(), ({ values, rows }) => ({
          ...spanset,
          rows: Uint32Array.from(rows),
          groups: [...spanset.groups, ...values.map((value, i) => ({ by: by[i], value }))],
        }));
      });
  };
}

/** The text "1" is another value than the number 1, but 1 and 1.0 are the same. */
function keyOf(value: FieldValue): unknown {
  if (value === undefined || value === null) return null;
  return [typeof value === 'bigint' ? 'number' : typeof value, attributeText(value)];
}

/** Of all select() stages, wherever they stand; each field once. */
function selectedFields(spansets: Spansets): Field[] {
  const fields = new Map<string, Field>();
  const stack = [spansets];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next.type === 'allOf' || next.type === 'anyOf') stack.push(...next.operands.toReversed());
    else if (next.type === 'related') stack.push(next.right, next.left);
    else if (next.type === 'pipeline') {
      stack.push(next.source);
      for (const stage of next.stages) {
        if (stage.type === 'filter') stack.push(stage.spansets);
        if (stage.type !== 'select') continue;
        for (const field of stage.fields) {
          const name = printExpression(field);
          if (!fields.has(name)) fields.set(name, field);
        }
      }
    }
  }
  return [...fields.values()];
}
