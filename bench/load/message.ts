// Writes Protocol Buffers (https://protobuf.dev/programming-guides/encoding/) with holes: places in the bytes that get another value each
// time the message is sent (Template.ts). A message is put together as a tree of parts that know their length, and written once.

export interface Holes {
  /** 16 bytes and 8 bytes that identify something within a round. */
  readonly traceIds: number[];
  readonly spanIds: number[];
  readonly times: TimeHole[];
  /** Two hexadecimal or decimal digits at each place. */
  readonly hexPairs: number[];
  readonly digitPairs: number[];
  /** A varint of two bytes. */
  readonly integers: number[];
  readonly doubles: number[];
  /** A double that grows. */
  readonly counters: number[];
  readonly histograms: HistogramHole[];
}

/** A time, `offsetNs` (before stretching) after the start of the group with this number: a trace, mostly. */
interface TimeHole {
  readonly at: number;
  readonly group: number;
  readonly offsetNs: number;
}

/** Count, sum and the counts of the buckets that belong together. */
export interface HistogramHole {
  readonly countAt: number;
  readonly sumAt: number;
  readonly bucketsAt: number;
  readonly buckets: number;
}

export interface Part {
  readonly length: number;
  readonly write: (out: Buffer, at: number, holes: Holes) => void;
}

export const NOTHING: Part = { length: 0, write: () => {} };

export function render(message: Part): { bytes: Buffer; holes: Holes } {
  const bytes = Buffer.alloc(message.length);
  const holes: Holes = {
    traceIds: [],
    spanIds: [],
    times: [],
    hexPairs: [],
    digitPairs: [],
    integers: [],
    doubles: [],
    counters: [],
    histograms: [],
  };
  message.write(bytes, 0, holes);
  return { bytes, holes };
}

export function join(...parts: readonly Part[]): Part {
  return {
    length: parts.reduce((sum, part) => sum + part.length, 0),
    write(out, at, holes): void {
      let position = at;
      for (const part of parts) {
        part.write(out, position, holes);
        position += part.length;
      }
    },
  };
}

/** Fixed bytes; `note` says which of them are holes. */
export function raw(bytes: Uint8Array, note?: (holes: Holes, at: number) => void): Part {
  return {
    length: bytes.length,
    write(out, at, holes) {
      out.set(bytes, at);
      note?.(holes, at);
    },
  };
}

// Numbers, names and values come again and again: each is made once, which spares most of the work.
const varints = new Map<number, Part>();
const texts = new Map<string, Part>();

function varint(value: number): Part {
  return remember(varints, value, () => {
    const bytes: number[] = [];
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
    return raw(Buffer.from([...bytes, rest]));
  });
}

const utf8 = (content: string): Part => remember(texts, content, () => raw(Buffer.from(content)));

function remember<Key>(known: Map<Key, Part>, key: Key, make: () => Part): Part {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return found;
}

/** A length-delimited field: a message, a string, or bytes. */
export function field(number: number, ...content: readonly Part[]): Part {
  const inside = join(...content);
  return join(varint(number * 8 + 2), varint(inside.length), inside);
}

export const string = (number: number, text: string): Part => field(number, utf8(text));
export const uint = (number: number, value: number): Part => join(varint(number * 8), varint(value));

export function fixed32(number: number, value: number): Part {
  return join(varint(number * 8 + 5), raw(new Uint8Array(Uint32Array.of(value).buffer)));
}

export function fixed64(number: number, value: bigint): Part {
  return join(varint(number * 8 + 1), raw(new Uint8Array(BigUint64Array.of(value).buffer)));
}

const hole64 = (number: number, note: (holes: Holes, at: number) => void): Part =>
  join(varint(number * 8 + 1), raw(new Uint8Array(8), note));

export const traceId = (number: number, id: Uint8Array): Part =>
  field(
    number,
    raw(id, (holes, at) => holes.traceIds.push(at)),
  );
export const spanId = (number: number, id: Uint8Array): Part =>
  field(
    number,
    raw(id, (holes, at) => holes.spanIds.push(at)),
  );
export const time = (number: number, group: number, offsetNs: number): Part =>
  hole64(number, (holes, at) => holes.times.push({ at, group, offsetNs }));
export const anyDouble = (number: number): Part => hole64(number, (holes, at) => holes.doubles.push(at));
export const counter = (number: number): Part => hole64(number, (holes, at) => holes.counters.push(at));

// Attributes (opentelemetry/proto/common/v1/common.proto).

const pairs = (length: number, kind: 'hexPairs' | 'digitPairs'): Part =>
  raw(Buffer.alloc(length, '0'), (holes, at) => {
    for (let position = at; position < at + length; position += 2) holes[kind].push(position);
  });

/** An even number of hexadecimal digits, to be part of a `text`. */
export const hex = (length: number): Part => pairs(length, 'hexPairs');
/** An even number of decimal digits. */
export const digits = (length: number): Part => pairs(length, 'digitPairs');

/** AnyValue: text made of fixed pieces and holes. */
export const text = (...pieces: readonly (string | Part)[]): Part =>
  field(1, ...pieces.map((piece) => (typeof piece === 'string' ? utf8(piece) : piece)));
export const integer = (value: number): Part => uint(3, value);
/** AnyValue: another integer from 128 to 16,383 each time. */
export const someInteger = (): Part =>
  join(
    varint(24),
    raw(Uint8Array.of(128, 1), (holes, at) => holes.integers.push(at)),
  );
/** AnyValue: another double from 0 to 1,000 each time. */
export const someDouble = (): Part => anyDouble(4);

/** A KeyValue as a field of its holder. */
export const attribute = (number: number, key: string, value: Part): Part =>
  field(number, string(1, key), field(2, value));
