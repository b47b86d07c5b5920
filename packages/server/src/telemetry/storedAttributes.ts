// Attributes come back with the types that were sent: the store keeps their text, and one character per attribute for its type
// (store/migrations/Migration.ts lists them).
import type { Attributes, AttributeValue } from '@watchingcat/model';

/** @param types one character per name, in the order of `names` */
export function decodeStoredAttributes(names: readonly string[], texts: readonly string[], types: string): Attributes {
  return new Map(names.map((name, index) => [name, decodeStoredText(texts[index], types[index])]));
}

/** @param type the character of its type */
export function decodeStoredText(text: string, type: string | undefined): AttributeValue {
  switch (type) {
    case 'i':
      return BigInt(text);
    case 'd':
      return Number(text);
    case 'b':
      return text === 'true';
    case 'a':
    case 'm':
      return JSON.parse(text, exactInteger as (key: string, value: unknown) => unknown) as AttributeValue;
    case 'x':
      return Buffer.from(text, 'base64');
    case 'n':
      return null;
    default:
      return text;
  }
}

/** Integers are stored without point or exponent, doubles with one; so both keep their type within arrays and maps, too. */
function exactInteger(_key: string, value: unknown, { source }: { readonly source?: string }): unknown {
  return typeof value === 'number' && source !== undefined && /^-?\d+$/.test(source) && source !== '-0'
    ? BigInt(source)
    : value;
}
