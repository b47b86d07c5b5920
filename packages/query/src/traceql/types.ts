// Types of expressions, as far as they are known without looking at a span.
import { intrinsicFacts, type ValueType } from './intrinsics.ts';
import type { Expression } from './plan.ts';

/** `any` for attributes. */
export function typeOf(expression: Expression): ValueType {
  switch (expression.type) {
    case 'attribute':
      return 'any';
    case 'intrinsic':
      return intrinsicFacts(expression.name).type;
    case 'integer':
    case 'float':
    case 'duration':
    case 'arithmetic':
    case 'negate':
      return 'number';
    case 'string':
    case 'status':
    case 'kind':
      return expression.type;
    case 'boolean':
    case 'compare':
    case 'matches':
    case 'exists':
    case 'and':
    case 'or':
    case 'not':
      return 'boolean';
  }
}

export function mayBe(type: ValueType, wanted: ValueType): boolean {
  return type === wanted || type === 'any';
}

const WORDS: Readonly<Record<ValueType, string>> = {
  string: 'a string',
  number: 'a number',
  boolean: 'a condition',
  status: 'a status (ok, error or unset)',
  kind: 'a kind (server, client, producer, consumer, internal or unspecified)',
  any: 'an attribute',
};

export function sayType(type: ValueType): string {
  return WORDS[type];
}
