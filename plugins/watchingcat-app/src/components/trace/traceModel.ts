// What a trace view derives once from a trace: own times, shares, the overview, and where each row's events begin.
import {
  selfTimes,
  serviceShares,
  subtreeErrors,
  traceOverview,
  type ServiceShare,
  type TraceOverview,
} from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';

export interface TraceModel {
  readonly trace: Trace;
  readonly selfNs: Float64Array;
  readonly shares: readonly ServiceShare[];
  readonly overview: TraceOverview;
  readonly errorsBelow: Uint32Array;
  /** Events of row r are `firstEvent[r]` up to, not including, `firstEvent[r + 1]`. */
  readonly firstEvent: Uint32Array;
}

export function traceModel(trace: Trace): TraceModel {
  const selfNs = selfTimes(trace);
  return {
    trace,
    selfNs,
    shares: serviceShares(trace, selfNs),
    overview: traceOverview(trace),
    errorsBelow: subtreeErrors(trace),
    firstEvent: firstEvents(trace),
  };
}

function firstEvents({ size, events }: Trace): Uint32Array {
  const first = new Uint32Array(size + 1);
  for (const row of events.row) first[row + 1]++;
  for (let row = 0; row < size; row++) first[row + 1] += first[row];
  return first;
}
