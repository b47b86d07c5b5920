// What is searched within the trace, and which rows match.
import { searchTrace } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';
import { useDeferredValue, useMemo } from 'react';

export interface TraceSearch {
  /** In lower case; '' when nothing is searched. */
  readonly query: string;
  /** Ascending; undefined when nothing is searched. */
  readonly rows: Uint32Array | undefined;
  /** The same as 1 for each row. */
  readonly isMatch: Uint8Array | undefined;
}

/** Beside what can be shown, which may still be of the text before the last key, the rows of the text as it is. */
export function useTraceSearch(trace: Trace, text: string): TraceSearch & { rowsNow(): Uint32Array | undefined } {
  const typed = text.trim().toLowerCase();
  const query = useDeferredValue(typed);
  const found = useMemo(() => {
    const rows = matchingRows(trace, query);
    return { query, rows, isMatch: rows && marks(trace.size, rows) };
  }, [trace, query]);
  return { ...found, rowsNow: () => (query === typed ? found.rows : matchingRows(trace, typed)) };
}

function matchingRows(trace: Trace, query: string): Uint32Array | undefined {
  return query === '' ? undefined : searchTrace(trace, query);
}

function marks(size: number, rows: Uint32Array): Uint8Array {
  const marked = new Uint8Array(size);
  for (const row of rows) marked[row] = 1;
  return marked;
}
