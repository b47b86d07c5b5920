// Lays one trace over another: one tree in which a node is a span of A, a span of B, or one of each that are the same call.
//
// Spans are matched from the roots down: only children of matched spans can match, by service, operation and kind; repeated children
// are aligned in their order (alignRepeated.ts). So a call that moved below another caller, or a new span in between, is missing in one
// place and added in the other: what was called by whom is what is compared.
import type { Trace } from '@watchingcat/model';
import { alignRepeated } from './alignRepeated.ts';
import { CallPaths, NO_PATH } from './callPaths.ts';
import { SpanKeys } from './spanKeys.ts';
import { subtreeShapes } from './subtreeShapes.ts';

/** In place of a row: the other trace has this call, this one has not. */
export const NO_ROW = -1;

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
  /** Index into the call paths. */
  readonly path: Uint32Array;
  /** Groups of repeated calls too large to align, which were paired by position: see `MAX_ALIGNMENT_CELLS`. */
  readonly unalignedGroups: number;
}

interface Side {
  readonly trace: Trace;
  readonly keys: Uint32Array;
  readonly shapes: Uint32Array;
}

/** A pair of rows that become a node; `at` orders it among its siblings. */
interface Pair {
  readonly a: number;
  readonly b: number;
  readonly at: number;
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

function sideOf(trace: Trace, spanKeys: SpanKeys): Side {
  const keys = spanKeys.of(trace);
  return { trace, keys, shapes: subtreeShapes(trace, keys) };
}

/** Roots are matched like children, but a trace's only root matches the other's only root whatever they are called. */
function matchRoots(a: Side, b: Side, onUnaligned: () => void): Pair[] {
  const rootsA = childRows(a.trace, NO_ROW);
  const rootsB = childRows(b.trace, NO_ROW);
  if (rootsA.length === 1 && rootsB.length === 1) return [{ a: rootsA[0], b: rootsB[0], at: 0 }];
  return matchChildren(a, rootsA, b, rootsB, { a: NO_ROW, b: NO_ROW, at: 0 }, onUnaligned);
}

/** Direct children of a row in row order, or the roots for `NO_ROW`. */
function childRows({ size, subtreeSize }: Trace, row: number): number[] {
  const end = row === NO_ROW ? size : row + subtreeSize[row];
  const rows: number[] = [];
  for (let child = row + 1; child < end; child += subtreeSize[child]) rows.push(child);
  return rows;
}

function oneSided(rows: readonly number[], side: 'a' | 'b'): Pair[] {
  return rows.map((row, at) => (side === 'a' ? { a: row, b: NO_ROW, at } : { a: NO_ROW, b: row, at }));
}

function matchChildren(
  a: Side,
  childrenA: readonly number[],
  b: Side,
  childrenB: readonly number[],
  parent: Pair,
  onUnaligned: () => void,
): Pair[] {
  const fromA = parent.a === NO_ROW ? 0 : a.trace.startNs[parent.a];
  const fromB = parent.b === NO_ROW ? 0 : b.trace.startNs[parent.b];
  const atA = (row: number) => a.trace.startNs[row] - fromA;
  const atB = (row: number) => b.trace.startNs[row] - fromB;
  const pairs: Pair[] = [];
  if (childrenA.length === 0 && childrenB.length === 0) return pairs; // most spans
  const byKeyA = childrenA.toSorted((x, y) => a.keys[x] - a.keys[y] || x - y);
  const byKeyB = childrenB.toSorted((x, y) => b.keys[x] - b.keys[y] || x - y);
  const onlyA = (row: number) => pairs.push({ a: row, b: NO_ROW, at: atA(row) });
  const onlyB = (row: number) => pairs.push({ a: NO_ROW, b: row, at: atB(row) });
  const both = (x: number, y: number) => pairs.push({ a: x, b: y, at: (atA(x) + atB(y)) / 2 });

  let i = 0;
  let j = 0;
  while (i < byKeyA.length || j < byKeyB.length) {
    const keyA = i < byKeyA.length ? a.keys[byKeyA[i]] : Infinity;
    const keyB = j < byKeyB.length ? b.keys[byKeyB[j]] : Infinity;
    if (keyA < keyB) onlyA(byKeyA[i++]);
    else if (keyB < keyA) onlyB(byKeyB[j++]);
    else {
      const groupA = byKeyA.slice(i, (i = endOfGroup(a.keys, byKeyA, i)));
      const groupB = byKeyB.slice(j, (j = endOfGroup(b.keys, byKeyB, j)));
      const aIsShorter = groupA.length <= groupB.length;
      const [shorter, longer] = aIsShorter ? [groupA, groupB] : [groupB, groupA];
      const { partners, aligned } = alignRepeated(shorter.length, longer.length, (s, l) =>
        unlikeness(aIsShorter ? a : b, shorter[s], aIsShorter ? b : a, longer[l]),
      );
      if (!aligned) onUnaligned();
      let left = 0;
      for (let s = 0; s <= shorter.length; s++) {
        const until = s < shorter.length ? partners[s] : longer.length;
        for (; left < until; left++) (aIsShorter ? onlyB : onlyA)(longer[left]);
        if (s === shorter.length) break;
        if (aIsShorter) both(shorter[s], longer[left++]);
        else both(longer[left++], shorter[s]);
      }
    }
  }
  return pairs.sort((x, y) => x.at - y.at);
}

function endOfGroup(keys: Uint32Array, rows: readonly number[], from: number): number {
  let end = from + 1;
  while (end < rows.length && keys[rows[end]] === keys[rows[from]]) end++;
  return end;
}

/**
 * How unlike two calls of the same name are, 0 to 3: a part for the duration (0 when equal, near 1 when one is many times the other), one
 * for what they call in turn, and one for the status (a retry pairs with the attempt that ended the same way). The same both ways.
 */
function unlikeness(x: Side, rowX: number, y: Side, rowY: number): number {
  const duration = difference(x.trace.durationsNs[rowX], y.trace.durationsNs[rowY]);
  const calls =
    x.shapes[rowX] === y.shapes[rowY] ? 0 : 0.5 + difference(x.trace.subtreeSize[rowX], y.trace.subtreeSize[rowY]) / 2;
  return duration + calls + (x.trace.status[rowX] === y.trace.status[rowY] ? 0 : 1);
}

/** Of numbers that are not negative, relative to the larger: 0 to 1. */
const difference = (x: number, y: number) => (x === y ? 0 : Math.abs(x - y) / Math.max(x, y));
