// What a trace view derives once from a trace: own times, shares, the overview, and where each row's events begin. What only some
// views need (runs, covered time) is made when it is first asked for, and kept.
import {
  coveredTime,
  runStats,
  selfTimes,
  serviceShares,
  siblingRuns,
  subtreeErrors,
  traceOverview,
  type Intervals,
  type Runs,
  type RunStats,
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
  /** Indices of the events that are exceptions, ascending. */
  readonly exceptions: Uint32Array;
  readonly runs: () => Runs;
  readonly runStats: (run: number) => RunStats;
  /** Time that the children of a row cover. */
  readonly childTime: (row: number) => Intervals;
  /** Time that the members of a run cover. */
  readonly runTime: (run: number) => Intervals;
}

export function traceModel(trace: Trace): TraceModel {
  const selfNs = selfTimes(trace);
  const runs = once(() => siblingRuns(trace));
  return {
    trace,
    selfNs,
    shares: serviceShares(trace, selfNs),
    overview: traceOverview(trace),
    errorsBelow: subtreeErrors(trace),
    firstEvent: firstEvents(trace),
    exceptions: exceptionsOf(trace),
    runs,
    runStats: remembered((run) => runStats(trace, runs(), run)),
    childTime: remembered((row) => coveredTime(trace, row + 1, row + trace.subtreeSize[row])),
    runTime: remembered((run) => coveredTime(trace, runs().first[run], runs().end[run])),
  };
}

function firstEvents({ size, events }: Trace): Uint32Array {
  const first = new Uint32Array(size + 1);
  for (const row of events.row) first[row + 1]++;
  for (let row = 0; row < size; row++) first[row + 1] += first[row];
  return first;
}

/** https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/ */
const EXCEPTION_EVENT = 'exception';

function exceptionsOf({ events }: Trace): Uint32Array {
  const name = events.names.indexOf(EXCEPTION_EVENT);
  const found: number[] = [];
  if (name !== -1) events.name.forEach((of, event) => of === name && found.push(event));
  return Uint32Array.from(found);
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function remembered<T>(make: (key: number) => T): (key: number) => T {
  const made = new Map<number, T>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) {
      value = make(key);
      made.set(key, value);
    }
    return value;
  };
}
