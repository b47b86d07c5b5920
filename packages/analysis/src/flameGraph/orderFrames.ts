// Frames in the order in which they stand in a flame graph, whatever the order in which they were found.
import type { FrameName } from './frameNames.ts';
import {
  NO_FRAME,
  placeFrames,
  type FlameFrames,
  type FrameSide,
  type FrameSpans,
  type UnplacedFrames,
} from './frames.ts';
import { orderByKey } from './orderByKey.ts';

export interface OrderedFrames {
  readonly frames: FlameFrames;
  /** Which of the found frames each frame is. */
  readonly foundAs: Uint32Array;
  /** Which frame each of the found ones became. */
  readonly placeOf: Uint32Array;
}

/**
 * Depth first, siblings widest first, and of equal ones by name, so that the order depends on what was measured only.
 * @param found parents come before their children
 */
export function orderFrames(found: UnplacedFrames): OrderedFrames {
  const foundAs = frameOrder(found.parent, found.width, found.name, found.names);
  const placeOf = new Uint32Array(foundAs.length);
  const parent = new Int32Array(foundAs.length);
  for (let place = 0; place < foundAs.length; place++) {
    const above = found.parent[foundAs[place]];
    placeOf[foundAs[place]] = place;
    parent[place] = above === NO_FRAME ? NO_FRAME : placeOf[above];
  }
  const moved = <Column extends Float64Array | Uint32Array>(column: Column) => permuted(column, foundAs);
  const movedSpans = (spans: FrameSpans | undefined) =>
    spans && { count: moved(spans.count), errors: moved(spans.errors), durationNs: moved(spans.durationNs) };
  const movedSide = ({ width, self, spans }: FrameSide) => ({
    width: moved(width),
    self: moved(self),
    spans: movedSpans(spans),
  });
  const { sides } = found;
  const frames = placeFrames({
    parent,
    width: moved(found.width),
    self: moved(found.self),
    name: moved(found.name),
    names: found.names,
    spans: movedSpans(found.spans),
    sides: sides && { before: movedSide(sides.before), after: movedSide(sides.after) },
  });
  return { frames, foundAs, placeOf };
}

/** A column in another order. */
export function permuted<Column extends Float64Array | Uint32Array>(column: Column, order: Uint32Array): Column {
  const result = column.slice() as Column;
  for (let place = 0; place < order.length; place++) result[place] = column[order[place]];
  return result;
}

function frameOrder(
  parent: Int32Array,
  width: Float64Array,
  name: Uint32Array,
  names: readonly FrameName[],
): Uint32Array {
  const size = parent.length;
  const rank = nameRanks(names);
  // Of equally wide ones the last in the alphabet first, because what comes last here stands first.
  const backwards = new Float64Array(size);
  for (let frame = 0; frame < size; frame++) backwards[frame] = names.length - rank[name[frame]];
  const byName = orderByKey(backwards);
  const narrowFirst = orderByKey(width, byName);
  // Children as linked lists that begin with the narrowest: the stack turns them round.
  const narrowest = new Int32Array(size).fill(-1);
  const wider = new Int32Array(size).fill(-1);
  const stack: number[] = [];
  for (let i = size - 1; i >= 0; i--) {
    const frame = narrowFirst[i];
    const above = parent[frame];
    if (above === NO_FRAME) continue;
    wider[frame] = narrowest[above];
    narrowest[above] = frame;
  }
  for (const frame of narrowFirst) if (parent[frame] === NO_FRAME) stack.push(frame);
  const order = new Uint32Array(size);
  for (let at = 0; at < size; at++) {
    const frame = stack.pop()!;
    order[at] = frame;
    for (let child = narrowest[frame]; child !== -1; child = wider[child]) stack.push(child);
  }
  return order;
}

/** Place of each name in the alphabet (by code unit, so that it is the same everywhere). */
function nameRanks(names: readonly FrameName[]): Uint32Array {
  const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = names
    .map((_, index) => index)
    .sort(
      (a, b) => compare(names[a].service, names[b].service) || compare(names[a].operation, names[b].operation) || a - b,
    );
  const rank = new Uint32Array(names.length);
  sorted.forEach((index, place) => (rank[index] = place));
  return rank;
}
