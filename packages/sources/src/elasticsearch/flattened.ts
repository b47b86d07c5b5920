// A source document as names with dots, as queries name its fields, whether it was written nested or with dots in its keys.
import type { AttributeValue } from '@watchingcat/model';

/** Objects are opened; lists are kept as they are. Whole numbers become bigint, as attributes have them. No recursion: documents may be deep. */
export function flattened(document: Readonly<Record<string, unknown>>): Map<string, AttributeValue> {
  const fields = new Map<string, AttributeValue>();
  const pending: [prefix: string, value: unknown][] = [['', document]];
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const [prefix, value] = next;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) fields.set(prefix, valueOf(value));
    else
      for (const [key, inner] of Object.entries(value)) pending.push([prefix === '' ? key : `${prefix}.${key}`, inner]);
  }
  return fields;
}

function valueOf(value: unknown): AttributeValue {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(valueOf);
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, valueOf(inner)]));
}
