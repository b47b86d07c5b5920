// Jaeger's tags (of spans, processes and log fields) as OpenTelemetry attributes. A tag carries its type beside its value. What Jaeger
// does not know, it stored as text: arrays and maps come back as their JSON, an empty value as empty text.
import type { AttributeValue } from '@watchingcat/model';
import type { Decoder } from '../decode.ts';
import { list, record, ShapeError, text } from '../decode.ts';

export type Tag = readonly [key: string, value: AttributeValue];

/** Of duplicates all are kept: only the reader knows which one is Jaeger's own. A missing list is an empty one. */
export const tags: Decoder<readonly Tag[]> = (value, at) =>
  value === null || value === undefined ? [] : tagList(value, at);

const tagList = list<Tag>((value, at) => {
  const tag = record(value, at);
  return [text(tag['key'], `${at}.key`), tagValue(tag['type'], tag['value'], at)];
});

/** A value that does not fit its type (some stores keep all as text) is read as well as it can be, rather than losing the trace. */
function tagValue(type: unknown, value: unknown, at: string): AttributeValue {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
    throw new ShapeError(`${at}.value`, 'text, a number or true or false', value);
  switch (type) {
    case 'int64':
      return integer(value);
    case 'float64':
      return value === '' || Number.isNaN(Number(value)) ? String(value) : Number(value);
    case 'bool':
      return typeof value === 'boolean' ? value : value === 'true' || (value === 'false' ? false : String(value));
    case 'binary':
      return bytes(String(value));
    case 'string':
      return String(value);
    default: // Clients of the first versions left the type out.
      if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
      return value;
  }
}

/** Jaeger writes integers that a double cannot hold as text. */
function integer(value: string | number | boolean): AttributeValue {
  if (typeof value === 'number' ? Number.isInteger(value) : /^-?\d+$/.test(String(value))) return BigInt(value);
  return String(value);
}

function bytes(base64: string): AttributeValue {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    return base64;
  }
}
