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
  const isFirst = (row: number) => (trace.flags[row] & SPAN_FLAG.duplicateId) === 0;
  for (let row = trace.spanIds.indexOf(id); row !== -1; row = trace.spanIds.indexOf(id, row + 1)) {
    if (isFirst(row)) return row;
  }
  return undefined;
}

function duplicatesOf(trace: Trace, id: string): number[] {
  const rows: number[] = [];
  for (let row = trace.spanIds.indexOf(id); row !== -1; row = trace.spanIds.indexOf(id, row + 1)) {
    if (trace.flags[row] & SPAN_FLAG.duplicateId) rows.push(row);
  }
  return rows;
}
