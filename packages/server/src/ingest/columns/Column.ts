// What all columns of a block can do. A block is built row by row; a request that turns out to be malformed is taken back whole.
import type { ByteBuffer } from './ByteBuffer.ts';

export interface Column {
  /** The ClickHouse type as the Native format writes it. */
  readonly type: string;
  /** Values so far; in a nested column, not the rows of the block. */
  readonly count: number;
  /** Bytes that the column would add to a block, roughly. */
  readonly byteLength: number;
  /** Remembers the present end; `rollback` returns to it. One mark at a time. */
  mark(): void;
  rollback(): void;
  /** What the Native format has once per column, before offsets and values. */
  writePrefix(out: ByteBuffer): void;
  writeValues(out: ByteBuffer): void;
  /** Forgets all values. */
  clear(): void;
}
