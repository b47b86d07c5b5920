// A flame graph cut to its widest frames, for answers that must not grow without end.
import type { FlameFrames } from './frames.ts';

/**
 * The `limit` widest frames, depth first; all when there are no more. A frame that is kept has its parent kept, which is at least as
 * wide and stands before it, so the result is a flame graph again; of a frame whose children are missing, `width` is more than `self`
 * and the children. O(n log n).
 */
export function widestFrames({ size, width }: FlameFrames, limit: number): Uint32Array {
  const all = Uint32Array.from({ length: size }, (_, frame) => frame);
  if (size <= limit) return all;
  return all
    .sort((a, b) => width[b] - width[a] || a - b)
    .slice(0, limit)
    .sort();
}
