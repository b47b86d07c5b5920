// Both halves of a sandwich as one picture: the function on a lane of its own, its callers on the lanes before it, what it calls on those
// after it.
import { lanesOf, type FlameLayout } from './layout.ts';
import { countingUp } from './orderByKey.ts';
import type { Sandwich } from './sandwich.ts';

/**
 * Box 0 is the function. Callees come first, as their frames do; then the callers, whose `parent` is what they call. Only within a half
 * do a box's descendants follow it.
 */
export interface SandwichLayout extends FlameLayout {
  /** How many boxes are callees, the function among them. The others are callers, from frame 1 on. */
  readonly callees: number;
}

/** O(n). */
export function sandwichLayout({ callees: { frames: below }, callers: { frames: above } }: Sandwich): SandwichLayout {
  const size = below.size + above.size - 1;
  const ownLane = above.lanes.count - 1;
  const lane = new Uint32Array(size);
  const parent = new Int32Array(size);
  parent.set(below.parent);
  for (let box = 0; box < below.size; box++) lane[box] = ownLane + below.depth[box];
  for (let frame = 1; frame < above.size; frame++) {
    const box = below.size + frame - 1;
    lane[box] = ownLane - above.depth[frame];
    parent[box] = above.parent[frame] === 0 ? 0 : below.size + above.parent[frame] - 1;
  }
  const joined = <Column extends Float64Array | Uint32Array>(ofBelow: Column, ofAbove: Column): Column => {
    const column = new (ofBelow.constructor as new (size: number) => Column)(size);
    column.set(ofBelow);
    column.set(ofAbove.subarray(1), below.size);
    return column;
  };
  return {
    size,
    parent,
    subtreeSize: joined(below.subtreeSize, above.subtreeSize),
    start: joined(below.start, above.start),
    width: joined(below.width, above.width),
    extent: below.extent,
    name: joined(below.name, above.name),
    names: below.names,
    lanes: lanesOf(lane, ownLane + below.lanes.count, countingUp(size)),
    callees: below.size,
  };
}
