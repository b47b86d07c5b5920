// Whom the time on a critical path belongs to: per service, and per operation of a service.
import type { CriticalPath } from './criticalPath.ts';

export interface PathShare {
  readonly service: string;
  /** Spans with time of their own on the path. */
  readonly spans: number;
  readonly exclusiveNs: number;
  /** Part of the path, 0 to 1; shares add up to 1, except on a path without duration. */
  readonly share: number;
}

export interface OperationShare extends PathShare {
  readonly operation: string;
}

export interface CriticalPathShares {
  /** Largest first, equals by name. */
  readonly byService: readonly PathShare[];
  readonly byOperation: readonly OperationShare[];
}

/** O(n) and a sort of the groups. Services and operations without time on the path are left out. */
export function criticalPathShares({
  root,
  durationNs,
  exclusiveNs,
  waits: { trace },
}: CriticalPath): CriticalPathShares {
  const services = new Map<number, Total>();
  const operations = new Map<number, Total>();
  for (let row = root; row < root + trace.subtreeSize[root]; row++) {
    if (exclusiveNs[row] === 0) continue;
    const service = trace.service[row];
    add(services, service, exclusiveNs[row]);
    // Exact: both are below 2^32, and of their product no trace comes near 2^53.
    add(operations, service * trace.operations.length + trace.operation[row], exclusiveNs[row]);
  }
  const shareOf = ({ spans, ns }: Total) => ({ spans, exclusiveNs: ns, share: ns / durationNs });
  return {
    byService: Array.from(services, ([service, total]) => ({
      service: trace.services[service],
      ...shareOf(total),
    })).sort(largestFirst),
    byOperation: Array.from(operations, ([key, total]) => ({
      service: trace.services[Math.floor(key / trace.operations.length)],
      operation: trace.operations[key % trace.operations.length],
      ...shareOf(total),
    })).sort((a, b) => largestFirst(a, b) || compareText(a.operation, b.operation)),
  };
}

interface Total {
  spans: number;
  ns: number;
}

function add(totals: Map<number, Total>, key: number, ns: number): void {
  const total = totals.get(key);
  if (total === undefined) totals.set(key, { spans: 1, ns });
  else {
    total.spans++;
    total.ns += ns;
  }
}

const largestFirst = (a: PathShare, b: PathShare) => b.exclusiveNs - a.exclusiveNs || compareText(a.service, b.service);
const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
