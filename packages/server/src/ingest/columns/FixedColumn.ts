// Values of one width: integers, floats, times, FixedString.
import { ByteBuffer } from './ByteBuffer.ts';
import type { Column } from './Column.ts';

export class FixedColumn implements Column {
  readonly type: string;
  readonly #width: number;
  readonly #buffer: ByteBuffer;
  #mark = 0;

  constructor(type: string, width: number) {
    this.type = type;
    this.#width = width;
    this.#buffer = new ByteBuffer(width * 256);
  }

  get count(): number {
    return this.#buffer.length / this.#width;
  }

  get byteLength(): number {
    return this.#buffer.length;
  }

  /** One value as its bytes lie in a message: integers and floats are little-endian in both formats. */
  bytes(source: Uint8Array, start: number): void {
    this.#buffer.append(source, start, this.#width);
  }

  zero(): void {
    this.#buffer.zeros(this.#width);
  }

  u8(value: number): void {
    this.#buffer.u8(value);
  }

  u32(value: number): void {
    this.#buffer.u32(value);
  }

  u64(low: number, high: number): void {
    this.#buffer.u64(low, high);
  }

  f64(value: number): void {
    this.#buffer.f64(value);
  }

  uint64(value: bigint): void {
    this.#buffer.u64(Number(value & 0xffffffffn), Number((value >> 32n) & 0xffffffffn));
  }

  /** A DateTime64(9) from ms since the epoch. */
  timeMs(ms: number): void {
    this.uint64(BigInt(ms) * 1_000_000n);
  }

  mark(): void {
    this.#mark = this.#buffer.length;
  }

  rollback(): void {
    this.#buffer.length = this.#mark;
  }

  writePrefix(): void {}

  writeValues(out: ByteBuffer): void {
    out.append(this.#buffer.bytes, 0, this.#buffer.length);
  }

  clear(): void {
    this.#buffer.clear();
  }
}
