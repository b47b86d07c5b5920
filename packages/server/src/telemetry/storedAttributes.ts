// Attributes come back with the types that were sent: the store keeps their text, and one character per attribute for its type
// (store/migrations.ts lists them).
import type { Attributes, AttributeValue } from '@watchingcat/model';

/** @param types one character per name, in the order of `names` */
export function decodeStoredAttributes(names: readonly string[], texts: readonly string[], types: string): Attributes {
  return new Map(names.map((name, index) => [name, decodeText(texts[index], types[index])]));
}

function decodeText(text: string, type: string | undefined): AttributeValue {
  switch (type) {
    case 'i':
      return BigInt(text);
    case 'd':
      return Number(text);
    case 'b':
      return text === 'true';
    case 'a':
    case 'm':
      return JSON.parse(text) as AttributeValue;
    case 'x':
      return Buffer.from(text, 'base64');
    case 'n':
      return null;
    default:
      return text;
  }
}
