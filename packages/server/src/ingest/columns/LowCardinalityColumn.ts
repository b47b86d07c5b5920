// LowCardinality(String): each distinct value once, and a number per row.
import { ByteBuffer } from './ByteBuffer.ts';
import { ByteDictionary } from './ByteDictionary.ts';
import type { Column } from './Column.ts';

// https://github.com/ClickHouse/ClickHouse/blob/master/src/DataTypes/Serializations/SerializationLowCardinality.cpp
const SHARED_DICTIONARIES_WITH_ADDITIONAL_KEYS = 1;
const HAS_ADDITIONAL_KEYS = 1 << 9;
const NEED_UPDATE_DICTIONARY = 1 << 10;

export class LowCardinalityColumn implements Column {
  readonly type = 'LowCardinality(String)';
  readonly #dictionary = new ByteDictionary();
  #indexes = new Uint32Array(256);
  #count = 0;
  #mark = 0;

  get count(): number {
    return this.#count;
  }

  get byteLength(): number {
    return this.#count * (this.#width() || 1) + this.#dictionary.keys.length;
  }

  bytes(source: Uint8Array, start: number, length: number): void {
    this.index(this.#dictionary.indexOf(source, start, length));
  }

  /** Text of our own making. */
  text(text: string): void {
    const bytes = Buffer.from(text);
    this.bytes(bytes, 0, bytes.length);
  }

  /** Different values so far. */
  get distinct(): number {
    return this.#dictionary.count;
  }

  /**
   * The number of a value, for `index`: saves the look-up where a value repeats. Valid until `clear`.
   * @param expected the number that it probably has
   */
  indexOf(source: Uint8Array, start: number, length: number, expected = -1): number {
    return this.#dictionary.indexOf(source, start, length, expected);
  }

  index(index: number): void {
    if (this.#count === this.#indexes.length) {
      const old = this.#indexes;
      this.#indexes = new Uint32Array(old.length * 2);
      this.#indexes.set(old);
    }
    this.#indexes[this.#count++] = index;
  }

  mark(): void {
    this.#mark = this.#count;
  }

  /** Keys that only the taken back rows had stay in the dictionary: unused keys are allowed, and rare. */
  rollback(): void {
    this.#count = this.#mark;
  }

  writePrefix(out: ByteBuffer): void {
    out.u64(SHARED_DICTIONARIES_WITH_ADDITIONAL_KEYS, 0);
  }

  writeValues(out: ByteBuffer): void {
    if (this.#count === 0) return; // the format has nothing at all then
    const width = this.#width();
    const widthCode = width === 1 ? 0 : width === 2 ? 1 : 2;
    out.u64(widthCode | HAS_ADDITIONAL_KEYS | NEED_UPDATE_DICTIONARY, 0);
    out.u64(this.#dictionary.count, 0);
    out.append(this.#dictionary.keys.bytes, 0, this.#dictionary.keys.length);
    out.u64(this.#count, 0);
    out.reserve(this.#count * width);
    const { bytes } = out;
    let at = out.length;
    for (let row = 0; row < this.#count; row++) {
      const index = this.#indexes[row];
      bytes[at++] = index;
      if (width > 1) bytes[at++] = index >>> 8;
      if (width > 2) {
        bytes[at++] = index >>> 16;
        bytes[at++] = index >>> 24;
      }
    }
    out.length = at;
  }

  clear(): void {
    this.#dictionary.clear();
    // As in ByteBuffer: what was used is kept.
    if (this.#indexes.length > 1 << 18 && this.#count < this.#indexes.length / 8) this.#indexes = new Uint32Array(256);
    this.#count = 0;
  }

  /** Bytes per row: the narrowest that can number all keys. */
  #width(): 1 | 2 | 4 {
    if (this.#dictionary.count <= 0x100) return 1;
    return this.#dictionary.count <= 0x10000 ? 2 : 4;
  }
}
