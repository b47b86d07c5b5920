// The frames of a flame graph by name, wherever they are called: one line a service and operation, or a function of a profile.
import { frameLabel } from './frameNames.ts';
import type { FlameFrames } from './frames.ts';

export interface FrameFunction {
  /** Index into the frames' `names`. */
  readonly name: number;
  /** Part of the whole that it holds itself. */
  readonly self: number;
  /** With all that it calls; where it calls itself the inner call counts once, so this is never more than the whole. */
  readonly total: number;
  /** Of `self` and `total` the parts after, where two graphs are compared. */
  readonly selfAfter: number | undefined;
  readonly totalAfter: number | undefined;
  /** Spans; undefined where nobody counts them. */
  readonly count: number | undefined;
  readonly errors: number | undefined;
}

/** In order of the names; a name without a frame has none. O(n). */
export function frameFunctions(frames: FlameFrames): FrameFunction[] {
  const { size, name, names, width, self, subtreeSize, spans, after } = frames;
  const outermostUntil = new Uint32Array(names.length);
  const zeros = () => new Float64Array(names.length);
  const sums = { frames: zeros(), self: zeros(), total: zeros(), selfAfter: zeros(), totalAfter: zeros() };
  const spansOf = { count: zeros(), errors: zeros() };
  for (let frame = 0; frame < size; frame++) {
    const one = name[frame];
    sums.frames[one]++;
    sums.self[one] += self[frame];
    if (after) sums.selfAfter[one] += after.self[frame];
    if (spans) {
      spansOf.count[one] += spans.count[frame];
      spansOf.errors[one] += spans.errors[frame];
    }
    if (frame < outermostUntil[one]) continue;
    outermostUntil[one] = frame + subtreeSize[frame];
    sums.total[one] += width[frame];
    if (after) sums.totalAfter[one] += after.width[frame];
  }
  return names
    .map((_, one) => ({
      name: one,
      self: sums.self[one],
      total: sums.total[one],
      selfAfter: after && sums.selfAfter[one],
      totalAfter: after && sums.totalAfter[one],
      count: spans && spansOf.count[one],
      errors: spans && spansOf.errors[one],
    }))
    .filter(({ name: one }) => sums.frames[one] > 0);
}

/**
 * Part of the whole, 0 to 1, that frames with a marked name hold with all below them; a marked frame within a marked one counts once.
 * 0 when nothing holds anything. O(n), less what lies below marked frames.
 */
export function markedShare({ size, name, width, subtreeSize, extent }: FlameFrames, isMarked: Uint8Array): number {
  let sum = 0;
  for (let frame = 0; frame < size;) {
    if (isMarked[name[frame]]) {
      sum += width[frame];
      frame += subtreeSize[frame];
    } else frame++;
  }
  return extent === 0 ? 0 : sum / extent;
}

/** 1 for each name that contains `text`, whatever its case; undefined for blank text. Compares names, not frames. */
export function searchNames({ names }: Pick<FlameFrames, 'names'>, text: string): Uint8Array | undefined {
  const needle = text.trim().toLowerCase();
  if (needle === '') return undefined;
  return Uint8Array.from(names, (name) => (frameLabel(name).toLowerCase().includes(needle) ? 1 : 0));
}
