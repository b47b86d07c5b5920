// Many ranges lower a value, then single positions are asked for the lowest that reached them: an iterative segment tree.

export class RangeMinimum {
  private readonly size: number;
  private readonly tree: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.tree = new Float64Array(2 * size).fill(Infinity);
  }

  /** For positions `from` up to, but not, `to`. O(log size). */
  lower(from: number, to: number, value: number): void {
    const { tree } = this;
    for (let left = from + this.size, right = to + this.size; left < right; left >>= 1, right >>= 1) {
      if (left & 1) {
        tree[left] = Math.min(tree[left], value);
        left++;
      }
      if (right & 1) {
        right--;
        tree[right] = Math.min(tree[right], value);
      }
    }
  }

  /** Infinity where no range reached. O(log size). */
  at(position: number): number {
    let lowest = Infinity;
    for (let node = position + this.size; node > 0; node >>= 1) lowest = Math.min(lowest, this.tree[node]);
    return lowest;
  }
}
