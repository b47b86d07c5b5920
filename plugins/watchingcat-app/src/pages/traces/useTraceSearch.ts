// One search for traces and the pages that were asked for after the first.
import { COMPLETE, type Coverage, type TraceQuery, type TraceSummary } from '@watchingcat/model';
import { useMemo } from 'react';
import { usePages, type Pages } from '../../state/usePages';
import { useTelemetry } from '../../telemetry/TelemetryContext';

export interface TraceSearch extends Omit<Pages<unknown>, 'answers'> {
  /** While loading again: of the former question. `undefined` before the first answer. */
  readonly traces: readonly TraceSummary[] | undefined;
  readonly coverage: Coverage;
}

/** @param query memoized: a new object is a new question; nothing is asked while it is undefined */
export function useTraceSearch(query: TraceQuery | undefined): TraceSearch {
  const telemetry = useTelemetry();
  const ask = useMemo(
    () =>
      query &&
      ((cursor: string | undefined, signal: AbortSignal) => telemetry.searchTraces({ ...query, cursor }, signal)),
    [telemetry, query],
  );
  const { answers, ...rest } = usePages(ask);
  const [first] = answers;
  const traces = useMemo(
    () => (first === undefined ? undefined : answers.flatMap((answer) => answer.traces)),
    // `answers` is made anew at each rendering; its pages are not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [first, answers.length],
  );
  return { ...rest, traces, coverage: answers.at(-1)?.coverage ?? COMPLETE };
}
