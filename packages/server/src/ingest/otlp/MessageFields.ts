// The fields of one message by position: a table says which fields of a .proto file are read, and as what. Used again for each message.
import type { ProtobufReader } from '../protobuf/ProtobufReader.ts';
import { FieldRanges } from './FieldRanges.ts';

/** `bytes` stands for strings and messages too. Of a field that is not `repeated` and comes twice the last one counts. */
export type FieldKind = 'varint' | 'fixed32' | 'fixed64' | 'bytes' | 'repeated bytes';

/** By field number, as in the .proto file. */
export type FieldTable = Readonly<Record<number, FieldKind>>;

const WIRE_TYPES: Readonly<Record<FieldKind, number>> = {
  varint: 0,
  fixed64: 1,
  bytes: 2,
  'repeated bytes': 2,
  fixed32: 5,
};
/** What to do with a tag; 0: a field that is not in the table. */
const VARINT = 1;
const FIXED32 = 2;
const FIXED64 = 3;
const BYTES = 4;
const REPEATED = 5;
const CODES: Readonly<Record<FieldKind, number>> = {
  varint: VARINT,
  fixed32: FIXED32,
  fixed64: FIXED64,
  bytes: BYTES,
  'repeated bytes': REPEATED,
};
const ABSENT = -1;

export class MessageFields {
  /** By field number: where the value of a fixed or bytes field begins; -1 where it is absent. */
  readonly at: Int32Array;
  /** By field number: the value of a varint; 0 where it is absent. */
  readonly varint: Float64Array;
  readonly #ends: Int32Array;
  readonly #repeated: FieldRanges[] = [];
  readonly #repeatedNumbers: number[] = [];
  /** By tag (field number and wire type), which is one or two bytes long in OTLP. */
  readonly #codes = new Uint8Array(256);

  constructor(table: FieldTable) {
    const fields = Object.entries(table).map(([number, kind]): [number, FieldKind] => [Number(number), kind]);
    const size = Math.max(...fields.map(([number]) => number)) + 1;
    this.at = new Int32Array(size);
    this.varint = new Float64Array(size);
    this.#ends = new Int32Array(size);
    for (const [number, kind] of fields) {
      this.#codes[(number << 3) | WIRE_TYPES[kind]] = CODES[kind];
      if (kind === 'repeated bytes') {
        this.#repeated[number] = new FieldRanges();
        this.#repeatedNumbers.push(number);
      }
    }
  }

  /** Notes where the fields of the message between the reader's position and `end` lie. @throws MalformedOtlpError */
  read(reader: ProtobufReader, end: number): void {
    const codes = this.#codes;
    const { at, varint } = this;
    // Faster than two calls of `fill` for as few as there are.
    for (let field = 0; field < at.length; field++) {
      at[field] = ABSENT;
      varint[field] = 0;
    }
    for (const number of this.#repeatedNumbers) this.#repeated[number].clear();
    while (reader.position < end) {
      const tag = reader.varint();
      const field = tag >>> 3;
      switch (tag < 256 ? codes[tag] : 0) {
        case VARINT:
          varint[field] = reader.varint();
          break;
        case FIXED64:
          at[field] = reader.position;
          reader.position += 8;
          break;
        case FIXED32:
          at[field] = reader.position;
          reader.position += 4;
          break;
        case BYTES:
          at[field] = reader.delimited(end);
          this.#ends[field] = reader.position;
          break;
        case REPEATED:
          this.#repeated[field].add(reader.delimited(end), reader.position);
          break;
        default:
          reader.skip(tag, end);
      }
    }
    reader.endMessage(end);
  }

  /** Length of a bytes field; 0 where it is absent. */
  length(field: number): number {
    return this.at[field] === ABSENT ? 0 : this.#ends[field] - this.at[field];
  }

  /** Where a bytes field begins if it has just this length; -1 otherwise. */
  atIfLong(field: number, length: number): number {
    return this.length(field) === length ? this.at[field] : ABSENT;
  }

  /** All occurrences of a repeated field. */
  repeated(field: number): FieldRanges {
    return this.#repeated[field];
  }
}
