// A binary heap of numbers with keys, least key first; equal keys come in no particular order. Pure, iterative, O(log n) a step.

export class MinHeap {
  private readonly keys: number[] = [];
  private readonly values: number[] = [];

  get size(): number {
    return this.keys.length;
  }

  /** Infinity when there is nothing. */
  get leastKey(): number {
    return this.keys[0] ?? Infinity;
  }

  push(key: number, value: number): void {
    const { keys, values } = this;
    let at = keys.length;
    while (at > 0) {
      const above = (at - 1) >>> 1;
      if (keys[above] <= key) break;
      keys[at] = keys[above];
      values[at] = values[above];
      at = above;
    }
    keys[at] = key;
    values[at] = value;
  }

  /** @throws RangeError when there is nothing */
  pop(): number {
    const { keys, values } = this;
    if (keys.length === 0) throw new RangeError('the heap is empty');
    const least = values[0];
    const key = keys.pop()!;
    const value = values.pop()!;
    const size = keys.length;
    if (size === 0) return least;
    let at = 0;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= size) break;
      if (below + 1 < size && keys[below + 1] < keys[below]) below++;
      if (keys[below] >= key) break;
      keys[at] = keys[below];
      values[at] = values[below];
      at = below;
    }
    keys[at] = key;
    values[at] = value;
    return least;
  }
}
