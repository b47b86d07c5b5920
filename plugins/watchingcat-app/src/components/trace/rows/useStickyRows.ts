// Which ancestors stay on top of the rows that are in view.
import type { ShownRows } from '@watchingcat/analysis';
import { useMemo } from 'react';
import { stickyRows } from '../geometry/stickyRows';
import type { TraceModel } from '../traceModel';

/** @param first position of the first line in view */
export function useStickyRows({ trace }: TraceModel, lines: ShownRows, first: number): readonly number[] {
  return useMemo(() => stickyRows(trace.parent, lines, first), [trace, lines, first]);
}
