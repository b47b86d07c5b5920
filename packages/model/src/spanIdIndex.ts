// Finds spans by the 8 bytes of their id: what IdIndex does for texts, without making any.

export class SpanIdIndex {
  /** Two words an id. */
  readonly #words: Uint32Array;
  /** Number of the id plus one; 0 is free. At most half of it is used (https://en.wikipedia.org/wiki/Linear_probing). */
  readonly #slots: Int32Array;
  readonly #mask: number;

  /** @param words of the ids, two each */
  constructor(words: Uint32Array) {
    this.#words = words;
    const size = 2 ** Math.ceil(Math.log2(Math.max(8, words.length)));
    this.#slots = new Int32Array(size);
    this.#mask = size - 1;
  }

  /** Adds the id with this number. False, and nothing is added, when an earlier one is the same. */
  add(index: number): boolean {
    const slot = this.#slotOf(this.#words[2 * index], this.#words[2 * index + 1]);
    if (this.#slots[slot] !== 0) return false;
    this.#slots[slot] = index + 1;
    return true;
  }

  /** -1 when no such id was added. */
  find(first: number, second: number): number {
    return this.#slots[this.#slotOf(first, second)] - 1;
  }

  /** Where the id is, or would be. */
  #slotOf(first: number, second: number): number {
    const words = this.#words;
    const slots = this.#slots;
    let slot = hash(first, second) & this.#mask;
    for (let found = slots[slot]; found !== 0; found = slots[slot]) {
      if (words[2 * found - 2] === first && words[2 * found - 1] === second) break;
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }
}

/** The finalizer of MurmurHash3 (https://github.com/aappleby/smhasher), because ids that people make count up. */
function hash(first: number, second: number): number {
  let h = Math.imul(first, 0xcc9e2d51) ^ second;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
