// Finds spans by id. A Map of a million strings takes seconds to fill; this is one column of numbers with open addressing
// (https://en.wikipedia.org/wiki/Linear_probing), which compares the strings themselves and so takes ids of any form.

export class IdIndex {
  readonly #ids: readonly string[];
  /** Index into `ids` plus one; 0 is free. At most half of it is used. */
  readonly #slots: Int32Array;
  readonly #mask: number;

  /** @param capacity how many ids may be added */
  constructor(ids: readonly string[], capacity: number) {
    this.#ids = ids;
    const size = 2 ** Math.ceil(Math.log2(Math.max(8, capacity * 2)));
    this.#slots = new Int32Array(size);
    this.#mask = size - 1;
  }

  /** Adds `ids[index]`. False, and nothing is added, when an earlier index has the same id. */
  add(index: number): boolean {
    const slot = this.#slotOf(this.#ids[index]);
    if (this.#slots[slot] !== 0) return false;
    this.#slots[slot] = index + 1;
    return true;
  }

  /** -1 when no such id was added. */
  find(id: string): number {
    return this.#slots[this.#slotOf(id)] - 1;
  }

  /** Where the id is, or would be. */
  #slotOf(id: string): number {
    let slot = hash(id) & this.#mask;
    while (this.#slots[slot] !== 0 && this.#ids[this.#slots[slot] - 1] !== id) slot = (slot + 1) & this.#mask;
    return slot;
  }
}

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) with a final mix, so that the low bits depend on every character. */
function hash(text: string): number {
  let h = 0x811c9dc3;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return h ^ (h >>> 13);
}
