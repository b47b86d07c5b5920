// Who calls a function, and what does it call? All frames of one name as one frame, with its callees merged below it and its callers
// merged above it, as in the "sandwich view" of Grafana's flame graph.
//
// A function that calls itself, also by way of others, is counted once: a stack belongs to the outermost of its frames of that name. So the
// total is the function's "cum" of pprof, which adds a sample "to all nodes in stack, avoiding double counting" (google/pprof
// internal/graph), and not the sum over all frames of that name, which Grafana's view takes (grafana-flamegraph, treeTransforms.ts) and
// which is more than there is where calls nest. The calls within stay in sight: they are callees, with the same name, as in speedscope.
import { countedFrames, type Parts } from './countedFrames.ts';
import { NO_FRAME, type FlameFrames } from './frames.ts';
import { orderFrames, permuted } from './orderFrames.ts';
import { PairIndex } from './pairIndex.ts';

export interface Sandwich {
  /**
   * One root, the function. `width` is its total, `self` what it holds itself where it was called from outside; with `self` of the frames
   * of its name below it, that is all of its own part.
   */
  readonly callees: SandwichHalf;
  /**
   * The same root, and above each frame what called it: `width` is the function's total in calls that came this way, `self` the part of
   * them that began here, and spans are the function's own.
   */
  readonly callers: SandwichHalf;
  /** Callers that are further away than those shown are left out: there are too many ways. Then `self` holds what came from there. */
  readonly isCut: boolean;
}

export interface SandwichHalf {
  readonly frames: FlameFrames;
  /** A frame of the whole graph for each one: the first in its order. */
  readonly sourceFrame: Uint32Array;
}

/** Steps from frames to their callers that are followed, all ways added up. */
export const MAX_CALLER_STEPS = 2_000_000;

/**
 * O(n) for the callees; O(s) for the callers, s being the sum of the depths of the function's frames, at most `MAX_CALLER_STEPS`.
 * @param name index into `frames.names`
 * @returns undefined when no frame has the name
 */
export function sandwich(frames: FlameFrames, name: number, maxCallerSteps = MAX_CALLER_STEPS): Sandwich | undefined {
  const outermost = outermostFrames(frames, name);
  if (outermost.length === 0) return undefined;
  return { callees: calleesOf(frames, outermost), ...callersOf(frames, outermost, maxCallerSteps) };
}

function outermostFrames({ size, name, subtreeSize }: FlameFrames, wanted: number): Uint32Array {
  const found: number[] = [];
  for (let frame = 0; frame < size;) {
    if (name[frame] === wanted) {
      found.push(frame);
      frame += subtreeSize[frame];
    } else frame++;
  }
  return Uint32Array.from(found);
}

function calleesOf(frames: FlameFrames, outermost: Uint32Array): SandwichHalf {
  const size = outermost.reduce((sum, frame) => sum + frames.subtreeSize[frame], 0);
  const paths = new PairIndex(size);
  const pathOf = new Uint32Array(frames.size);
  const from = new Uint32Array(size);
  const to = new Uint32Array(size);
  const found = { parent: [] as number[], source: [] as number[] };
  let part = 0;
  for (const top of outermost) {
    for (let frame = top; frame < top + frames.subtreeSize[top]; frame++, part++) {
      const above = frame === top ? NO_FRAME : pathOf[frames.parent[frame]];
      const path = paths.indexOf(above + 1, frames.name[frame]);
      if (path === found.parent.length) {
        found.parent.push(above);
        found.source.push(frame);
      }
      pathOf[frame] = path;
      from[part] = frame;
      to[part] = path;
    }
  }
  return half(frames, found, { from, to });
}

/** All ways up at once, a level at a time. Ways that are the same so far are one frame. */
function callersOf(
  frames: FlameFrames,
  outermost: Uint32Array,
  maxSteps: number,
): { readonly callers: SandwichHalf; readonly isCut: boolean } {
  const stepsToRoots = outermost.reduce((sum, frame) => sum + frames.depth[frame], 0);
  const paths = new PairIndex(Math.min(stepsToRoots, maxSteps));
  const found = { parent: [NO_FRAME], source: [outermost[0]] };
  /** By way: how far up it is, as a frame of the graph and as one of those found. */
  const at = outermost.slice();
  const path = new Uint32Array(outermost.length);
  let going = Uint32Array.from(outermost, (_, way) => way);
  let steps = 0;
  for (;;) {
    going = going.filter((way) => frames.parent[at[way]] !== NO_FRAME);
    if (going.length === 0 || steps + going.length > maxSteps) break;
    steps += going.length;
    for (const way of going) {
      const above = frames.parent[at[way]];
      const next = paths.indexOf(path[way], frames.name[above]) + 1;
      if (next === found.parent.length) {
        found.parent.push(path[way]);
        found.source.push(above);
      }
      at[way] = above;
      path[way] = next;
    }
  }
  return { callers: half(frames, found, { from: outermost, to: path, isWhole: true }), isCut: going.length > 0 };
}

function half(
  frames: FlameFrames,
  found: { readonly parent: readonly number[]; readonly source: readonly number[] },
  parts: Parts,
): SandwichHalf {
  const source = Uint32Array.from(found.source);
  const name = source.map((frame) => frames.name[frame]);
  const ordered = orderFrames(countedFrames(frames, Int32Array.from(found.parent), name, parts));
  return { frames: ordered.frames, sourceFrame: permuted(source, ordered.foundAs) };
}
