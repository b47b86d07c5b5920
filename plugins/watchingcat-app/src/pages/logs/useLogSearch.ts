// One search for log records and the pages that were asked for after the first.
import { COMPLETE, type Coverage, type LogQuery, type LogRecord } from '@watchingcat/model';
import { useCallback, useMemo } from 'react';
import { usePages, type Pages } from '../../state/usePages';
import { useTelemetry } from '../../telemetry/TelemetryContext';

export interface LogSearch extends Omit<Pages<unknown>, 'answers'> {
  /** While loading again: of the former question. `undefined` before the first answer. */
  readonly logs: readonly LogRecord[] | undefined;
  readonly total: number | undefined;
  readonly coverage: Coverage;
}

/** @param query memoized: a new object is a new question */
export function useLogSearch(query: LogQuery): LogSearch {
  const telemetry = useTelemetry();
  const ask = useCallback(
    (cursor: string | undefined, signal: AbortSignal) => telemetry.searchLogs({ ...query, cursor }, signal),
    [telemetry, query],
  );
  const { answers, ...rest } = usePages(ask);
  const [first] = answers;
  const logs = useMemo(
    () => (first === undefined ? undefined : answers.flatMap((answer) => answer.logs)),
    // `answers` is made anew at each rendering; its pages are not.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [first, answers.length],
  );
  return { ...rest, logs, total: first?.total, coverage: answers.at(-1)?.coverage ?? COMPLETE };
}
