// AnyValue (opentelemetry/proto/common/v1/common.proto) as text and a type character. The characters are those of store/migrations/Migration.ts:
// s string, i int, d double, b bool, a array (JSON), m map (JSON), x bytes (base64), n empty.
import type { StringColumn } from '../columns/StringColumn.ts';
import { MalformedOtlpError } from '../protobuf/ProtobufReader.ts';
import type { ProtobufReader } from '../protobuf/ProtobufReader.ts';

/** Arrays and maps within each other; Protocol Buffers' own parsers stop at 100 messages. */
const MAX_DEPTH = 40;

const STRING = 10;
const BOOL = 16;
const INT = 24;
const DOUBLE = 33;
const ARRAY = 42;
const KEY_VALUES = 50;
const BYTES = 58;

/** What StringColumn.digits writes. */
const MAX_DIGITS = 0x7fffffff;

/** Adds the text of the AnyValue that lies between the reader's position and `end`, and gives the type's character code. */
export function appendAnyValue(reader: ProtobufReader, end: number, column: StringColumn): number {
  // Nearly every value is one field, a string or a small number: these go from bytes to bytes.
  const start = reader.position;
  const first = start < end ? reader.bytes[start] : 0;
  if (first === STRING) {
    reader.position = start + 1;
    const from = reader.delimited(end);
    if (reader.position === end) {
      column.bytes(reader.bytes, from, end - from);
      return CODE.s;
    }
  } else if (first === INT) {
    reader.position = start + 1;
    const value = reader.varint();
    if (reader.position === end && value <= MAX_DIGITS) {
      column.digits(value);
      return CODE.i;
    }
  }
  reader.position = start;
  const field = lastField(reader, end);
  switch (field.tag) {
    case STRING:
      column.bytes(reader.bytes, field.start, field.end - field.start);
      return CODE.s;
    case BOOL:
      reader.position = field.start;
      column.text(reader.int64() === 0n ? 'false' : 'true');
      reader.position = end;
      return CODE.b;
    case INT:
      reader.position = field.start;
      column.text(String(smallOrBig(reader)));
      reader.position = end;
      return CODE.i;
    case DOUBLE:
      column.text(String(reader.view.getFloat64(field.start, true)));
      return CODE.d;
    case BYTES:
      column.text(base64(reader, field.start, field.end));
      return CODE.x;
    case ARRAY:
    case KEY_VALUES:
      reader.position = start;
      column.text(anyValueJson(reader, end, 0));
      return field.tag === ARRAY ? CODE.a : CODE.m;
    default:
      column.text('');
      return CODE.n;
  }
}

const CODE = Object.fromEntries([...'sidbamxn'].map((character) => [character, character.charCodeAt(0)])) as Readonly<
  Record<'s' | 'i' | 'd' | 'b' | 'a' | 'm' | 'x' | 'n', number>
>;

/** What an attribute without a value is. */
export const EMPTY_TYPE = CODE.n;

interface Field {
  readonly tag: number;
  readonly start: number;
  readonly end: number;
}

const NO_FIELD: Field = { tag: 0, start: 0, end: 0 };

/** The field of the oneof that is set: the last one, as the encoding demands. Leaves the position at `end`. */
function lastField(reader: ProtobufReader, end: number): Field {
  let found = NO_FIELD;
  while (reader.position < end) {
    const tag = reader.varint();
    if (tag === STRING || tag === ARRAY || tag === KEY_VALUES || tag === BYTES) {
      const start = reader.delimited(end);
      found = { tag, start, end: reader.position };
    } else {
      const start = reader.position;
      reader.skip(tag, end);
      if (tag === BOOL || tag === INT || tag === DOUBLE) found = { tag, start, end: reader.position };
    }
  }
  reader.endMessage(end);
  return found;
}

/** Exact; a bigint only where a number does not hold it. */
function smallOrBig(reader: ProtobufReader): number | bigint {
  const start = reader.position;
  const small = reader.varint();
  if (small <= 0xffffffff) return small;
  reader.position = start;
  return reader.int64();
}

/** The value as JSON text. Integers keep all digits, doubles always have a point or an exponent, so that the two stay apart. */
function anyValueJson(reader: ProtobufReader, end: number, depth: number): string {
  if (depth > MAX_DEPTH)
    throw new MalformedOtlpError(`Attribute values are nested deeper than ${MAX_DEPTH}`, reader.position);
  const { tag, start, end: fieldEnd } = lastField(reader, end);
  if (tag === 0) return 'null';
  if (tag === STRING) return JSON.stringify(reader.utf8(start, fieldEnd));
  if (tag === BYTES) return JSON.stringify(base64(reader, start, fieldEnd));
  if (tag === DOUBLE) return doubleJson(reader.view.getFloat64(start, true));
  reader.position = start;
  if (tag === BOOL) return jsonAt(reader, end, reader.int64() === 0n ? 'false' : 'true');
  if (tag === INT) return jsonAt(reader, end, String(smallOrBig(reader)));
  const items: string[] = [];
  while (reader.position < fieldEnd) {
    const itemTag = reader.varint();
    if (itemTag !== 10) {
      reader.skip(itemTag, fieldEnd);
      continue;
    }
    const itemEnd = reader.length(fieldEnd) + reader.position;
    items.push(tag === ARRAY ? anyValueJson(reader, itemEnd, depth + 1) : keyValueJson(reader, itemEnd, depth));
  }
  reader.endMessage(fieldEnd);
  return jsonAt(reader, end, tag === ARRAY ? `[${items.join(',')}]` : `{${items.join(',')}}`);
}

function keyValueJson(reader: ProtobufReader, end: number, depth: number): string {
  let key = '';
  let value = 'null';
  while (reader.position < end) {
    const tag = reader.varint();
    if (tag === 10) {
      const start = reader.delimited(end);
      key = reader.utf8(start, reader.position);
    } else if (tag === 18) value = anyValueJson(reader, reader.length(end) + reader.position, depth + 1);
    else reader.skip(tag, end);
  }
  reader.endMessage(end);
  return `${JSON.stringify(key)}:${value}`;
}

function jsonAt(reader: ProtobufReader, end: number, json: string): string {
  reader.position = end;
  return json;
}

function doubleJson(value: number): string {
  if (!Number.isFinite(value)) return JSON.stringify(String(value));
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function base64(reader: ProtobufReader, start: number, end: number): string {
  return Buffer.from(reader.bytes.subarray(start, end)).toString('base64');
}
