// The numbers above a waterfall: how many errors, how deep, and everything that is odd about the spans as they were sent.
import { NO_PARENT, SPAN_FLAG, type Trace } from '@watchingcat/model';
import { STATUS_ERROR } from './selfTimes.ts';

export interface TraceOverview {
  readonly errors: number;
  /** Levels of the deepest branch; a lone root is 1. */
  readonly depth: number;
  readonly roots: number;
  readonly oddities: TraceOddities;
}

/** Numbers of spans. See `SPAN_FLAG` for the first four. */
export interface TraceOddities {
  readonly missingParents: number;
  readonly cycles: number;
  readonly duplicateIds: number;
  readonly negativeDurations: number;
  /** Spans that start before their parent does, which real calls cannot: the clocks of two hosts differ. */
  readonly startBeforeParent: number;
}

/** O(n). */
export function traceOverview(trace: Trace): TraceOverview {
  let errors = 0;
  let depth = 0;
  let roots = 0;
  let missingParents = 0;
  let cycles = 0;
  let duplicateIds = 0;
  let negativeDurations = 0;
  let startBeforeParent = 0;
  for (let row = 0; row < trace.size; row++) {
    const flags = trace.flags[row];
    const parent = trace.parent[row];
    if (trace.status[row] === STATUS_ERROR) errors++;
    if (trace.depth[row] >= depth) depth = trace.depth[row] + 1;
    if (parent === NO_PARENT) roots++;
    else if (trace.startNs[row] < trace.startNs[parent]) startBeforeParent++;
    if (flags & SPAN_FLAG.missingParent) missingParents++;
    if (flags & SPAN_FLAG.cycle) cycles++;
    if (flags & SPAN_FLAG.duplicateId) duplicateIds++;
    if (flags & SPAN_FLAG.negativeDuration) negativeDurations++;
  }
  const oddities = { missingParents, cycles, duplicateIds, negativeDurations, startBeforeParent };
  return { errors, depth, roots, oddities };
}

/** Errors in each row's subtree, the row itself included: what a collapsed row hides. O(n). */
export function subtreeErrors(trace: Trace): Uint32Array {
  const errors = new Uint32Array(trace.size);
  for (let row = 0; row < trace.size; row++) if (trace.status[row] === STATUS_ERROR) errors[row] = 1;
  for (let row = trace.size - 1; row > 0; row--) {
    const parent = trace.parent[row];
    if (parent !== NO_PARENT) errors[parent] += errors[row];
  }
  return errors;
}
