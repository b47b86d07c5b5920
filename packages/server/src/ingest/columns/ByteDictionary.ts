// Byte strings to small numbers, in order of appearance: the dictionary of a LowCardinality column. Open addressing over a typed array:
// a look-up makes no JavaScript string and no object.
import { ByteBuffer } from './ByteBuffer.ts';

const INITIAL_SLOTS = 512;
/** A call of `compare` costs more than a loop over fewer bytes. */
const LONG = 64;

export class ByteDictionary {
  /** Each key with its length before it, which is how the Native format wants them. */
  readonly keys = new ByteBuffer(4096);
  count = 0;
  #slots = new Int32Array(INITIAL_SLOTS).fill(-1);
  #starts = new Int32Array(INITIAL_SLOTS);
  #lengths = new Int32Array(INITIAL_SLOTS);

  /**
   * The number of these bytes; new ones get the next number.
   * @param expected the number that they probably have
   */
  indexOf(source: Uint8Array, start: number, length: number, expected = -1): number {
    if (expected >= 0 && expected < this.count && this.#lengths[expected] === length) {
      const from = this.#starts[expected];
      const isSame =
        length < LONG
          ? equal(this.keys.bytes, from, source, start, length)
          : this.keys.bytes.compare(source, start, start + length, from, from + length) === 0;
      if (isSame) return expected;
    }
    const mask = this.#slots.length - 1;
    let slot = hash(source, start, length) & mask;
    for (let index = this.#slots[slot]; index >= 0; index = this.#slots[slot]) {
      if (this.#lengths[index] === length && equal(this.keys.bytes, this.#starts[index], source, start, length))
        return index;
      slot = (slot + 1) & mask;
    }
    const index = this.count++;
    this.keys.varint(length);
    this.#starts[index] = this.keys.length;
    this.#lengths[index] = length;
    this.keys.append(source, start, length);
    this.#slots[slot] = index;
    if (this.count * 2 > this.#slots.length) this.#grow();
    return index;
  }

  clear(): void {
    this.count = 0;
    this.keys.clear();
    if (this.#slots.length > 64 * INITIAL_SLOTS) this.#allocate(INITIAL_SLOTS);
    else this.#slots.fill(-1);
  }

  #grow(): void {
    const starts = this.#starts;
    const lengths = this.#lengths;
    this.#allocate(this.#slots.length * 2);
    this.#starts.set(starts);
    this.#lengths.set(lengths);
    const mask = this.#slots.length - 1;
    for (let index = 0; index < this.count; index++) {
      let slot = hash(this.keys.bytes, starts[index], lengths[index]) & mask;
      while (this.#slots[slot] >= 0) slot = (slot + 1) & mask;
      this.#slots[slot] = index;
    }
  }

  #allocate(slots: number): void {
    this.#slots = new Int32Array(slots).fill(-1);
    this.#starts = new Int32Array(slots);
    this.#lengths = new Int32Array(slots);
  }
}

/** FNV-1a over words of four bytes, and over the bytes that are left. All bytes count: series differ in the middle of long keys. */
function hash(bytes: Uint8Array, start: number, length: number): number {
  let h = 0x811c9dc5 ^ length;
  const end = start + length;
  let i = start;
  for (; i + 4 <= end; i += 4) {
    const word = bytes[i] | (bytes[i + 1] << 8) | (bytes[i + 2] << 16) | (bytes[i + 3] << 24);
    h = Math.imul(h ^ word, 0x01000193);
    h ^= h >>> 15; // multiplication alone only moves bits up
  }
  for (; i < end; i++) h = Math.imul(h ^ bytes[i], 0x01000193);
  h = Math.imul(h ^ (h >>> 13), 0x85ebca6b);
  return h ^ (h >>> 16);
}

function equal(a: Uint8Array, aStart: number, b: Uint8Array, bStart: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[aStart + i] !== b[bStart + i]) return false;
  return true;
}
