// A dictionary from pairs of whole numbers to 0, 1, 2 … in the order in which pairs were first asked for. A Map would need a key object
// or text for each of a million pairs; here they lie in typed arrays (open addressing with linear probing).

export class PairIndex {
  private readonly mask: number;
  private readonly slots: Int32Array;
  private readonly firsts: Uint32Array;
  private readonly seconds: Uint32Array;
  private used = 0;

  /** @param capacity how many different pairs there can be at most */
  constructor(capacity: number) {
    // At most half full, so that a search ends after some steps.
    const slots = 2 ** Math.ceil(Math.log2(2 * capacity + 2));
    this.mask = slots - 1;
    this.slots = new Int32Array(slots).fill(-1);
    this.firsts = new Uint32Array(capacity);
    this.seconds = new Uint32Array(capacity);
  }

  /** How many different pairs were asked for. */
  get size(): number {
    return this.used;
  }

  /** @param first 0 to 2³² - 1, and so is `second` */
  indexOf(first: number, second: number): number {
    let slot = this.hash(first, second);
    for (;;) {
      const index = this.slots[slot];
      if (index === -1) break;
      if (this.firsts[index] === first && this.seconds[index] === second) return index;
      slot = (slot + 1) & this.mask;
    }
    this.slots[slot] = this.used;
    this.firsts[this.used] = first;
    this.seconds[this.used] = second;
    return this.used++;
  }

  /** Multiplications by odd constants and the final mix of MurmurHash3 (public domain). */
  private hash(first: number, second: number): number {
    let h = Math.imul(first, 0x9e3779b1) ^ Math.imul(second + 0x7f4a7c15, 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return ((h ^ (h >>> 16)) >>> 0) & this.mask;
  }
}
