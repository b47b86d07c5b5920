// The type of an attribute value as OTLP names it, for people who must know whether 200 was sent as a number or as text.
import type { AttributeValue } from '@watchingcat/model';

/** Undefined for a string, which is what everybody expects. JavaScript's `number` may stand for either of OTLP's, so it says just that. */
export function attributeType(value: AttributeValue): string | undefined {
  if (value === null) return 'empty';
  if (typeof value === 'string') return undefined;
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'number';
  if (value instanceof Uint8Array) return 'bytes';
  return Array.isArray(value) ? 'array' : 'map';
}
