// Lays one trace over another: one tree in which a node is a span of A, a span of B, or one of each that are the same call.
//
// Spans are matched from the roots down: only children of matched spans can match, by service, operation and kind; repeated children
// are aligned in their order (alignRepeated.ts). So a call that moved below another caller, or a new span in between, is missing in one
// place and added in the other: what was called by whom is what is compared.
import type { Trace } from '@watchingcat/model';
import { CallPaths, NO_PATH } from './callPaths.ts';
import { childRows, matchChildren, matchRoots, NO_ROW, oneSided, sideOf, type Pair } from './matchChildren.ts';
import { SpanKeys } from './spanKeys.ts';

/**
 * Depth first, like a Trace: a node's children follow it directly, `subtreeSize` nodes in all. Siblings stand by their start after the
 * parent's start (the mean of both traces where both have them).
 */
export interface MergedTree {
  readonly size: number;
  /** Row of trace A, or `NO_ROW` for an added call. */
  readonly rowA: Int32Array;
  /** Row of trace B, or `NO_ROW` for a missing call. */
  readonly rowB: Int32Array;
  /** A node, -1 for a root. */
  readonly parent: Int32Array;
  readonly depth: Uint32Array;
  readonly subtreeSize: Uint32Array;
  /** A number for each call path: the names of the calls from the root down. */
  readonly path: Uint32Array;
  /** Groups of repeated calls too large to align, which were paired by position: see `MAX_ALIGNMENT_CELLS`. */
  readonly unalignedGroups: number;
}

/** O(n log n). No recursion. */
export function mergeTraces(
  traceA: Trace,
  traceB: Trace,
): { readonly tree: MergedTree; readonly paths: CallPaths; readonly keys: SpanKeys } {
  const keys = new SpanKeys();
  const a = sideOf(traceA, keys);
  const b = sideOf(traceB, keys);
  const paths = new CallPaths();
  const most = traceA.size + traceB.size;
  const rowA = new Int32Array(most);
  const rowB = new Int32Array(most);
  const parent = new Int32Array(most);
  const depth = new Uint32Array(most);
  const path = new Uint32Array(most);
  let unalignedGroups = 0;
  let size = 0;

  const waiting: Pair[] = [];
  const parentOfWaiting: number[] = [];
  const wait = (pairs: readonly Pair[], node: number) => {
    for (let i = pairs.length - 1; i >= 0; i--) {
      waiting.push(pairs[i]);
      parentOfWaiting.push(node);
    }
  };
  const countUnaligned = () => unalignedGroups++;
  wait(matchRoots(a, b, countUnaligned), -1);
  while (waiting.length > 0) {
    const pair = waiting.pop()!;
    const above = parentOfWaiting.pop()!;
    const node = size++;
    rowA[node] = pair.a;
    rowB[node] = pair.b;
    parent[node] = above;
    depth[node] = above === -1 ? 0 : depth[above] + 1;
    const key = pair.b === NO_ROW ? a.keys[pair.a] : b.keys[pair.b];
    path[node] = paths.path(above === -1 ? NO_PATH : path[above], key);
    if (pair.b === NO_ROW) wait(oneSided(childRows(traceA, pair.a), 'a'), node);
    else if (pair.a === NO_ROW) wait(oneSided(childRows(traceB, pair.b), 'b'), node);
    else wait(matchChildren(a, childRows(traceA, pair.a), b, childRows(traceB, pair.b), pair, countUnaligned), node);
  }

  const subtreeSize = new Uint32Array(size).fill(1);
  for (let node = size - 1; node > 0; node--) if (parent[node] !== -1) subtreeSize[parent[node]] += subtreeSize[node];
  const tree = {
    size,
    rowA: rowA.slice(0, size),
    rowB: rowB.slice(0, size),
    parent: parent.slice(0, size),
    depth: depth.slice(0, size),
    subtreeSize,
    path: path.slice(0, size),
    unalignedGroups,
  };
  return { tree, paths, keys };
}
