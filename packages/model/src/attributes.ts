// Attribute values as OpenTelemetry has them, in the shape of JavaScript. An integer is a bigint and a double a number, so that both
// keep the type that was sent, and 64 bits fit.

export type AttributeValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | readonly AttributeValue[]
  | { readonly [key: string]: AttributeValue };

/** Integers are bigint, doubles are number. In the order in which they were sent. Names are unique; of duplicates the last one was kept. */
export type Attributes = ReadonlyMap<string, AttributeValue>;

/**
 * One line: strings as they are, bytes as hexadecimal, arrays and maps as JSON (integers of any size as digits). This is also the
 * form in which attributes are searched.
 */
export function attributeText(value: AttributeValue): string {
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return hex(value);
  if (value === null || typeof value !== 'object') return String(value);
  return jsonText(value);
}

/** JSON.stringify has no bigint, and a replacer can only make a string of it. */
function jsonText(value: AttributeValue): string {
  if (value instanceof Uint8Array) return JSON.stringify(hex(value));
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    return `{${Object.entries(value)
      .map(([key, inner]) => `${JSON.stringify(key)}:${jsonText(inner)}`)
      .join(',')}}`;
  }
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
