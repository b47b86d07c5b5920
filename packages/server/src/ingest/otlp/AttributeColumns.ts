// Attributes of one level (a span, a log record, an event …) as two columns: Map(name, text) and the types, a character per attribute.
import { MapColumn } from '../columns/ArrayColumn.ts';
import { LowCardinalityColumn } from '../columns/LowCardinalityColumn.ts';
import { StringColumn } from '../columns/StringColumn.ts';
import type { ProtobufReader } from '../protobuf/ProtobufReader.ts';
import { appendAnyValue, EMPTY_TYPE } from './anyValue.ts';
import type { FieldRanges } from './FieldRanges.ts';
import { PromotedAttributes } from './PromotedAttributes.ts';

const NO_BYTES = new Uint8Array(0);

export class AttributeColumns {
  readonly map = new MapColumn(new LowCardinalityColumn(), new StringColumn());
  readonly types = new LowCardinalityColumn();
  readonly promoted: PromotedAttributes;
  #typeCodes = new Uint8Array(64);
  #typeCount = 0;
  /** By the number of a key: the key that came after it the last time. A guess, which a new batch may make wrong. */
  #following = new Int32Array(64).fill(-1);
  /** Of the row that is being read; its first one comes after number 0. */
  #previousKey = 0;

  /** @param columnOf attributes that have a column of their own as well, and its name */
  constructor(columnOf: Readonly<Record<string, string>> = {}) {
    this.promoted = new PromotedAttributes(columnOf);
  }

  /** Adds one KeyValue message to the current row. Leaves the reader's position at `end`. */
  append(reader: ProtobufReader, end: number): void {
    const { keys, values } = this.map;
    let keyStart = 0;
    let keyEnd = 0;
    let valueStart = -1;
    let valueEnd = 0;
    while (reader.position < end) {
      const tag = reader.varint();
      if (tag === 10) {
        keyStart = reader.delimited(end);
        keyEnd = reader.position;
      } else if (tag === 18) {
        valueStart = reader.delimited(end);
        valueEnd = reader.position;
      } else reader.skip(tag, end);
    }
    reader.endMessage(end);
    const key = this.promoted.keyIndex(
      keys,
      reader.bytes,
      keyStart,
      keyEnd - keyStart,
      this.#following[this.#previousKey],
    );
    this.#noteOrder(key);
    keys.index(key);
    let type = EMPTY_TYPE;
    if (valueStart < 0) values.bytes(NO_BYTES, 0, 0);
    else {
      reader.position = valueStart;
      type = appendAnyValue(reader, valueEnd, values);
      reader.position = end;
    }
    this.promoted.note(key, values);
    if (this.#typeCount === this.#typeCodes.length) {
      const old = this.#typeCodes;
      this.#typeCodes = new Uint8Array(old.length * 2);
      this.#typeCodes.set(old);
    }
    this.#typeCodes[this.#typeCount++] = type;
  }

  /** Attributes come in the same order again and again: after which one came which. */
  #noteOrder(key: number): void {
    this.#following[this.#previousKey] = key;
    this.#previousKey = key;
    if (key < this.#following.length) return;
    const old = this.#following;
    this.#following = new Int32Array(key * 2).fill(-1);
    this.#following.set(old);
  }

  /** Adds all of a repeated field. Moves the reader. */
  appendAll(reader: ProtobufReader, attributes: FieldRanges): void {
    for (let i = 0; i < attributes.count; i++) {
      reader.position = attributes.start(i);
      this.append(reader, attributes.end(i));
    }
  }

  /** Ends the row. */
  closeRow(): void {
    this.map.closeRow();
    this.types.bytes(this.#typeCodes, 0, this.#typeCount);
    this.#typeCount = 0;
    this.#previousKey = 0;
    this.promoted.closeRow();
  }

  /** After a malformed message: forgets the types of the row that was not closed. The map is rolled back with its block. */
  abandonRow(): void {
    this.#typeCount = 0;
    this.#previousKey = 0;
    this.promoted.abandonRow();
  }
}
