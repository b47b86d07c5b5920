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
  /** The same on each side, where two graphs are compared. */
  readonly before: FunctionSide | undefined;
  readonly after: FunctionSide | undefined;
  /** Spans; undefined where nobody counts them. */
  readonly count: number | undefined;
  readonly errors: number | undefined;
}

export interface FunctionSide {
  readonly self: number;
  readonly total: number;
}

/** In order of the names; a name without a frame has none. O(n). */
export function frameFunctions(frames: FlameFrames): FrameFunction[] {
  const { size, name, names, subtreeSize, spans, sides } = frames;
  const outermostUntil = new Uint32Array(names.length);
  const zeros = () => new Float64Array(names.length);
  const counts = { frames: zeros(), spans: zeros(), errors: zeros() };
  const sumsOf = (columns: Columns) => ({ columns, self: zeros(), total: zeros() });
  const all = sumsOf(frames);
  const before = sides && sumsOf(sides.before);
  const after = sides && sumsOf(sides.after);
  const sums = [all, before, after].filter((one) => one !== undefined);
  for (let frame = 0; frame < size; frame++) {
    const one = name[frame];
    counts.frames[one]++;
    if (spans) {
      counts.spans[one] += spans.count[frame];
      counts.errors[one] += spans.errors[frame];
    }
    for (const { columns, self } of sums) self[one] += columns.self[frame];
    if (frame < outermostUntil[one]) continue;
    outermostUntil[one] = frame + subtreeSize[frame];
    for (const { columns, total } of sums) total[one] += columns.width[frame];
  }
  const sideOf = (side: ReturnType<typeof sumsOf> | undefined, one: number) =>
    side && { self: side.self[one], total: side.total[one] };
  return names
    .map((_, one) => ({
      name: one,
      self: all.self[one],
      total: all.total[one],
      before: sideOf(before, one),
      after: sideOf(after, one),
      count: spans && counts.spans[one],
      errors: spans && counts.errors[one],
    }))
    .filter(({ name: one }) => counts.frames[one] > 0);
}

type Columns = Pick<FlameFrames, 'self' | 'width'>;

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
