// A flame graph merged by path: all spans whose path root → … → span has the same services and operations become one frame.
import { NO_PARENT, type Trace } from '@watchingcat/model';
import { selfTimes, STATUS_ERROR } from '../selfTimes.ts';
import type { FrameNames } from './frameNames.ts';
import { NO_FRAME, type FlameFrames } from './frames.ts';
import { orderFrames, permuted } from './orderFrames.ts';
import { PairIndex } from './pairIndex.ts';

export interface MergedFrames {
  /** Widths are ns. `spans` is there, `sides` is not. */
  readonly frames: FlameFrames;
  /** The frame of each row of the trace. */
  readonly frameOfRow: Uint32Array;
  /** A row of each frame: the first in display order. */
  readonly firstRow: Uint32Array;
}

/**
 * `width` is the self time of all spans of the frame and below it, added up (see `selfTimes`). So a frame is exactly as wide as its own
 * part and its children, also where children run in parallel or outlive their parent; there it is wider than its spans took by the
 * clock, as CPU time is in a profile of several threads. Whole ns add up exactly to 2⁵³. O(n), and O(m log m) for sorting m names.
 */
export function mergedFrames(trace: Trace, { name, names }: FrameNames): MergedFrames {
  const { size, parent, status, durationsNs } = trace;
  const selfOfRow = selfTimes(trace);
  const foundAs = new Uint32Array(size);
  const paths = new PairIndex(size);
  for (let row = 0; row < size; row++) {
    const above = parent[row] === NO_PARENT ? 0 : foundAs[parent[row]] + 1;
    foundAs[row] = paths.indexOf(above, name[row]);
  }

  // In the order in which they were found, parents are before children.
  const found = {
    parent: new Int32Array(paths.size),
    name: new Uint32Array(paths.size),
    width: new Float64Array(paths.size),
    self: new Float64Array(paths.size),
    durationNs: new Float64Array(paths.size),
    count: new Uint32Array(paths.size),
    errors: new Uint32Array(paths.size),
    firstRow: new Uint32Array(paths.size),
  };
  for (let row = 0; row < size; row++) {
    const frame = foundAs[row];
    if (found.count[frame] === 0) {
      found.parent[frame] = parent[row] === NO_PARENT ? NO_FRAME : foundAs[parent[row]];
      found.name[frame] = name[row];
      found.firstRow[frame] = row;
    }
    found.count[frame]++;
    found.self[frame] += selfOfRow[row];
    found.durationNs[frame] += durationsNs[row];
    if (status[row] === STATUS_ERROR) found.errors[frame]++;
  }
  for (let frame = paths.size - 1; frame >= 0; frame--) {
    found.width[frame] += found.self[frame];
    if (found.parent[frame] !== NO_FRAME) found.width[found.parent[frame]] += found.width[frame];
  }

  const { count, errors, durationNs: durations, firstRow, ...columns } = found;
  const spans = { count, errors, durationNs: durations };
  const { frames, foundAs: order, placeOf } = orderFrames({ ...columns, names, spans, sides: undefined });
  return {
    frames,
    frameOfRow: foundAs.map((frame) => placeOf[frame]),
    firstRow: permuted(firstRow, order),
  };
}
