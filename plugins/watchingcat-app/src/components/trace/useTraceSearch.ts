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

export function useTraceSearch(trace: Trace, text: string): TraceSearch {
  const query = useDeferredValue(text.trim().toLowerCase());
  return useMemo(() => {
    const rows = query === '' ? undefined : searchTrace(trace, query);
    return { query, rows, isMatch: rows && marks(trace.size, rows) };
  }, [trace, query]);
}

function marks(size: number, rows: Uint32Array): Uint8Array {
  const marked = new Uint8Array(size);
  for (const row of rows) marked[row] = 1;
  return marked;
}
