// Single operands of field and scalar expressions: literals and fields.
import { SPAN_KINDS, SPAN_STATUSES, type SpanKind, type SpanStatus } from '@watchingcat/model';
import type { Node } from './grammar.ts';
import { intrinsicOf } from './intrinsics.ts';
import { LiteralError, readDuration, readFloat, readInteger, readName, readString } from './literals.ts';
import type { AttributeField, AttributeScope, Field, Literal, NumberLiteral, Place } from './plan.ts';
import type { Reader } from './reader.ts';
import type { Token } from './tokens.ts';

/** The word `nil`, which is no value: see `Exists`. */
export interface Nil {
  readonly type: 'nil';
  readonly at: Place;
}

/** Stands for what could not be read, after the error was noted. It may have any type, so that no errors follow from it. */
export function unread(at: Place): AttributeField {
  return { type: 'attribute', scope: 'any', ofParent: false, name: '', at };
}

export function isUnread(value: { readonly type: string; readonly name?: string }): boolean {
  return value.type === 'attribute' && value.name === '';
}

export function readValue(reader: Reader, node: Node, negative = false): Literal | Nil | AttributeField {
  const token = reader.query.tokenOf(node);
  const at = placeOf(token);
  try {
    return literalOf(token, at, negative) ?? wordOf(reader, token, at);
  } catch (error) {
    if (!(error instanceof LiteralError)) throw error;
    reader.fail({ from: token.from + error.offset, to: token.to }, error.message);
    return unread(at);
  }
}

function literalOf(token: Token, at: Place, negative: boolean): Literal | undefined {
  const { kind, text } = token;
  const sign = negative ? -1 : 1;
  if (kind === 'string') return { type: 'string', value: readString(text), at };
  if (kind === 'duration') return { type: 'duration', ns: sign * readDuration(text), at };
  if (text === 'minInt' || text === 'maxInt') {
    const isNegative = (text === 'minInt') !== negative;
    return {
      type: 'integer',
      value: readInteger(String(text === 'minInt' ? 2n ** 63n : 2n ** 63n - 1n), isNegative),
      at,
    };
  }
  if (kind !== 'number') return undefined;
  return text.includes('.')
    ? { type: 'float', value: sign * readFloat(text), at }
    : { type: 'integer', value: readInteger(text, negative), at };
}

function wordOf(reader: Reader, { text }: Token, at: Place): Literal | Nil | AttributeField {
  if (text === 'true' || text === 'false') return { type: 'boolean', value: text === 'true', at };
  if (text === 'nil') return { type: 'nil', at };
  if ((SPAN_STATUSES as readonly string[]).includes(text)) return { type: 'status', value: text as SpanStatus, at };
  if ((SPAN_KINDS as readonly string[]).includes(text)) return { type: 'kind', value: text as SpanKind, at };
  reader.fail(at, `The variable ${text} was not replaced. Write its value, or define it in the dashboard`);
  return unread(at);
}

export function isNumberLiteral(value: { readonly type: string }): value is NumberLiteral {
  return value.type === 'integer' || value.type === 'float' || value.type === 'duration';
}

/** The same number with its other sign. `at` is where the sign and the number stand. */
export function negated(literal: NumberLiteral, at: Place): NumberLiteral {
  if (literal.type === 'integer') return { type: 'integer', value: -literal.value, at };
  if (literal.type === 'float') return { type: 'float', value: -literal.value, at };
  return { type: 'duration', ns: -literal.ns, at };
}

/** Nothing when the operand is no field. */
export function readField(reader: Reader, node: Node): Field | undefined {
  const token = reader.query.tokenOf(node);
  const at = placeOf(token);
  const intrinsic = token.kind === 'word' ? intrinsicOf(token.text) : undefined;
  if (intrinsic !== undefined) return { type: 'intrinsic', name: intrinsic, at };
  if (token.kind !== 'attribute') return undefined;
  const field = attributeOf(token.text, at);
  if (field.name === '') reader.fail(at, 'The name of the attribute is empty');
  return field;
}

/** From the text of an attribute token, which may be unfinished. */
export function attributeOf(text: string, at: Place): AttributeField {
  const [, parent, scope, name] =
    /^(parent(?=\.))?\.?(?:(?<!^\.)(span|resource|event|link|instrumentation)\.)?([^]*)$/.exec(text)!;
  return {
    type: 'attribute',
    scope: (scope as AttributeScope | undefined) ?? 'any',
    ofParent: parent !== undefined,
    name: readName(name),
    at,
  };
}

export function placeOf({ from, to }: Place): Place {
  return { from, to };
}
