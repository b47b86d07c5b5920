// Array and Map: values of all rows one after the other, and where each row ends.
import { ByteBuffer } from './ByteBuffer.ts';
import type { Column } from './Column.ts';
import { FixedColumn } from './FixedColumn.ts';

/** Row ends. Arrays that always have the same length (the columns of span events) share one. */
export class Offsets extends FixedColumn {
  constructor() {
    super('UInt64', 8);
  }

  /** The next row has the values up to `end`. */
  closeRow(end: number): void {
    this.u64(end, 0);
  }
}

export class ArrayColumn<Inner extends Column> implements Column {
  readonly type: string;
  readonly values: Inner;
  readonly offsets: Offsets;

  constructor(values: Inner, offsets = new Offsets()) {
    this.type = `Array(${values.type})`;
    this.values = values;
    this.offsets = offsets;
  }

  /** Ends the row: it has the values that were added since the last one. Once per row for arrays that share offsets. */
  closeRow(): void {
    this.offsets.closeRow(this.values.count);
  }

  get count(): number {
    return this.offsets.count;
  }

  get byteLength(): number {
    return this.offsets.byteLength + this.values.byteLength;
  }

  mark(): void {
    this.offsets.mark();
    this.values.mark();
  }

  rollback(): void {
    this.offsets.rollback();
    this.values.rollback();
  }

  writePrefix(out: ByteBuffer): void {
    this.values.writePrefix(out);
  }

  writeValues(out: ByteBuffer): void {
    this.offsets.writeValues(out);
    this.values.writeValues(out);
  }

  clear(): void {
    this.offsets.clear();
    this.values.clear();
  }
}

export class MapColumn<Keys extends Column, Values extends Column> implements Column {
  readonly type: string;
  readonly keys: Keys;
  readonly values: Values;
  readonly #offsets = new Offsets();

  constructor(keys: Keys, values: Values) {
    this.type = `Map(${keys.type}, ${values.type})`;
    this.keys = keys;
    this.values = values;
  }

  /** Ends the row: it has the keys and values that were added since the last one. */
  closeRow(): void {
    this.#offsets.closeRow(this.keys.count);
  }

  get count(): number {
    return this.#offsets.count;
  }

  get byteLength(): number {
    return this.#offsets.byteLength + this.keys.byteLength + this.values.byteLength;
  }

  mark(): void {
    this.#offsets.mark();
    this.keys.mark();
    this.values.mark();
  }

  rollback(): void {
    this.#offsets.rollback();
    this.keys.rollback();
    this.values.rollback();
  }

  writePrefix(out: ByteBuffer): void {
    this.keys.writePrefix(out);
    this.values.writePrefix(out);
  }

  writeValues(out: ByteBuffer): void {
    this.#offsets.writeValues(out);
    this.keys.writeValues(out);
    this.values.writeValues(out);
  }

  clear(): void {
    this.#offsets.clear();
    this.keys.clear();
    this.values.clear();
  }
}
