// A flame graph cut to its widest frames, for answers that must not grow without end.
import type { FlameFrames } from './frames.ts';
import { countingUp, orderByKey } from './orderByKey.ts';

/**
 * The `limit` widest frames, depth first; all when there are no more. A frame that is kept has its parent kept, which is at least as
 * wide and stands before it, so the result is a flame graph again; of a frame whose children are missing, `width` is more than `self`
 * and the children. O(n), and O(limit log limit) for their order.
 */
export function widestFrames({ size, width }: FlameFrames, limit: number): Uint32Array {
  const all = countingUp(size);
  if (size <= limit) return all;
  // Narrow first, and of equally wide ones the last first: so what is to be kept comes last.
  return orderByKey(width, all.reverse())
    .slice(size - limit)
    .sort();
}
