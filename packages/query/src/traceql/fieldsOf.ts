// The fields that a query reads, wherever they stand: so that a back-end can refuse those which it does not have.
import type { Expression, Field, Scalar, Spansets, Stage, TraceQlPlan } from './plan.ts';

/** In the order of the text; one that is read twice is there twice. */
export function fieldsOf({ spansets }: TraceQlPlan): Field[] {
  return ofSpansets(spansets);
}

/** Recursive, as all below: the parser limits nesting. */
function ofSpansets(spansets: Spansets): Field[] {
  switch (spansets.type) {
    case 'spans':
      return spansets.where === undefined ? [] : ofExpression(spansets.where);
    case 'allOf':
    case 'anyOf':
      return spansets.operands.flatMap(ofSpansets);
    case 'related':
      return [...ofSpansets(spansets.left), ...ofSpansets(spansets.right)];
    case 'pipeline':
      return [...ofSpansets(spansets.source), ...spansets.stages.flatMap(ofStage)];
  }
}

function ofStage(stage: Stage): Field[] {
  switch (stage.type) {
    case 'filter':
      return ofSpansets(stage.spansets);
    case 'scalar':
      return [...ofScalar(stage.left), ...ofScalar(stage.right)];
    case 'by':
      return stage.by.flatMap(ofExpression);
    case 'select':
      return [...stage.fields];
    case 'coalesce':
      return [];
  }
}

function ofScalar(scalar: Scalar): Field[] {
  if (scalar.type === 'aggregate') return ofExpression(scalar.of);
  return scalar.type === 'arithmetic' ? [...ofScalar(scalar.left), ...ofScalar(scalar.right)] : [];
}

function ofExpression(expression: Expression): Field[] {
  switch (expression.type) {
    case 'attribute':
    case 'intrinsic':
      return [expression];
    case 'compare':
    case 'arithmetic':
      return [...ofExpression(expression.left), ...ofExpression(expression.right)];
    case 'matches':
    case 'not':
    case 'negate':
      return ofExpression(expression.operand);
    case 'exists':
      return [expression.field];
    case 'and':
    case 'or':
      return expression.operands.flatMap(ofExpression);
    default: // literals
      return [];
  }
}
