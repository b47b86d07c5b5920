// Two traces and what was found by comparing them.
import { NO_ROW, type TraceComparison } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';

export interface TracePair {
  readonly a: Trace;
  readonly b: Trace;
  readonly comparison: TraceComparison;
}

export interface NodeView {
  /** Rows in the traces; `undefined` where the call is missing or added. */
  readonly rowA: number | undefined;
  readonly rowB: number | undefined;
  readonly service: string;
  readonly operation: string;
}

export function nodeView({ a, b, comparison: { tree } }: TracePair, node: number): NodeView {
  const rowA = tree.rowA[node] === NO_ROW ? undefined : tree.rowA[node];
  const rowB = tree.rowB[node] === NO_ROW ? undefined : tree.rowB[node];
  const [trace, row] = rowB === undefined ? [a, tree.rowA[node]] : [b, rowB];
  return { rowA, rowB, service: trace.services[trace.service[row]], operation: trace.operations[trace.operation[row]] };
}

/** In words, and so without colour. */
export function nodeState({ rowA, rowB }: NodeView): 'only in A' | 'only in B' | undefined {
  if (rowA === undefined) return 'only in B';
  return rowB === undefined ? 'only in A' : undefined;
}

/** Changes of own time below this part of the difference are left out of a short tree. */
const NOTABLE_PART = 0.01;

/** Nodes that were added, are missing or changed notably, with all above them, in the order of the tree. O(n). */
export function notableNodes({ comparison }: TracePair): Uint32Array {
  const { tree, changes, totalA, totalB } = comparison;
  const leastNs = NOTABLE_PART * (Math.abs(totalB - totalA) || totalA);
  const isKept = new Uint8Array(tree.size);
  for (let node = tree.size - 1; node >= 0; node--) {
    const isOneSided = tree.rowA[node] === NO_ROW || tree.rowB[node] === NO_ROW;
    const changeNs = Math.abs(changes.selfNs[node]);
    if (isOneSided || (changeNs > 0 && changeNs >= leastNs)) isKept[node] = 1;
    // Children come after their parents, so walking backwards sees them first.
    if (isKept[node] === 1 && tree.parent[node] !== -1) isKept[tree.parent[node]] = 1;
  }
  const kept: number[] = [];
  isKept.forEach((is, node) => is === 1 && kept.push(node));
  return Uint32Array.from(kept);
}

export const allNodes = ({ comparison }: TracePair): Uint32Array =>
  Uint32Array.from({ length: comparison.tree.size }, (_, node) => node);
