// Two traces of the same kind of request side by side: what was slower, what was new, what is gone, and how much of the difference each
// call path explains. The explanation adds up to the whole difference, because every nanosecond of both traces is charged to one span:
//
// - with both critical paths, a span's charge is its exclusive time on the path, and the total is how long the requests took;
// - without, it is the self time, and the total is all work done, which is more than the duration when spans run at the same time.
import type { Attributes, Trace } from '@watchingcat/model';
import { selfTimes } from '../selfTimes.ts';
import { attributeChanges } from './attributeChanges.ts';
import type { CallPaths } from './callPaths.ts';
import { NO_ROW } from './matchChildren.ts';
import { mergeTraces, type MergedTree } from './mergeTraces.ts';
import type { SpanKeys, SpanName } from './spanKeys.ts';

/** One of the two traces. */
export interface ComparedTrace {
  readonly trace: Trace;
  /** Per row, ns on the critical path that are the span's own. Their sum is how long the request took. */
  readonly exclusiveNs?: Float64Array | undefined;
  /** `undefined` where the attributes of a row are not known. */
  readonly attributes?: ((row: number) => Attributes | undefined) | undefined;
}

export interface TraceComparison {
  /** What `explanation` adds up to: see the head of compareTraces.ts. */
  readonly basis: 'critical-path' | 'self-time';
  /** Of the basis, in ns. */
  readonly totalA: number;
  readonly totalB: number;
  readonly tree: MergedTree;
  /** Columns by node of `tree`. */
  readonly changes: NodeChanges;
  /** What makes the difference, largest first. The sum of all `changeNs` is `totalB - totalA`. Paths that changed nothing are left out. */
  readonly explanation: readonly PathChange[];
}

/** B minus A; the whole of B's for an added call, the negative of A's for a missing one. */
export interface NodeChanges {
  readonly durationNs: Float64Array;
  readonly selfNs: Float64Array;
  /** Part of the own trace's critical path, -1 to 1; `undefined` without critical paths. */
  readonly criticalShare: Float64Array | undefined;
  /** Number of attributes that differ, 0 where either span's are not known; `undefined` when no attributes were given. */
  readonly attributes: Uint32Array | undefined;
}

/** All calls of one path (the same names from the root down), wherever in the traces they are. */
export interface PathChange extends SpanName {
  /** What `tree.path` has for all nodes of the path. */
  readonly path: number;
  /** The first node of `tree` with this path. */
  readonly node: number;
  readonly depth: number;
  /**
   * - `added`, `missing`: only B, or only A, has such calls.
   * - `repeated`: both have, in different numbers.
   * - `changed`: the same number of calls took longer or shorter.
   */
  readonly kindOfChange: 'added' | 'missing' | 'repeated' | 'changed';
  readonly callsA: number;
  readonly callsB: number;
  /** Of the basis, in ns. The sum of the next three. */
  readonly changeNs: number;
  /** By calls that both traces have. */
  readonly matchedNs: number;
  readonly addedNs: number;
  /** Not positive. */
  readonly missingNs: number;
}

/**
 * A is before, or the good one; B is after, or the one in question. O(n log n).
 *
 * Sums are exact as long as times are whole ns below 2^53 (104 days in all).
 */
export function compareTraces(a: ComparedTrace, b: ComparedTrace): TraceComparison {
  const { tree, paths, keys } = mergeTraces(a.trace, b.trace);
  const selfA = selfTimes(a.trace);
  const selfB = selfTimes(b.trace);
  const onPath = a.exclusiveNs !== undefined && b.exclusiveNs !== undefined;
  const chargeA = onPath ? a.exclusiveNs : selfA;
  const chargeB = onPath ? b.exclusiveNs : selfB;
  const totalA = sum(chargeA);
  const totalB = sum(chargeB);
  return {
    basis: onPath ? 'critical-path' : 'self-time',
    totalA,
    totalB,
    tree,
    changes: {
      durationNs: changeOf(tree, a.trace.durationsNs, b.trace.durationsNs),
      selfNs: changeOf(tree, selfA, selfB),
      criticalShare: onPath ? changeOf(tree, sharesOf(chargeA, totalA), sharesOf(chargeB, totalB)) : undefined,
      attributes: changedAttributes(tree, a, b),
    },
    explanation: explain(tree, paths, keys, chargeA, chargeB),
  };
}

function changeOf({ size, rowA, rowB }: MergedTree, ofA: Float64Array, ofB: Float64Array): Float64Array {
  const change = new Float64Array(size);
  for (let node = 0; node < size; node++) {
    change[node] = (rowB[node] === NO_ROW ? 0 : ofB[rowB[node]]) - (rowA[node] === NO_ROW ? 0 : ofA[rowA[node]]);
  }
  return change;
}

function changedAttributes({ size, rowA, rowB }: MergedTree, a: ComparedTrace, b: ComparedTrace) {
  if (a.attributes === undefined || b.attributes === undefined) return undefined;
  const changed = new Uint32Array(size);
  for (let node = 0; node < size; node++) {
    if (rowA[node] === NO_ROW || rowB[node] === NO_ROW) continue;
    const before = a.attributes(rowA[node]);
    const after = b.attributes(rowB[node]);
    if (before !== undefined && after !== undefined) changed[node] = attributeChanges(before, after).length;
  }
  return changed;
}

function explain(
  tree: MergedTree,
  paths: CallPaths,
  keys: SpanKeys,
  chargeA: Float64Array,
  chargeB: Float64Array,
): PathChange[] {
  const firstNode = new Int32Array(paths.size).fill(-1);
  const callsA = new Uint32Array(paths.size);
  const callsB = new Uint32Array(paths.size);
  const matchedNs = new Float64Array(paths.size);
  const addedNs = new Float64Array(paths.size);
  const missingNs = new Float64Array(paths.size);
  for (let node = 0; node < tree.size; node++) {
    const path = tree.path[node];
    const rowA = tree.rowA[node];
    const rowB = tree.rowB[node];
    if (firstNode[path] === -1) firstNode[path] = node;
    if (rowA !== NO_ROW) callsA[path]++;
    if (rowB !== NO_ROW) callsB[path]++;
    if (rowA === NO_ROW) addedNs[path] += chargeB[rowB];
    else if (rowB === NO_ROW) missingNs[path] -= chargeA[rowA];
    else matchedNs[path] += chargeB[rowB] - chargeA[rowA];
  }
  const explanation: PathChange[] = [];
  for (let path = 0; path < paths.size; path++) {
    const changeNs = matchedNs[path] + addedNs[path] + missingNs[path];
    if (changeNs === 0 && callsA[path] === callsB[path]) continue;
    explanation.push({
      ...keys.names[paths.key[path]],
      path,
      node: firstNode[path],
      depth: tree.depth[firstNode[path]],
      kindOfChange: kindOfChange(callsA[path], callsB[path]),
      callsA: callsA[path],
      callsB: callsB[path],
      changeNs,
      matchedNs: matchedNs[path],
      addedNs: addedNs[path],
      missingNs: missingNs[path],
    });
  }
  return explanation.sort((x, y) => Math.abs(y.changeNs) - Math.abs(x.changeNs) || x.node - y.node);
}

function kindOfChange(callsA: number, callsB: number): PathChange['kindOfChange'] {
  if (callsA === 0) return 'added';
  if (callsB === 0) return 'missing';
  return callsA === callsB ? 'changed' : 'repeated';
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

const sharesOf = (values: Float64Array, total: number) => values.map((value) => (total === 0 ? 0 : value / total));
