// The order in which a trace shows its spans. No recursion: a trace may be a million spans deep.
import { sortedByTime } from './sortedByTime.ts';
import { NO_PARENT } from './trace.ts';

/**
 * Depth first; roots and siblings by start, equals in the order of the input. Gives the input index of each row. O(n log n).
 * @param parent indices into the input, without cycles
 */
export function displayOrder(parent: Int32Array, startNs: Float64Array): Int32Array {
  const size = parent.length;
  const byStart = sortedByTime(startNs);
  // Children as linked lists, latest first, because the stack below turns them round.
  const lastChild = new Int32Array(size).fill(-1);
  const previousSibling = new Int32Array(size).fill(-1);
  for (const span of byStart) {
    const p = parent[span];
    if (p === NO_PARENT) continue;
    previousSibling[span] = lastChild[p]!;
    lastChild[p] = span;
  }
  const stack: number[] = [];
  for (let i = size - 1; i >= 0; i--) if (parent[byStart[i]] === NO_PARENT) stack.push(byStart[i]);
  const order = new Int32Array(size);
  for (let row = 0; row < size; row++) {
    const span = stack.pop()!;
    order[row] = span;
    for (let child = lastChild[span]; child !== -1; child = previousSibling[child]!) stack.push(child);
  }
  return order;
}
