// Reads answers in ClickHouse's Native format (https://clickhouse.com/docs/interfaces/formats/Native): columns, block by block, as the engine
// holds them. For answers of so many rows that a value of JSON each costs seconds. Knows the types of columns that our queries ask for.

/** Rows that the engine gave together, by name of the column. */
export interface NativeBlock {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, NativeColumn>;
}

export type NativeColumn = FixedValues | DictionaryValues | ArrayValues;

/** Little-endian, `width` bytes each; for any place in memory. */
export interface FixedValues {
  readonly kind: 'fixed';
  readonly width: number;
  readonly bytes: Uint8Array;
}

/** LowCardinality(String): rows are indices into `keys`, some of which may have no row. */
export interface DictionaryValues {
  readonly kind: 'dictionary';
  readonly keys: readonly string[];
  readonly index: Uint8Array | Uint16Array | Uint32Array;
}

/** `ends`: of each row, in `values`. */
export interface ArrayValues {
  readonly kind: 'array';
  readonly ends: Float64Array;
  readonly values: NativeColumn;
}

/** Bytes of a value, by the beginning of the type's name. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/^U?Int8$/, 1],
  [/^U?Int64$/, 8],
  [/^DateTime64\(/, 8],
];
const DICTIONARY_TEXT = 'LowCardinality(String)';

// https://github.com/ClickHouse/ClickHouse/blob/master/src/DataTypes/Serializations/SerializationLowCardinality.cpp
const HAS_ADDITIONAL_KEYS = 1 << 9;
const NEEDS_GLOBAL_DICTIONARY = 1 << 8;

/** The blocks view `bytes`. @throws Error for a type that this does not know, and for an answer that is cut short */
export function nativeBlocks(bytes: Uint8Array): NativeBlock[] {
  const reader = new Reader(bytes);
  const blocks: NativeBlock[] = [];
  while (reader.at < bytes.length) {
    const width = reader.varint();
    const rows = reader.varint();
    const columns = new Map<string, NativeColumn>();
    for (let column = 0; column < width; column++) {
      const name = reader.text();
      const type = reader.text();
      if (rows > 0) readPrefix(reader, type);
      columns.set(name, readValues(reader, type, rows));
    }
    blocks.push({ rows, columns });
  }
  return blocks;
}

function readPrefix(reader: Reader, type: string): void {
  const inner = arrayOf(type);
  if (inner !== undefined) readPrefix(reader, inner);
  else if (type === DICTIONARY_TEXT) reader.uint64(); // the version of its keys
}

function readValues(reader: Reader, type: string, rows: number): NativeColumn {
  const inner = arrayOf(type);
  if (inner !== undefined) {
    const ends = reader.uint64s(rows);
    return { kind: 'array', ends, values: readValues(reader, inner, rows === 0 ? 0 : ends[rows - 1]) };
  }
  if (type === DICTIONARY_TEXT) return readDictionary(reader, rows);
  const width = widthOf(type);
  return { kind: 'fixed', width, bytes: reader.take(rows * width) };
}

function readDictionary(reader: Reader, rows: number): DictionaryValues {
  if (rows === 0) return { kind: 'dictionary', keys: [], index: new Uint8Array(0) };
  const flags = reader.uint64();
  if ((flags & NEEDS_GLOBAL_DICTIONARY) !== 0 || (flags & HAS_ADDITIONAL_KEYS) === 0)
    throw new Error('LowCardinality with a global dictionary cannot be read');
  const keys = Array.from({ length: reader.uint64() }, () => reader.text());
  const count = reader.uint64();
  const width = 2 ** (flags & 3);
  const bytes = new Uint8Array(reader.take(count * width)).buffer; // a copy, at an address that suits all widths
  const index = width === 1 ? new Uint8Array(bytes) : width === 2 ? new Uint16Array(bytes) : new Uint32Array(bytes);
  return { kind: 'dictionary', keys, index };
}

function arrayOf(type: string): string | undefined {
  return /^Array\((.*)\)$/.exec(type)?.[1];
}

function widthOf(type: string): number {
  const fixed = /^FixedString\((\d+)\)$/.exec(type)?.[1];
  const width = fixed === undefined ? WIDTHS.find(([pattern]) => pattern.test(type))?.[1] : Number(fixed);
  if (width === undefined) throw new Error(`columns of the type ${type} cannot be read`);
  return width;
}

class Reader {
  at = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #decoder = new TextDecoder();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The next bytes, not copied. */
  take(length: number): Uint8Array {
    const taken = this.#bytes.subarray(this.at, this.at + length);
    if (taken.length < length) throw new Error('the answer of the engine is cut short');
    this.at += length;
    return taken;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.take(1)[0];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  uint64(): number {
    return this.uint64s(1)[0];
  }

  /** Up to 2^53, which counts and ends are. */
  uint64s(length: number): Float64Array {
    const from = this.at;
    this.take(length * 8);
    const numbers = new Float64Array(length);
    for (let i = 0, at = from; i < length; i++, at += 8)
      numbers[i] = this.#view.getUint32(at + 4, true) * 2 ** 32 + this.#view.getUint32(at, true);
    return numbers;
  }

  text(): string {
    return this.#decoder.decode(this.take(this.varint()));
  }
}
