// A comparison as frames of a flame graph: all calls of one path, in both traces, are one frame, which knows what each trace has of it.
import { NO_PARENT, type Trace } from '@watchingcat/model';
import type { FrameName } from '../flameGraph/frameNames.ts';
import { NO_FRAME, type FlameFrames, type FrameSide } from '../flameGraph/frames.ts';
import { orderFrames, permuted } from '../flameGraph/orderFrames.ts';
import { selfTimes, STATUS_ERROR } from '../selfTimes.ts';
import { NO_ROW } from './matchChildren.ts';
import type { MergedTree } from './mergeTraces.ts';

export interface ComparisonFrames {
  /** `sides` are A (before) and B (after), `width` is both added up; in ns of self time, as in a flame graph of one trace. */
  readonly frames: FlameFrames;
  /** For each frame, the first node of the tree with its path. */
  readonly firstNode: Uint32Array;
  /** The frame of each path of the tree (see `MergedTree.path`). */
  readonly frameOfPath: Uint32Array;
}

/**
 * O(n), and O(m log m) for sorting m names.
 * @param tree of a comparison of `a` and `b`
 */
export function comparisonFrames(tree: MergedTree, a: Trace, b: Trace): ComparisonFrames {
  const { size, path, parent, rowA, rowB } = tree;
  const names = new Names();
  // A path's number is larger than its parent's, as `orderFrames` wants it.
  const count = path.reduce((most, one) => Math.max(most, one + 1), 0);
  const firstNode = new Int32Array(count).fill(-1);
  const above = new Int32Array(count).fill(NO_FRAME);
  const name = new Uint32Array(count);
  for (let node = 0; node < size; node++) {
    if (firstNode[path[node]] !== -1) continue;
    firstNode[path[node]] = node;
    above[path[node]] = parent[node] === NO_PARENT ? NO_FRAME : path[parent[node]];
    name[path[node]] = rowB[node] === NO_ROW ? names.of(a, rowA[node]) : names.of(b, rowB[node]);
  }
  const before = sideOf(a, rowA, path, above);
  const after = sideOf(b, rowB, path, above);
  const both = (ofA: Float64Array, ofB: Float64Array) => ofA.map((ns, frame) => ns + ofB[frame]);
  const { frames, foundAs, placeOf } = orderFrames({
    parent: above,
    name,
    names: names.values,
    width: both(before.width, after.width),
    self: both(before.self, after.self),
    spans: undefined,
    sides: { before, after },
  });
  return { frames, firstNode: permuted(Uint32Array.from(firstNode), foundAs), frameOfPath: placeOf };
}

/** @param rows by node of the tree */
function sideOf(trace: Trace, rows: Int32Array, path: Uint32Array, above: Int32Array): FrameSide {
  const selfOfRow = selfTimes(trace);
  const self = new Float64Array(above.length);
  const spans = {
    count: new Uint32Array(above.length),
    errors: new Uint32Array(above.length),
    durationNs: new Float64Array(above.length),
  };
  for (let node = 0; node < rows.length; node++) {
    const row = rows[node];
    if (row === NO_ROW) continue;
    const frame = path[node];
    self[frame] += selfOfRow[row];
    spans.count[frame]++;
    spans.durationNs[frame] += trace.durationsNs[row];
    if (trace.status[row] === STATUS_ERROR) spans.errors[frame]++;
  }
  const width = self.slice();
  for (let frame = above.length - 1; frame >= 0; frame--) {
    if (above[frame] !== NO_FRAME) width[above[frame]] += width[frame];
  }
  return { self, width, spans };
}

/** The names of both traces as one list; asked once a path. */
class Names {
  readonly values: FrameName[] = [];
  private readonly known = new Map<string, number>();

  of({ service, services, operation, operations }: Trace, row: number): number {
    const name = { service: services[service[row]], operation: operations[operation[row]] };
    const key = JSON.stringify([name.service, name.operation]);
    const index = this.known.get(key) ?? this.values.push(name) - 1;
    this.known.set(key, index);
    return index;
  }
}
