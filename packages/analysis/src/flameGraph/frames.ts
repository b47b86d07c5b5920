// Frames of a merged flame graph: a tree in which each frame holds its own part and its children's, and is exactly as wide as both.
import type { FrameName } from './frameNames.ts';
import { lanesOf, type FlameLayout } from './layout.ts';
import { countingUp, orderByKey } from './orderByKey.ts';

/** Depth first. `width` is what the frame and its descendants hold; see the maker of the frames for the unit and what it counts. */
export interface FlameFrames extends FlameLayout {
  /** 0 for roots; a frame's lane is its depth. */
  readonly depth: Uint32Array;
  /** The frame's own part of `width`. */
  readonly self: Float64Array;
  /** Of spans; undefined for a profile. */
  readonly spans: FrameSpans | undefined;
  /** Of a comparison: `width` and `self` are before + after, and these the parts after. */
  readonly after: { readonly width: Float64Array; readonly self: Float64Array } | undefined;
}

/** What is known of the spans that became a frame. */
export interface FrameSpans {
  readonly count: Uint32Array;
  readonly errors: Uint32Array;
  /** Sum of the spans' durations in ns: what people call total time. Children that run in parallel may add up to more than their parent's. */
  readonly durationNs: Float64Array;
}

/** What a maker of frames knows; `placeFrames` does the rest. All columns depth first, parents before children. */
export type UnplacedFrames = Pick<FlameFrames, 'parent' | 'width' | 'self' | 'name' | 'names' | 'spans' | 'after'>;

/** Puts frames side by side: children from their parent's left edge on, the parent's own part at its right end. O(n). */
export function placeFrames(frames: UnplacedFrames): FlameFrames {
  const { parent, width } = frames;
  const size = parent.length;
  const depth = new Uint32Array(size);
  const start = new Float64Array(size);
  const nextChild = new Float64Array(size);
  const subtreeSize = new Uint32Array(size).fill(1);
  let extent = 0;
  let levels = 0;
  for (let frame = 0; frame < size; frame++) {
    const above = parent[frame];
    if (above === NO_FRAME) {
      start[frame] = extent;
      extent += width[frame];
    } else {
      depth[frame] = depth[above] + 1;
      start[frame] = nextChild[above];
      nextChild[above] += width[frame];
    }
    nextChild[frame] = start[frame];
    if (depth[frame] >= levels) levels = depth[frame] + 1;
  }
  for (let frame = size - 1; frame > 0; frame--) {
    if (parent[frame] !== NO_FRAME) subtreeSize[parent[frame]] += subtreeSize[frame];
  }
  return { ...frames, size, depth, start, extent, subtreeSize, lanes: lanesOf(depth, levels, countingUp(size)) };
}

/** `parent` of a root. */
export const NO_FRAME = -1;

/**
 * The order in which frames stand: depth first, siblings widest first, and of equal ones by name, so that it depends on what was
 * measured only and not on the order in which it came.
 * @param parent parents come before their children
 */
export function frameOrder(
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

/** Parents in another order, and where each frame went. `order` holds each frame once, parents before children. */
export function reordered(
  parent: Int32Array,
  order: Uint32Array,
): { readonly parent: Int32Array; readonly placeOf: Uint32Array } {
  const placeOf = new Uint32Array(order.length);
  const moved = new Int32Array(order.length);
  for (let place = 0; place < order.length; place++) {
    const frame = order[place];
    placeOf[frame] = place;
    moved[place] = parent[frame] === NO_FRAME ? NO_FRAME : placeOf[parent[frame]];
  }
  return { parent: moved, placeOf };
}

/** A column in another order. */
export function permuted<Column extends Float64Array | Uint32Array>(column: Column, order: Uint32Array): Column {
  const result = column.slice() as Column;
  for (let place = 0; place < order.length; place++) result[place] = column[order[place]];
  return result;
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
