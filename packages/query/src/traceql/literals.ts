// Values as they are written in a query, both ways. Strings have the escapes of Go, which TraceQL takes them from; quoted attribute
// names only know \" and \\.

/** What is wrong, and how far into the text. */
export class LiteralError extends Error {
  override readonly name = 'LiteralError';
  readonly offset: number;
  constructor(message: string, offset = 0) {
    super(message);
    this.offset = offset;
  }
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|([^]?))/g;

/**
 * The value of a string token, quotes included, that is closed.
 * @throws LiteralError for an escape that does not exist
 */
export function readString(text: string): string {
  const inner = text.slice(1, -1);
  if (text[0] === '`') return inner;
  return inner.replace(ESCAPE, (escape, hex2, hex4, hex8, octal, simple: string | undefined, offset: number) => {
    const digits = (hex2 ?? hex4 ?? hex8) as string | undefined;
    const code =
      digits === undefined ? (octal === undefined ? undefined : parseInt(octal as string, 8)) : parseInt(digits, 16);
    if (code !== undefined && code <= 0x10ffff) return String.fromCodePoint(code);
    const character = simple === undefined ? undefined : SIMPLE_ESCAPES[simple];
    if (character !== undefined) return character;
    throw new LiteralError(
      `${escape} is no escape. Write \\\\ for a backslash, or put the text in back-ticks`,
      offset + 1,
    );
  });
}

/** JSON's escapes are a part of Go's. */
export function writeString(value: string): string {
  return JSON.stringify(value);
}

/** A name such as `http.status_code`, `"a b"` or `a."b c"`, without quotes and escapes. */
export function readName(text: string): string {
  return text.replace(/"((?:[^"\\]|\\[^])*)"/g, (_, inner: string) => inner.replace(/\\(["\\])/g, '$1'));
}

/** In quotes when it has any character that a reader of TraceQL might end a name at, or when `quoted` asks for it. */
export function writeName(name: string, quoted = false): string {
  return !quoted && /^[A-Za-z_][\w./-]*$/.test(name) && !/\/[/*]|\.$/.test(name)
    ? name
    : `"${name.replace(/["\\]/g, '\\$&')}"`;
}

const MAX_INTEGER = 2n ** 63n - 1n;

/** @throws LiteralError when it does not fit in 64 bits, signed; `negative` allows one more */
export function readInteger(digits: string, negative: boolean): bigint {
  const value = negative ? -BigInt(digits) : BigInt(digits);
  if (value > MAX_INTEGER || value < -MAX_INTEGER - 1n) throw new LiteralError('This number does not fit in 64 bits');
  return value;
}

/** Without an exponent, and always with a point: that is what makes it a float. */
export function writeFloat(value: number): string {
  const text = plainDecimal(Math.abs(value));
  return (value < 0 || Object.is(value, -0) ? '-' : '') + (text.includes('.') ? text : `${text}.0`);
}

/** @throws LiteralError when it is too large for a double */
export function readFloat(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new LiteralError('This number is too large');
  return value;
}

/** Powers of ten first, so that 1.1ms is exactly 1,100,000 ns. */
const UNITS: Readonly<Record<string, readonly [exponent: number, factor: number]>> = {
  ns: [0, 1],
  us: [3, 1],
  µs: [3, 1],
  μs: [3, 1],
  ms: [6, 1],
  s: [9, 1],
  m: [9, 60],
  h: [9, 3600],
};

/** @throws LiteralError when it is too large for a double */
export function readDuration(text: string): number {
  const [, number, unit] = /^([\d.]+)(.*)$/.exec(text)!;
  const [exponent, factor] = UNITS[unit];
  return readFloat(`${number}e${exponent}`) * factor;
}

/** In the largest unit in which it is a whole number: 90s, 1500ms. */
export function writeDuration(ns: number): string {
  const size = Math.abs(ns);
  const sign = ns < 0 || Object.is(ns, -0) ? '-' : '';
  for (const unit of ['h', 'm', 's', 'ms', 'us']) {
    const [exponent, factor] = UNITS[unit];
    const count = size / (10 ** exponent * factor);
    if (count !== 0 && Number.isSafeInteger(count) && count * 10 ** exponent * factor === size)
      return `${sign}${count}${unit}`;
  }
  return `${sign}${plainDecimal(size)}ns`;
}

/** The digits of a number that is not negative, however large or small: JavaScript changes to exponents at 1e21 and 1e-7. */
function plainDecimal(value: number): string {
  const [digits, exponent] = String(value).split('e');
  if (exponent === undefined) return digits;
  const [whole, fraction = ''] = digits.split('.');
  const shift = Number(exponent);
  return shift < 0
    ? `0.${'0'.repeat(-shift - 1)}${whole}${fraction}`
    : whole +
        fraction.padEnd(shift, '0').slice(0, shift) +
        (fraction.length > shift ? `.${fraction.slice(shift)}` : '');
}
