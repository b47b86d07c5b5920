// Named columns to one block of ClickHouse's Native format (https://clickhouse.com/docs/interfaces/formats/Native).
import { BufferPool } from './BufferPool.ts';
import type { Column } from './Column.ts';

/** Rows for one table, as a file for `Store.insertFile`. */
export interface Block {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly bytes: Uint8Array;
  /** `bytes` are not read any more: their memory is used for a later block. */
  release(): void;
}

/** Blocks on their way at the same time have memory of their own; what a quiet moment leaves free of it is kept for this many. */
const MAX_KEPT = 2;

export class BlockBuilder {
  readonly #table: string;
  readonly #names: readonly string[];
  readonly #columns: readonly Column[];
  readonly #memory = new BufferPool(MAX_KEPT);

  constructor(table: string, columns: Readonly<Record<string, Column>>) {
    this.#table = table;
    this.#names = Object.keys(columns);
    this.#columns = Object.values(columns);
  }

  get rows(): number {
    return this.#columns[0].count;
  }

  get byteLength(): number {
    let bytes = 0;
    for (const column of this.#columns) bytes += column.byteLength;
    return bytes;
  }

  mark(): void {
    for (const column of this.#columns) column.mark();
  }

  rollback(): void {
    for (const column of this.#columns) column.rollback();
  }

  /** The block, in memory of its own until it is released; the builder is empty afterwards. */
  take(): Block {
    const rows = this.rows;
    const out = this.#memory.take();
    out.reserve(this.byteLength + this.#columns.length * 128 + 64);
    out.varint(this.#columns.length);
    out.varint(rows);
    for (const [i, column] of this.#columns.entries()) {
      for (const text of [this.#names[i], column.type]) {
        out.varint(text.length);
        out.append(Buffer.from(text), 0, text.length);
      }
      column.writePrefix(out);
      column.writeValues(out);
    }
    for (const column of this.#columns) column.clear();
    return {
      table: this.#table,
      columns: this.#names,
      rows,
      bytes: out.written(),
      release: () => this.#memory.give(out),
    };
  }
}
