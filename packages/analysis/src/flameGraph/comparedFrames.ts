// Two flame graphs as one: frames with the same path are one frame, which knows its part before and after.
import type { FrameName } from './frameNames.ts';
import { frameOrder, NO_FRAME, permuted, placeFrames, reordered, type FlameFrames } from './frames.ts';
import { PairIndex } from './pairIndex.ts';

/**
 * `width` and `self` are before + after (as in Grafana's comparison of profiles), so that what is gone and what is new are both seen;
 * the part after is in `after`. Spans are not counted: `spans` is undefined. O(n), and O(m log m) for sorting m names.
 */
export function comparedFrames(before: FlameFrames, after: FlameFrames): FlameFrames {
  const names = new Names();
  const paths = new PairIndex(before.size + after.size);
  const pathsBefore = pathsOf(before, names, paths);
  const pathsAfter = pathsOf(after, names, paths);
  const columns = {
    parent: new Int32Array(paths.size).fill(NO_FRAME),
    name: new Uint32Array(paths.size),
    width: new Float64Array(paths.size),
    self: new Float64Array(paths.size),
    widthAfter: new Float64Array(paths.size),
    selfAfter: new Float64Array(paths.size),
  };
  const add = (frames: FlameFrames, pathOf: Uint32Array, isAfter: boolean) => {
    for (let frame = 0; frame < frames.size; frame++) {
      const path = pathOf[frame];
      if (frames.parent[frame] !== NO_FRAME) columns.parent[path] = pathOf[frames.parent[frame]];
      columns.name[path] = names.indexOf(frames.names[frames.name[frame]]);
      columns.width[path] += frames.width[frame];
      columns.self[path] += frames.self[frame];
      if (!isAfter) continue;
      columns.widthAfter[path] += frames.width[frame];
      columns.selfAfter[path] += frames.self[frame];
    }
  };
  add(before, pathsBefore, false);
  add(after, pathsAfter, true);

  const order = frameOrder(columns.parent, columns.width, columns.name, names.values);
  return placeFrames({
    parent: reordered(columns.parent, order).parent,
    width: permuted(columns.width, order),
    self: permuted(columns.self, order),
    name: permuted(columns.name, order),
    names: names.values,
    spans: undefined,
    after: { width: permuted(columns.widthAfter, order), self: permuted(columns.selfAfter, order) },
  });
}

/** Number of each frame's path; parents are first asked for before their children. */
function pathsOf(frames: FlameFrames, names: Names, paths: PairIndex): Uint32Array {
  const path = new Uint32Array(frames.size);
  for (let frame = 0; frame < frames.size; frame++) {
    const above = frames.parent[frame] === NO_FRAME ? 0 : path[frames.parent[frame]] + 1;
    path[frame] = paths.indexOf(above, names.indexOf(frames.names[frames.name[frame]]));
  }
  return path;
}

/** Names of both graphs as one list. */
class Names {
  readonly values: FrameName[] = [];
  private readonly byObject = new Map<FrameName, number>();
  private readonly byService = new Map<string, Map<string, number>>();

  /** Each graph has one object a name, so most lookups are by object. */
  indexOf(name: FrameName): number {
    const known = this.byObject.get(name);
    if (known !== undefined) return known;
    const operations = this.byService.get(name.service) ?? new Map<string, number>();
    this.byService.set(name.service, operations);
    const index = operations.get(name.operation) ?? this.values.push(name) - 1;
    operations.set(name.operation, index);
    this.byObject.set(name, index);
    return index;
  }
}

/**
 * How much a frame grew, from -1 (gone) over 0 (the same) to 1 (new): the difference by the larger of both, so that growing and
 * shrinking by the same factor are equally far from 0.
 */
export function growth(before: number, after: number): number {
  const larger = Math.max(before, after);
  return larger === 0 ? 0 : (after - before) / larger;
}
