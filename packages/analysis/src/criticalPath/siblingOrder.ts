// The children of one span in the order in which they end, with small overlaps between one and the next cut away. Its buffers are used
// again for the next span, because a trace may have a million parents.
import { lowerBound } from './sortedSearch.ts';

/** Below this, insertion beats merging. */
const SMALL = 16;

/** Fill `start`, `end` and `tolerated` at 0 … size - 1 in the order of start, then call `arrange`. */
export class SiblingOrder {
  /** In ns; ascending. */
  start = new Float64Array(SMALL);
  end = new Float64Array(SMALL);
  /** How far each may reach into a later sibling that ends after it: see `toleratedOverlap`. */
  tolerated = new Float64Array(SMALL);
  /** Positions by end; of those that end together, by start. */
  byEnd = new Uint32Array(SMALL);
  private spare = new Uint32Array(SMALL);
  private cut = new Float64Array(SMALL);
  private alive = new Uint32Array(SMALL + 1);

  /** Makes room. What the buffers held is lost. */
  reserve(size: number): void {
    if (size <= this.start.length) return;
    const capacity = Math.max(size, 2 * this.start.length);
    this.start = new Float64Array(capacity);
    this.end = new Float64Array(capacity);
    this.tolerated = new Float64Array(capacity);
    this.byEnd = new Uint32Array(capacity);
    this.spare = new Uint32Array(capacity);
    this.cut = new Float64Array(capacity);
    this.alive = new Uint32Array(capacity + 1);
  }

  /** Cuts overlaps in `end` and fills `byEnd`. O(n log n); O(n) when the children follow one another. */
  arrange(size: number): void {
    this.sort(size);
    if (this.cutOverlaps(size)) this.sort(size);
  }

  /**
   * A span that reaches into one which starts later and ends later, by no more than tolerated, ends where that one starts (of several,
   * the first). True when there was one. Goes by end; `alive` leads from a position to the first at or after it that has not ended.
   */
  private cutOverlaps(size: number): boolean {
    const { start, end, tolerated, byEnd, cut, alive } = this;
    for (let i = 0; i <= size; i++) alive[i] = i;
    let found = false;
    let started = 0;
    for (let from = 0, to = 0; from < size; from = to) {
      const now = end[byEnd[from]];
      for (; to < size && end[byEnd[to]] === now; to++) alive[byEnd[to]] = byEnd[to] + 1;
      while (started < size && start[started] < now) started++;
      for (let i = from; i < to; i++) {
        const span = byEnd[i];
        cut[span] = now;
        const since = now - tolerated[span];
        if (started === 0 || start[started - 1] < since) continue;
        const later = firstAlive(alive, lowerBound(start, since, started));
        if (later >= started) continue;
        cut[span] = start[later];
        found = true;
      }
    }
    if (found) end.set(cut.subarray(0, size));
    return found;
  }

  /** From the order of start, and stable: insertion for few, else merges from the bottom up, which cost one comparison each where the order is right already. */
  private sort(size: number): void {
    const { end } = this;
    for (let i = 0; i < size; i++) this.byEnd[i] = i;
    if (size <= SMALL) {
      insertionSort(this.byEnd, end, 0, size);
      return;
    }
    for (let from = 0; from < size; from += SMALL) insertionSort(this.byEnd, end, from, Math.min(from + SMALL, size));
    for (let width = SMALL; width < size; width *= 2) {
      for (let from = 0; from < size; from += 2 * width)
        this.merge(from, from + width, Math.min(from + 2 * width, size));
    }
  }

  private merge(from: number, middle: number, to: number): void {
    const { byEnd, spare, end } = this;
    if (middle >= to || end[byEnd[middle - 1]] <= end[byEnd[middle]]) return;
    for (let i = from; i < middle; i++) spare[i] = byEnd[i];
    for (let left = from, right = middle, at = from; left < middle; at++) {
      const takeRight = right < to && end[byEnd[right]] < end[spare[left]];
      byEnd[at] = takeRight ? byEnd[right++] : spare[left++];
    }
  }
}

function insertionSort(order: Uint32Array, key: Float64Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const item = order[i];
    let at = i;
    for (; at > from && key[order[at - 1]] > key[item]; at--) order[at] = order[at - 1];
    order[at] = item;
  }
}

/** Union-find with path halving. */
function firstAlive(alive: Uint32Array, from: number): number {
  while (alive[from] !== from) {
    alive[from] = alive[alive[from]];
    from = alive[from];
  }
  return from;
}
