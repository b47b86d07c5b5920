// Two flame graphs as one: each frame knows what it held before and after.
import { placeFrames, type FlameFrames, type FrameSide, type FrameSides } from './frames.ts';

/**
 * The same frames in the same order, as wide as on one side. What the other side alone has is still there, without any width. O(n).
 * @throws RangeError when nothing is compared
 */
export function framesBySide(frames: FlameFrames, side: keyof FrameSides): FlameFrames {
  if (frames.sides === undefined) throw new RangeError('only frames of a comparison have sides');
  const { width, self } = frames.sides[side];
  return placeFrames({ ...frames, width, self });
}

/** Whether a side has the frame: a span of it, whatever time that took; of a profile, any part of it. */
export function isOnSide({ spans, width }: FrameSide, frame: number): boolean {
  return spans === undefined ? width[frame] > 0 : spans.count[frame] > 0;
}

/**
 * How much a frame grew, from -1 (gone) over 0 (the same) to 1 (new): the difference by the larger of both, so that growing and
 * shrinking by the same factor are equally far from 0.
 */
export function growth(before: number, after: number): number {
  const larger = Math.max(before, after);
  return larger === 0 ? 0 : (after - before) / larger;
}
