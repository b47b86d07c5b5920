// Attribute values as OpenTelemetry has them, in the shape of JavaScript. 64-bit integers that a number cannot hold exactly stay bigint.

export type AttributeValue = string | number | bigint | boolean | null | Uint8Array | readonly AttributeValue[] | { readonly [key: string]: AttributeValue };

/** In the order in which they were sent. Names are unique; of duplicates the last one was kept. */
export type Attributes = ReadonlyMap<string, AttributeValue>;

/** One line for a person: strings as they are, the rest as JSON, bytes as hexadecimal. */
export function attributeText(value: AttributeValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value, replacer);
}

function replacer(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Uint8Array) return Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return value;
}
