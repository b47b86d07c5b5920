// The children of one span in the order in which they end, with small overlaps between one and the next cut away. Its buffers are used
// again for the next span, because a trace may have a million parents.
import { lowerBound } from '../sortedSearch.ts';

/** Below this, insertion beats merging. */
const SMALL = 16;
/** From here on a pass that spreads spans out pays. */
const MANY = 1024;

/** Fill `start`, `end` and `tolerated` at 0 … size - 1 in the order of start, then call `arrange`. */
export class SiblingOrder {
  /** In ns; ascending. */
  start = new Float64Array(SMALL);
  end = new Float64Array(SMALL);
  /** How far each may reach into a later sibling that ends after it: see `toleratedOverlap`. */
  tolerated = new Float64Array(SMALL);
  /** Positions by end; of those that end together, by start. */
  byEnd = new Uint32Array(SMALL);
  /** Ends in the order of `byEnd`, moved along with it: looking them up would miss the cache at each comparison. */
  private ends = new Float64Array(SMALL);
  private spare = new Uint32Array(SMALL);
  private spareEnds = new Float64Array(SMALL);
  private alive = new Uint32Array(SMALL + 1);

  /** Makes room. What the buffers held is lost. */
  reserve(size: number): void {
    if (size <= this.start.length) return;
    const capacity = Math.max(size, 2 * this.start.length);
    this.start = new Float64Array(capacity);
    this.end = new Float64Array(capacity);
    this.tolerated = new Float64Array(capacity);
    this.byEnd = new Uint32Array(capacity);
    this.ends = new Float64Array(capacity);
    this.spare = new Uint32Array(capacity);
    this.spareEnds = new Float64Array(capacity);
    this.alive = new Uint32Array(capacity + 1);
  }

  /** Cuts overlaps in `end` and fills `byEnd`. O(n log n); O(n) when the children follow one another. */
  arrange(size: number): void {
    for (let i = 0; i < size; i++) {
      this.byEnd[i] = i;
      this.ends[i] = this.end[i];
    }
    if (size >= MANY) this.distribute(size);
    this.sort(size);
    if (!this.cutOverlaps(size)) return;
    for (let i = 0; i < size; i++) this.ends[i] = this.end[this.byEnd[i]];
    this.sort(size);
  }

  /**
   * A span that reaches into one which starts later and ends later, by no more than tolerated, ends where that one starts (of several,
   * the first). True when there was one. Goes by end; `alive` leads from a position to the first at or after it that has not ended.
   */
  private cutOverlaps(size: number): boolean {
    const { start, end, ends, tolerated, byEnd, alive } = this;
    for (let i = 0; i <= size; i++) alive[i] = i;
    let found = false;
    let started = 0;
    for (let from = 0, to = 0; from < size; from = to) {
      const now = ends[from];
      for (; to < size && ends[to] === now; to++) alive[byEnd[to]] = byEnd[to] + 1;
      while (started < size && start[started] < now) started++;
      for (let i = from; i < to; i++) {
        const span = byEnd[i];
        const since = now - tolerated[span];
        if (started === 0 || start[started - 1] < since) continue;
        const later = firstAlive(alive, startedSince(start, since, started));
        if (later >= started) continue;
        end[span] = start[later]; // nothing here reads it again
        found = true;
      }
    }
    return found;
  }

  /** Puts spans near their places, in linear time where ends are spread evenly; what remains costs the merges little. */
  private distribute(size: number): void {
    const { byEnd, ends, spare, spareEnds } = this;
    let least = ends[0];
    let most = ends[0];
    let isSorted = true;
    for (let i = 1; i < size; i++) {
      if (ends[i] < ends[i - 1]) isSorted = false;
      least = Math.min(least, ends[i]);
      most = Math.max(most, ends[i]);
    }
    if (isSorted) return;
    const buckets = size >>> 2;
    const scale = (buckets - 1) / (most - least);
    const next = new Uint32Array(buckets + 1);
    for (let i = 0; i < size; i++) next[1 + Math.floor((ends[i] - least) * scale)]++;
    for (let bucket = 1; bucket < buckets; bucket++) next[bucket] += next[bucket - 1];
    for (let i = 0; i < size; i++) {
      const at = next[Math.floor((ends[i] - least) * scale)]++;
      spare[at] = byEnd[i];
      spareEnds[at] = ends[i];
    }
    byEnd.set(spare.subarray(0, size));
    ends.set(spareEnds.subarray(0, size));
  }

  /** Insertion for few, else merges from the bottom up, which cost little where all is nearly in order. */
  private sort(size: number): void {
    for (let from = 0; from < size; from += SMALL) this.insert(from, Math.min(from + SMALL, size));
    for (let width = SMALL; width < size; width *= 2) {
      for (let from = 0; from + width < size; from += 2 * width)
        this.merge(from, from + width, Math.min(from + 2 * width, size));
    }
  }

  private insert(from: number, to: number): void {
    const { byEnd, ends } = this;
    for (let i = from + 1; i < to; i++) {
      const item = byEnd[i];
      const end = ends[i];
      let at = i;
      for (; at > from && isAfter(ends[at - 1], byEnd[at - 1], end, item); at--) {
        ends[at] = ends[at - 1];
        byEnd[at] = byEnd[at - 1];
      }
      ends[at] = end;
      byEnd[at] = item;
    }
  }

  private merge(from: number, middle: number, to: number): void {
    const { byEnd, ends, spare, spareEnds } = this;
    if (!isAfter(ends[middle - 1], byEnd[middle - 1], ends[middle], byEnd[middle])) return;
    const first = lowerBound(ends, ends[middle], middle, from); // what is before stays where it is
    for (let i = first; i < middle; i++) {
      spare[i] = byEnd[i];
      spareEnds[i] = ends[i];
    }
    for (let left = first, right = middle, at = first; left < middle; at++) {
      if (right < to && isAfter(spareEnds[left], spare[left], ends[right], byEnd[right])) {
        ends[at] = ends[right];
        byEnd[at] = byEnd[right++];
      } else {
        ends[at] = spareEnds[left];
        byEnd[at] = spare[left++];
      }
    }
  }
}

/** Whether the span at position `a` comes after that at `b` in the order of end, equals by start. */
function isAfter(endA: number, a: number, endB: number, b: number): boolean {
  return endA > endB || (endA === endB && a > b);
}

/** First position whose start is at least `since`, among the first `size`; looks near the end, because it lies there. */
function startedSince(start: Float64Array, since: number, size: number): number {
  let reach = 1;
  while (reach < size && start[size - reach] >= since) reach *= 2;
  return lowerBound(start, since, size, Math.max(0, size - reach));
}

/** Union-find with path halving. */
function firstAlive(alive: Uint32Array, from: number): number {
  while (alive[from] !== from) {
    alive[from] = alive[alive[from]];
    from = alive[from];
  }
  return from;
}
