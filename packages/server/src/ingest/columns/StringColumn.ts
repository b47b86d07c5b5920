// String: each value is its length and its bytes, which need not be UTF-8.
import { ByteBuffer } from './ByteBuffer.ts';
import type { Column } from './Column.ts';
import type { LowCardinalityColumn } from './LowCardinalityColumn.ts';

export class StringColumn implements Column {
  readonly type = 'String';
  readonly #buffer = new ByteBuffer(4096);
  #lastStart = 0;
  #count = 0;
  #mark = 0;
  #markCount = 0;

  get count(): number {
    return this.#count;
  }

  get byteLength(): number {
    return this.#buffer.length;
  }

  bytes(source: Uint8Array, start: number, length: number): void {
    this.#buffer.varint(length);
    this.#lastStart = this.#buffer.length;
    this.#buffer.append(source, start, length);
    this.#count++;
  }

  /** Copies the newest value into another column's dictionary and gives its number there. */
  lastIn(column: LowCardinalityColumn): number {
    return column.indexOf(this.#buffer.bytes, this.#lastStart, this.#buffer.length - this.#lastStart);
  }

  /** Text of our own making. */
  text(text: string): void {
    const length = Buffer.byteLength(text);
    const buffer = this.#buffer;
    buffer.varint(length);
    this.#lastStart = buffer.length;
    buffer.reserve(length);
    if (length === text.length) for (let i = 0; i < length; i++) buffer.bytes[buffer.length + i] = text.charCodeAt(i);
    else buffer.bytes.write(text, buffer.length);
    buffer.length += length;
    this.#count++;
  }

  /** The decimal digits of an integer from 0 to 2^31 - 1. */
  digits(value: number): void {
    let length = 1;
    for (let rest = value; rest >= 10; rest = (rest / 10) | 0) length++;
    const buffer = this.#buffer;
    buffer.varint(length);
    this.#lastStart = buffer.length;
    buffer.reserve(length);
    for (let at = buffer.length + length - 1, rest = value; at >= buffer.length; at--) {
      const tens = (rest / 10) | 0;
      buffer.bytes[at] = 48 + rest - tens * 10;
      rest = tens;
    }
    buffer.length += length;
    this.#count++;
  }

  mark(): void {
    this.#mark = this.#buffer.length;
    this.#markCount = this.#count;
  }

  rollback(): void {
    this.#buffer.length = this.#mark;
    this.#count = this.#markCount;
  }

  writePrefix(): void {}

  writeValues(out: ByteBuffer): void {
    out.append(this.#buffer.bytes, 0, this.#buffer.length);
  }

  clear(): void {
    this.#buffer.clear();
    this.#count = 0;
  }
}
