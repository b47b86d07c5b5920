// Repetition: siblings that follow each other and look alike (the N+1 query, the retry loop, the batch of 10,000 messages). A view can
// show such a run as one line. Which runs there are is worked out once a trace; whether they are folded is the view's to say.
import { NO_PARENT, type Trace } from '@watchingcat/model';
import { STATUS_ERROR } from '../selfTimes.ts';
import { subtreeShapes } from './subtreeShapes.ts';

/** Runs in the order of their first rows. A run inside a member of another run is a run of its own. */
export interface Runs {
  /** First row of each run, and the row after its last member's subtree. */
  readonly first: Uint32Array;
  readonly end: Uint32Array;
  /** Members: direct siblings, not what is below them. */
  readonly count: Uint32Array;
  /** By row: the run of which it is a member, or NO_RUN. */
  readonly runOf: Int32Array;
}

export const NO_RUN = -1;

/** Fewer are read faster one by one than opened. */
export const MIN_RUN = 4;

/**
 * Runs of at least `MIN_RUN` siblings of the same service, operation and shape of everything below them (in any order, since parallel
 * calls come back as they like). O(n).
 */
export function siblingRuns(trace: Trace): Runs {
  const { size, parent, subtreeSize } = trace;
  const shapes = subtreeShapes(trace);
  const runOf = new Int32Array(size).fill(NO_RUN);
  const isSeen = new Uint8Array(size);
  const first: number[] = [];
  const end: number[] = [];
  const count: number[] = [];
  const nextAlike = (row: number) => {
    const next = row + subtreeSize[row];
    return next < size &&
      parent[next] === parent[row] &&
      shapes.a[next] === shapes.a[row] &&
      shapes.b[next] === shapes.b[row]
      ? next
      : NO_PARENT;
  };
  for (let row = 0; row < size; row++) {
    if (isSeen[row]) continue;
    let members = 1;
    let last = row;
    for (let next = nextAlike(row); next !== NO_PARENT; next = nextAlike(next)) {
      isSeen[next] = 1;
      last = next;
      members++;
    }
    if (members < MIN_RUN) continue;
    const run = first.push(row) - 1;
    end.push(last + subtreeSize[last]);
    count.push(members);
    for (let member = row; member <= last; member += subtreeSize[member]) runOf[member] = run;
  }
  return { first: Uint32Array.from(first), end: Uint32Array.from(end), count: Uint32Array.from(count), runOf };
}

/** Of the members of one run; times of what is below them are not added. */
export interface RunStats {
  readonly count: number;
  readonly errors: number;
  /** Sum of the durations. */
  readonly totalNs: number;
  /** Nearest rank: a duration that one of the members has. */
  readonly p50Ns: number;
  readonly p95Ns: number;
  /** Of the earliest start and the latest end. */
  readonly startNs: number;
  readonly endNs: number;
}

/** O(k log k) for k members, so keep the answer. */
export function runStats(trace: Trace, runs: Runs, run: number): RunStats {
  const durations = new Float64Array(runs.count[run]);
  const startNs = trace.startNs[runs.first[run]];
  let errors = 0;
  let totalNs = 0;
  let endNs = startNs;
  let member = 0;
  for (let row = runs.first[run]; row < runs.end[run]; row += trace.subtreeSize[row]) {
    const duration = trace.durationsNs[row];
    durations[member++] = duration;
    totalNs += duration;
    endNs = Math.max(endNs, trace.startNs[row] + duration);
    if (trace.status[row] === STATUS_ERROR) errors++;
  }
  durations.sort();
  const rank = (part: number) => durations[Math.ceil(part * durations.length) - 1];
  return { count: durations.length, errors, totalNs, p50Ns: rank(0.5), p95Ns: rank(0.95), startNs, endNs };
}
