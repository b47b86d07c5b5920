// Frames of a merged flame graph: a tree in which each frame holds its own part and its children's, and is exactly as wide as both.
import { lanesOf, type FlameLayout } from './layout.ts';
import { countingUp } from './orderByKey.ts';

/** Depth first. `width` is what the frame and its descendants hold; see the maker of the frames for the unit and what it counts. */
export interface FlameFrames extends FlameLayout {
  /** 0 for roots; a frame's lane is its depth. */
  readonly depth: Uint32Array;
  /** The frame's own part of `width`. */
  readonly self: Float64Array;
  /** Of spans; undefined for a profile, and for a comparison, whose sides have their own. */
  readonly spans: FrameSpans | undefined;
  /** Of a comparison: what each side has of every frame. `width` and `self` are both added up, or one of them: see `framesBySide`. */
  readonly sides: FrameSides | undefined;
}

export interface FrameSides {
  readonly before: FrameSide;
  readonly after: FrameSide;
}

export interface FrameSide {
  readonly width: Float64Array;
  readonly self: Float64Array;
  /** Undefined for a profile. */
  readonly spans: FrameSpans | undefined;
}

/** What is known of the spans that became a frame. */
export interface FrameSpans {
  readonly count: Uint32Array;
  readonly errors: Uint32Array;
  /** Sum of the spans' durations in ns: what people call total time. Children that run in parallel may add up to more than their parent's. */
  readonly durationNs: Float64Array;
}

/** What a maker of frames knows; `placeFrames` does the rest. Columns depth first, parents before children. */
export type UnplacedFrames = Pick<FlameFrames, 'parent' | 'width' | 'self' | 'name' | 'names' | 'spans' | 'sides'>;

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
