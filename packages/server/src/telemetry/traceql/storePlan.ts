// A TraceQL plan, divided: what SQL answers of each span, which fields are to be read besides, and the plan that combines both in memory.
import {
  printExpression,
  type Expression,
  type Field,
  type Scalar,
  type Spansets,
  type Stage,
  type TraceQlPlan,
} from '@watchingcat/query';
import { conditionSql, type ConditionContext, type SqlCondition } from './conditionSql.ts';
import { isShape, sqlValueOf } from './sqlValue.ts';

export interface StorePlan {
  /** With conditions that SQL answers as boolean fields: see `answeredIndex`. */
  readonly plan: TraceQlPlan;
  readonly answered: readonly SqlCondition[];
  /** Fields of spans, resources and traces that the plan reads. */
  readonly fields: readonly Field[];
  /** False: it reads what only whole spans have (events, links, attributes of parents). */
  readonly isNarrow: boolean;
}

export function storePlan(plan: TraceQlPlan, context: ConditionContext): StorePlan {
  return new Division(context).divide(plan);
}

/** The name of a field that stands for a condition; no query can spell it. */
const ANSWERED = /^\0(\d+)$/;

/** Which of `answered` a field stands for. */
export function answeredIndex(field: Field): number | undefined {
  const match = field.type === 'attribute' ? ANSWERED.exec(field.name) : null;
  return match === null ? undefined : Number(match[1]);
}

class Division {
  readonly #context: ConditionContext;
  readonly #answered: SqlCondition[] = [];
  readonly #fields = new Map<string, Field>();
  #isNarrow = true;

  constructor(context: ConditionContext) {
    this.#context = context;
  }

  divide(plan: TraceQlPlan): StorePlan {
    const spansets = this.#spansets(plan.spansets);
    return {
      plan: { ...plan, spansets },
      answered: this.#answered,
      fields: [...this.#fields.values()],
      isNarrow: this.#isNarrow,
    };
  }

  /** Recursive: the parser limits nesting. */
  #spansets<Kind extends Spansets>(spansets: Kind): Kind;
  #spansets(spansets: Spansets): Spansets {
    switch (spansets.type) {
      case 'spans':
        return { ...spansets, where: spansets.where && this.#condition(spansets.where) };
      case 'allOf':
      case 'anyOf':
        return { ...spansets, operands: spansets.operands.map((operand) => this.#spansets(operand)) };
      case 'related':
        return { ...spansets, left: this.#spansets(spansets.left), right: this.#spansets(spansets.right) };
      case 'pipeline':
        return {
          ...spansets,
          source: this.#spansets(spansets.source),
          stages: spansets.stages.map((stage) => this.#stage(stage)),
        };
    }
  }

  #stage(stage: Stage): Stage {
    switch (stage.type) {
      case 'filter':
        return { ...stage, spansets: this.#spansets(stage.spansets) };
      case 'scalar':
        this.#readScalar(stage.left);
        this.#readScalar(stage.right);
        return stage;
      case 'by':
        stage.by.forEach((expression) => this.#read(expression));
        return stage;
      case 'select':
        stage.fields.forEach((field) => this.#read(field));
        return stage;
      case 'coalesce':
        return stage;
    }
  }

  /** The largest parts that SQL answers are answered by it. */
  #condition(expression: Expression): Expression {
    const sql = conditionSql(expression, this.#context);
    if (sql !== undefined) {
      const name = `\0${this.#answered.push(sql) - 1}`;
      return { type: 'attribute', scope: 'span', ofParent: false, name, at: expression.at };
    }
    if (expression.type === 'and' || expression.type === 'or')
      return { ...expression, operands: expression.operands.map((operand) => this.#condition(operand)) };
    if (expression.type === 'not') return { ...expression, operand: this.#condition(expression.operand) };
    this.#read(expression);
    return expression;
  }

  #readScalar(scalar: Scalar): void {
    if (scalar.type === 'aggregate') this.#read(scalar.of);
    else if (scalar.type === 'arithmetic') {
      this.#readScalar(scalar.left);
      this.#readScalar(scalar.right);
    }
  }

  #read(expression: Expression): void {
    switch (expression.type) {
      case 'attribute':
      case 'intrinsic':
        return this.#readField(expression);
      case 'compare':
      case 'arithmetic':
        this.#read(expression.left);
        return this.#read(expression.right);
      case 'matches':
      case 'not':
      case 'negate':
        return this.#read(expression.operand);
      case 'exists':
        return this.#readField(expression.field);
      case 'and':
      case 'or':
        return expression.operands.forEach((operand) => this.#read(operand));
      default: // literals
        return;
    }
  }

  #readField(field: Field): void {
    this.#fields.set(printExpression(field), field);
    const subjects = ['span', 'resource', 'trace'] as const;
    if (!isShape(field) && !subjects.some((subject) => sqlValueOf(field, subject, this.#context.bound) !== undefined))
      this.#isNarrow = false;
  }
}
