// A trace as a table: for each service, operation or value of an attribute, how many spans there are and how long they took.
import type { Trace } from '@watchingcat/model';
import { STATUS_ERROR } from '../selfTimes.ts';

/**
 * What spans are counted by. A function gives the value of an attribute (or anything else) of a row; spans for which it is `undefined`
 * are a group of their own. Operations are told apart by service: two services may both have a `GET`.
 */
export type StatisticsBy = 'service' | 'operation' | ((row: number) => string | undefined);

export interface StatisticsRow {
  /** Service, operation or value; `undefined` for the spans that have no value. */
  readonly name: string | undefined;
  /** Of an operation; `undefined` when spans are counted by something else. */
  readonly service: string | undefined;
  /** The first span of the group, in row order. */
  readonly firstRow: number;
  readonly spans: number;
  readonly errors: number;
  /** Sum of the durations. More than the trace's when spans run within each other or at the same time. */
  readonly totalNs: number;
  readonly selfNs: number;
  /** Part of the self time of all spans, 0 to 1; 0 when no span took any time. */
  readonly selfShare: number;
  /** Durations of single spans (nearest rank). */
  readonly p50Ns: number;
  readonly p95Ns: number;
  readonly p99Ns: number;
  readonly maxNs: number;
}

/** Most self time first, then most spans, then by first row. `self` is the answer of `selfTimes`. O(n log n). */
export function traceStatistics(trace: Trace, self: Float64Array, by: StatisticsBy): StatisticsRow[] {
  const { groupOf, firstRows, names } = groupRows(trace, by);
  const groups = firstRows.length;
  const ends = new Uint32Array(groups); // of each group's part in `durations`; counted first
  for (let row = 0; row < trace.size; row++) ends[groupOf[row]]++;
  for (let group = 1; group < groups; group++) ends[group] += ends[group - 1];
  const starts = Uint32Array.from(ends, (_, group) => (group === 0 ? 0 : ends[group - 1]));

  const durations = new Float64Array(trace.size);
  const filled = starts.slice();
  const errors = new Uint32Array(groups);
  const totalNs = new Float64Array(groups);
  const selfNs = new Float64Array(groups);
  let allSelfNs = 0;
  for (let row = 0; row < trace.size; row++) {
    const group = groupOf[row];
    durations[filled[group]++] = trace.durationsNs[row];
    totalNs[group] += trace.durationsNs[row];
    selfNs[group] += self[row];
    allSelfNs += self[row];
    if (trace.status[row] === STATUS_ERROR) errors[group]++;
  }
  return firstRows
    .map((firstRow, group): StatisticsRow => {
      const sorted = durations.subarray(starts[group], ends[group]).sort();
      const quantile = (q: number) => sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
      return {
        name: names[group],
        service: by === 'operation' ? trace.services[trace.service[firstRow]] : undefined,
        firstRow,
        spans: sorted.length,
        errors: errors[group],
        totalNs: totalNs[group],
        selfNs: selfNs[group],
        selfShare: allSelfNs === 0 ? 0 : selfNs[group] / allSelfNs,
        p50Ns: quantile(0.5),
        p95Ns: quantile(0.95),
        p99Ns: quantile(0.99),
        maxNs: sorted[sorted.length - 1],
      };
    })
    .sort((a, b) => b.selfNs - a.selfNs || b.spans - a.spans || a.firstRow - b.firstRow);
}

/** Numbers the groups in the order in which they first occur. */
function groupRows(trace: Trace, by: StatisticsBy) {
  const { service, operation, services, operations } = trace;
  const groupOf = new Uint32Array(trace.size);
  const firstRows: number[] = [];
  const names: (string | undefined)[] = [];
  const groupOfKey = new Map<number | string | undefined, number>();
  let keyOf: (row: number) => number | string | undefined;
  if (by === 'service') keyOf = (row) => service[row];
  else if (by === 'operation') keyOf = (row) => service[row] * operations.length + operation[row];
  else keyOf = by;
  for (let row = 0; row < trace.size; row++) {
    const key = keyOf(row);
    let group = groupOfKey.get(key);
    if (group === undefined) {
      group = firstRows.push(row) - 1;
      groupOfKey.set(key, group);
      if (by === 'service') names.push(services[service[row]]);
      else if (by === 'operation') names.push(operations[operation[row]]);
      else names.push(by(row));
    }
    groupOf[row] = group;
  }
  return { groupOf, firstRows, names };
}
