// One trace against many of the same kind of request: which call paths took longer than they usually do. "Usually" is the median over
// the cohort, path by path, where a trace without the path counts as 0; so a path in less than half of the traces is usually absent.
//
// Medians do not add up: the sum of the paths' medians is not the median of the sums. What is between the two is stated as
// `remainderNs` and not spread over the paths, so that the explanation still adds up to the whole difference.
import { NO_PARENT, type Trace } from '@watchingcat/model';
import { selfTimes } from '../selfTimes.ts';
import { CallPaths, NO_PATH } from './callPaths.ts';
import type { ComparedTrace } from './compareTraces.ts';
import { SpanKeys, type SpanName } from './spanKeys.ts';

export interface CohortComparison {
  /** As of compareTraces.ts: critical paths are used when every trace has one. */
  readonly basis: 'critical-path' | 'self-time';
  /** Traces in the cohort. */
  readonly traces: number;
  /** Median of the cohort's totals, in ns of the basis. */
  readonly cohortTotalNs: number;
  readonly traceTotalNs: number;
  /** Every call path of the cohort and of the trace; a path's parent comes before it. */
  readonly paths: readonly CohortPath[];
  /** Index into `paths` for each row of the trace. */
  readonly pathOfRow: Uint32Array;
  /** The paths that differ from the median, largest change first. Their `changeNs` and `remainderNs` add up to the totals' difference. */
  readonly explanation: readonly CohortPath[];
  readonly remainderNs: number;
}

export interface CohortPath extends SpanName {
  /** Index into `paths`, -1 for a root. */
  readonly parent: number;
  readonly depth: number;
  /** First row of the trace with this path, -1 when it has none. */
  readonly row: number;
  /** How many traces of the cohort have the path. */
  readonly presentIn: number;
  readonly medianCalls: number;
  readonly calls: number;
  /** Of all calls of the path in one trace together. */
  readonly medianSelfNs: number;
  readonly selfNs: number;
  /** `undefined` when the basis is not the critical path. */
  readonly medianExclusiveNs: number | undefined;
  readonly exclusiveNs: number | undefined;
  /** Of the basis: the trace minus the median. */
  readonly changeNs: number;
}

/**
 * O(n log n) in the spans of all traces together.
 * @throws RangeError when the cohort is empty: there is no median of nothing
 */
export function compareWithCohort(cohort: readonly ComparedTrace[], compared: ComparedTrace): CohortComparison {
  if (cohort.length === 0) throw new RangeError('a cohort has at least one trace: widen the search that it comes from');
  const onPath = [...cohort, compared].every(({ exclusiveNs }) => exclusiveNs !== undefined);
  const keys = new SpanKeys();
  const paths = new CallPaths();
  const seen = new Seen();
  const cohortTotals: number[] = [];
  for (const each of cohort) {
    const sums = sumByPath(each, onPath, keys, paths);
    seen.add(sums);
    cohortTotals.push(onPath ? sums.exclusiveTotal : sums.selfTotal);
  }
  const own = sumByPath(compared, onPath, keys, paths);
  const ownIndex = new Map(own.touched.map((path, index) => [path, index]));
  const rowOf = firstRows(own.pathOfRow, paths.size);

  const depths = new Uint32Array(paths.size);
  const all: CohortPath[] = [];
  for (let path = 0; path < paths.size; path++) {
    const parent = paths.parent[path];
    depths[path] = parent === NO_PATH ? 0 : depths[parent] + 1;
    const index = ownIndex.get(path);
    const selfNs = index === undefined ? 0 : own.selfNs[index];
    const exclusiveNs = index === undefined ? 0 : own.exclusiveNs[index];
    const medianSelfNs = medianWithZeros(seen.selfNs[path], cohort.length);
    const medianExclusiveNs = medianWithZeros(seen.exclusiveNs[path], cohort.length);
    all.push({
      ...keys.names[paths.key[path]],
      parent,
      depth: depths[path],
      row: rowOf[path],
      presentIn: seen.calls[path]?.length ?? 0,
      medianCalls: medianWithZeros(seen.calls[path], cohort.length),
      calls: index === undefined ? 0 : own.calls[index],
      medianSelfNs,
      selfNs,
      medianExclusiveNs: onPath ? medianExclusiveNs : undefined,
      exclusiveNs: onPath ? exclusiveNs : undefined,
      changeNs: onPath ? exclusiveNs - medianExclusiveNs : selfNs - medianSelfNs,
    });
  }
  const explanation = all
    .filter(({ changeNs, calls, medianCalls }) => changeNs !== 0 || calls !== medianCalls)
    .sort((a, b) => Math.abs(b.changeNs) - Math.abs(a.changeNs));
  const cohortTotalNs = medianWithZeros(cohortTotals, cohort.length);
  const traceTotalNs = onPath ? own.exclusiveTotal : own.selfTotal;
  return {
    basis: onPath ? 'critical-path' : 'self-time',
    traces: cohort.length,
    cohortTotalNs,
    traceTotalNs,
    paths: all,
    pathOfRow: own.pathOfRow,
    explanation,
    remainderNs: traceTotalNs - cohortTotalNs - all.reduce((sum, { changeNs }) => sum + changeNs, 0),
  };
}

/** What one trace has of each path: columns by position in `touched`. */
interface PathSums {
  readonly touched: readonly number[];
  readonly calls: readonly number[];
  readonly selfNs: readonly number[];
  readonly exclusiveNs: readonly number[];
  readonly selfTotal: number;
  readonly exclusiveTotal: number;
  readonly pathOfRow: Uint32Array;
}

function sumByPath(compared: ComparedTrace, onPath: boolean, spanKeys: SpanKeys, paths: CallPaths): PathSums {
  const { trace } = compared;
  const self = selfTimes(trace);
  const exclusive = onPath ? compared.exclusiveNs! : new Float64Array(trace.size);
  const pathOfRow = pathsOf(trace, spanKeys, paths);
  const indexOf = new Map<number, number>();
  const touched: number[] = [];
  const calls: number[] = [];
  const selfNs: number[] = [];
  const exclusiveNs: number[] = [];
  let selfTotal = 0;
  let exclusiveTotal = 0;
  for (let row = 0; row < trace.size; row++) {
    let index = indexOf.get(pathOfRow[row]);
    if (index === undefined) {
      index = touched.push(pathOfRow[row]) - 1;
      indexOf.set(pathOfRow[row], index);
      calls.push(0);
      selfNs.push(0);
      exclusiveNs.push(0);
    }
    calls[index]++;
    selfNs[index] += self[row];
    exclusiveNs[index] += exclusive[row];
    selfTotal += self[row];
    exclusiveTotal += exclusive[row];
  }
  return { touched, calls, selfNs, exclusiveNs, selfTotal, exclusiveTotal, pathOfRow };
}

function pathsOf(trace: Trace, spanKeys: SpanKeys, paths: CallPaths): Uint32Array {
  const keys = spanKeys.of(trace);
  const pathOfRow = new Uint32Array(trace.size);
  for (let row = 0; row < trace.size; row++) {
    const parent = trace.parent[row];
    pathOfRow[row] = paths.path(parent === NO_PARENT ? NO_PATH : pathOfRow[parent], keys[row]);
  }
  return pathOfRow;
}

/** One number for each trace of the cohort that has the path, by path. */
class Seen {
  readonly calls: number[][] = [];
  readonly selfNs: number[][] = [];
  readonly exclusiveNs: number[][] = [];

  add({ touched, calls, selfNs, exclusiveNs }: PathSums): void {
    touched.forEach((path, index) => {
      (this.calls[path] ??= []).push(calls[index]);
      (this.selfNs[path] ??= []).push(selfNs[index]);
      (this.exclusiveNs[path] ??= []).push(exclusiveNs[index]);
    });
  }
}

/** Median of `count` numbers that are not negative, of which all but `values` are 0. The mean of the middle two when `count` is even. */
function medianWithZeros(values: readonly number[] | undefined, count: number): number {
  if (values === undefined) return 0;
  const sorted = Float64Array.from(values).sort();
  const at = (position: number) => sorted[position - (count - sorted.length)] ?? 0;
  return (at((count - 1) >> 1) + at(count >> 1)) / 2;
}

function firstRows(pathOfRow: Uint32Array, paths: number): Int32Array {
  const rows = new Int32Array(paths).fill(-1);
  for (let row = pathOfRow.length - 1; row >= 0; row--) rows[pathOfRow[row]] = row;
  return rows;
}
