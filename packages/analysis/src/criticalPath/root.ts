// Which span's time the path explains, when a trace has several without a parent.
import { NO_PARENT, SPAN_FLAG, type Trace } from '@watchingcat/model';

/**
 * The root that says most: one that was sent as a root before one whose parent is missing or was cut from a cycle; then the longest, the
 * earliest, and the one with the least span id. O(n).
 */
export function mainRoot(trace: Trace): number {
  let best = 0; // display order begins with a root
  for (let row = trace.subtreeSize[0]; row < trace.size; row += trace.subtreeSize[row]) {
    if (compareRoots(trace, row, best) < 0) best = row;
  }
  return best;
}

export interface OtherRoots {
  /** Spans without a parent besides the chosen one, and all spans below them. */
  readonly roots: number;
  readonly spans: number;
  /** Of `roots`, those whose parent is not in the trace. */
  readonly missingParents: number;
}

/** What lies below no part of `root`'s tree. O(number of roots). */
export function otherRoots({ size, subtreeSize, flags, parent }: Trace, root: number): OtherRoots {
  while (parent[root] !== NO_PARENT) root = parent[root];
  let roots = 0;
  let spans = 0;
  let missingParents = 0;
  for (let row = 0; row < size; row += subtreeSize[row]) {
    if (row === root) continue;
    roots++;
    spans += subtreeSize[row];
    if (flags[row] & SPAN_FLAG.missingParent) missingParents++;
  }
  return { roots, spans, missingParents };
}

function compareRoots({ flags, durationsNs, startNs, spanIds }: Trace, a: number, b: number): number {
  const isBroken = (row: number) => ((flags[row] & (SPAN_FLAG.missingParent | SPAN_FLAG.cycle)) === 0 ? 0 : 1);
  const order = isBroken(a) - isBroken(b) || durationsNs[b] - durationsNs[a] || startNs[a] - startNs[b];
  if (order !== 0) return order;
  return spanIds[a] < spanIds[b] ? -1 : 1;
}
