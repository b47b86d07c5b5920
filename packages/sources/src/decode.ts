// Small decoders for answers of a server: each returns a typed value or says what was expected, what came, and where.
// Unknown fields are ignored, so that a newer server can add some.

/** Reads a value that stands at `at` (for example `services[3].calls`). @throws ShapeError */
export type Decoder<T> = (value: unknown, at: string) => T;

/** A value is not what was agreed. The message names the place, what was expected there and what came. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
  constructor(at: string, expected: string, value: unknown) {
    super(`expected ${expected} at ${at || 'the top'}, got ${describe(value)}`);
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string')
    return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
  if (typeof value === 'number' || typeof value === 'boolean') return `the ${typeof value} ${value}`;
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

export const text: Decoder<string> = (value, at) => {
  if (typeof value !== 'string') throw new ShapeError(at, 'text', value);
  return value;
};

/** A finite number; JSON knows no other, but a proxy's or an older server's answer may lack it. */
export const finite: Decoder<number> = (value, at) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ShapeError(at, 'a number', value);
  return value;
};

/** A whole number from 0. */
export const count: Decoder<number> = (value, at) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new ShapeError(at, 'a count', value);
  return value;
};

/** One of a few words. */
export function oneOf<T extends string>(words: readonly T[]): Decoder<T> {
  return (value, at) => {
    const found = words.find((word) => word === value);
    if (found === undefined) throw new ShapeError(at, words.join(', '), value);
    return found;
  };
}

/** `null` and a missing field are `undefined`. */
export function optional<T>(decoder: Decoder<T>): Decoder<T | undefined> {
  return (value, at) => (value === null || value === undefined ? undefined : decoder(value, at));
}

export function list<T>(decoder: Decoder<T>): Decoder<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new ShapeError(at, 'a list', value);
    return value.map((item: unknown, index) => decoder(item, `${at}[${index}]`));
  };
}

/** An object with a decoder for each field that is read. */
export function fields<T extends object>(decoders: { readonly [Name in keyof T]-?: Decoder<T[Name]> }): Decoder<T> {
  const names = Object.keys(decoders) as (keyof T & string)[];
  return (value, at) => {
    const object = record(value, at);
    const result: Partial<T> = {};
    for (const name of names) result[name] = decoders[name](object[name], at ? `${at}.${name}` : name);
    return result as T;
  };
}

export const record: Decoder<Readonly<Record<string, unknown>>> = (value, at) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ShapeError(at, 'an object', value);
  return value as Readonly<Record<string, unknown>>;
};
