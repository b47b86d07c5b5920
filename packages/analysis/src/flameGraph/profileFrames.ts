// Frames of a profile as Grafana's flame-graph data frame has them: the nested set model, in which a row is a frame and `level` tells
// how deep it is under the rows before it
// (https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/flame-graph/#data-api).
import type { FrameName } from './frameNames.ts';
import { NO_FRAME, placeFrames, type FlameFrames, type FrameSide } from './frames.ts';

export interface ProfileColumns {
  readonly level: ArrayLike<number>;
  /** What the frame and everything below it holds. */
  readonly value: ArrayLike<number>;
  /** What the frame alone holds; missing: what its children leave of `value`. */
  readonly self: ArrayLike<number> | undefined;
  readonly label: ArrayLike<string>;
  /** Of a comparison: `value` and `self` are then before, and these after. */
  readonly valueRight: ArrayLike<number> | undefined;
  readonly selfRight: ArrayLike<number> | undefined;
}

/**
 * Keeps the order of the rows. Profiles come from anywhere: a level that skips some is one level deeper, numbers that are negative or
 * none at all count as 0, and a frame is never narrower than its own part and its children together. O(n).
 */
export function framesOfProfile(profile: ProfileColumns): FlameFrames {
  const { level, label, value, valueRight } = profile;
  const size = level.length;
  const parent = parentsOf(level);
  const before = widthsOf(parent, value, profile.self);
  const after = valueRight === undefined ? undefined : widthsOf(parent, valueRight, profile.selfRight);
  const names: FrameName[] = [];
  const known = new Map<string, number>();
  const name = new Uint32Array(size);
  for (let frame = 0; frame < size; frame++) {
    let index = known.get(label[frame]);
    if (index === undefined) {
      index = names.push({ service: '', operation: label[frame] }) - 1;
      known.set(label[frame], index);
    }
    name[frame] = index;
  }
  const sum = (a: Float64Array, b: Float64Array | undefined) => (b === undefined ? a : a.map((one, i) => one + b[i]));
  return placeFrames({
    parent,
    width: sum(before.width, after?.width),
    self: sum(before.self, after?.self),
    name,
    names,
    spans: undefined,
    sides: after && { before, after },
  });
}

/** The closest earlier row with a lower level, without looking back: open frames are a stack. */
function parentsOf(level: ArrayLike<number>): Int32Array {
  const parent = new Int32Array(level.length);
  const open: number[] = [];
  for (let frame = 0; frame < level.length; frame++) {
    const own = Number.isFinite(level[frame]) ? level[frame] : 0;
    while (open.length > 0 && !(level[open[open.length - 1]] < own)) open.pop();
    parent[frame] = open.length === 0 ? NO_FRAME : open[open.length - 1];
    open.push(frame);
  }
  return parent;
}

function widthsOf(parent: Int32Array, value: ArrayLike<number>, selfSent: ArrayLike<number> | undefined): FrameSide {
  const width = new Float64Array(parent.length);
  const self = new Float64Array(parent.length);
  const below = new Float64Array(parent.length);
  for (let frame = parent.length - 1; frame >= 0; frame--) {
    const sent = amount(value[frame]);
    self[frame] = selfSent === undefined ? Math.max(0, sent - below[frame]) : amount(selfSent[frame]);
    width[frame] = Math.max(sent, self[frame] + below[frame]);
    if (parent[frame] !== NO_FRAME) below[parent[frame]] += width[frame];
  }
  return { width, self, spans: undefined };
}

function amount(value: number): number {
  return value > 0 && Number.isFinite(value) ? value : 0;
}
