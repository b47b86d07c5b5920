// New frames out of parts of those of another graph: what each of them holds, added up.
import { NO_FRAME, type FlameFrames, type FrameSide, type FrameSpans, type UnplacedFrames } from './frames.ts';

/** Each part is a frame of the other graph, and goes to a new frame. */
export interface Parts {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** What goes is all that the frame holds, with what is below it, and it counts for every frame above the new one as well. */
  readonly isWhole?: boolean;
}

type Column = Float64Array | Uint32Array;

/** @param parent of the new frames, parents before children. Names are those of the other graph. */
export function countedFrames(
  frames: FlameFrames,
  parent: Int32Array,
  name: Uint32Array,
  { from, to, isWhole = false }: Parts,
): UnplacedFrames {
  const gathered = <C extends Column>(column: C): C => {
    const sums = new (column.constructor as new (size: number) => C)(parent.length);
    for (let part = 0; part < from.length; part++) sums[to[part]] += column[from[part]];
    return sums;
  };
  const withBelow = <C extends Column>(column: C): C => {
    const sums = column.slice() as C;
    for (let frame = parent.length - 1; frame >= 0; frame--) {
      if (parent[frame] !== NO_FRAME) sums[parent[frame]] += sums[frame];
    }
    return sums;
  };
  const counted = <C extends Column>(column: C) => (isWhole ? withBelow(gathered(column)) : gathered(column));
  const spansOf = (spans: FrameSpans | undefined) =>
    spans && { count: counted(spans.count), errors: counted(spans.errors), durationNs: counted(spans.durationNs) };
  const sideOf = ({ width, self, spans }: FrameSide): FrameSide => {
    const whole = gathered(width);
    return isWhole
      ? { self: whole, width: withBelow(whole), spans: spansOf(spans) }
      : { self: gathered(self), width: whole, spans: spansOf(spans) };
  };
  const { sides, names } = frames;
  return {
    parent,
    name,
    names,
    ...sideOf(frames),
    sides: sides && { before: sideOf(sides.before), after: sideOf(sides.after) },
  };
}
