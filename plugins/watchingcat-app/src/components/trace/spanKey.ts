// A span's name in a URL: its id, and for the second, third … span with the same id also its number (`<id>~2`).
import { SPAN_FLAG, type Trace } from '@watchingcat/model';

export function spanKey(trace: Trace, row: number): string {
  const id = trace.spanIds[row];
  if ((trace.flags[row] & SPAN_FLAG.duplicateId) === 0) return id;
  return `${id}~${duplicatesOf(trace, id).indexOf(row) + 2}`;
}

/** Undefined when the trace has no such span (any more). */
export function rowOfSpan(trace: Trace, key: string | undefined): number | undefined {
  if (key === undefined || key === '') return undefined;
  const [id = '', number] = key.split('~');
  if (number !== undefined) return duplicatesOf(trace, id)[Number(number) - 2];
  return rowsWithId(trace, id).find((row) => (trace.flags[row] & SPAN_FLAG.duplicateId) === 0);
}

const duplicates = new WeakMap<Trace, Map<string, readonly number[]>>();

/**
 * By what a correction of clocks leaves as it is, so that a link names the same span whether clocks are put right or not. Spans alike in all of
 * that are taken in the order of time.
 */
function duplicatesOf(trace: Trace, id: string): readonly number[] {
  const known = duplicates.get(trace) ?? new Map<string, readonly number[]>();
  duplicates.set(trace, known);
  let rows = known.get(id);
  if (rows === undefined) {
    rows = rowsWithId(trace, id)
      .filter((row) => (trace.flags[row] & SPAN_FLAG.duplicateId) !== 0)
      .sort((a, b) => compareTimeless(trace, a, b) || a - b);
    known.set(id, rows);
  }
  return rows;
}

function rowsWithId({ spanIds }: Trace, id: string): number[] {
  const rows: number[] = [];
  for (let row = spanIds.indexOf(id); row !== -1; row = spanIds.indexOf(id, row + 1)) rows.push(row);
  return rows;
}

function compareTimeless(
  { spanIds, parent, service, operation, kind, status, durationsNs }: Trace,
  a: number,
  b: number,
) {
  const [above, other] = [spanIds[parent[a]] ?? '', spanIds[parent[b]] ?? ''];
  if (above !== other) return above < other ? -1 : 1;
  const differences = [service, operation, kind, status, durationsNs].map((column) => column[a] - column[b]);
  return differences.find((difference) => difference !== 0) ?? 0;
}
