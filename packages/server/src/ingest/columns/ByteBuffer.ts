// Growing bytes, little-endian: what every column writes into. Cleared and used again, so that a busy server does not allocate: growing
// anew for each insert costs as much as filling. What a quiet server no longer needs is given back.

const KEEP_BYTES = 1 << 20;
/** A buffer is kept while at least this part of it was used. */
const USED_PART = 1 / 8;

export class ByteBuffer {
  bytes: Buffer;
  view: DataView;
  length = 0;
  readonly #initialBytes: number;

  constructor(initialBytes = 1024) {
    this.#initialBytes = initialBytes;
    this.bytes = Buffer.allocUnsafeSlow(initialBytes);
    this.view = new DataView(this.bytes.buffer);
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    if (this.length + count > this.bytes.length) this.#grow(this.length + count);
  }

  u8(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  u32(value: number): void {
    this.reserve(4);
    this.view.setUint32(this.length, value, true);
    this.length += 4;
  }

  /** An unsigned 64-bit integer from its halves. */
  u64(low: number, high: number): void {
    this.reserve(8);
    this.view.setUint32(this.length, low, true);
    this.view.setUint32(this.length + 4, high, true);
    this.length += 8;
  }

  f64(value: number): void {
    this.reserve(8);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  /** LEB128, as both Protocol Buffers and ClickHouse write lengths; below 2^32. */
  varint(value: number): void {
    this.reserve(5);
    while (value >= 128) {
      this.bytes[this.length++] = (value & 127) | 128;
      value >>>= 7;
    }
    this.bytes[this.length++] = value;
  }

  append(source: Uint8Array, start: number, count: number): void {
    this.reserve(count);
    const bytes = this.bytes;
    let to = this.length;
    // A call of `set` costs more than the loop for ids, keys and most values.
    if (count < 48) for (let from = start; from < start + count; from++) bytes[to++] = source[from];
    else bytes.set(source.subarray(start, start + count), to);
    this.length += count;
  }

  zeros(count: number): void {
    this.reserve(count);
    this.bytes.fill(0, this.length, this.length + count);
    this.length += count;
  }

  /** What was written. A view: valid until the next write or `clear`. */
  written(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  clear(): void {
    const used = this.length;
    this.length = 0;
    if (this.bytes.length > KEEP_BYTES && used < this.bytes.length * USED_PART) this.#allocate(this.#initialBytes);
  }

  #grow(needed: number): void {
    const old = this.bytes;
    let size = old.length * 2;
    while (size < needed) size *= 2;
    this.#allocate(size);
    this.bytes.set(old.subarray(0, this.length));
  }

  #allocate(size: number): void {
    this.bytes = Buffer.allocUnsafeSlow(size);
    this.view = new DataView(this.bytes.buffer);
  }
}
