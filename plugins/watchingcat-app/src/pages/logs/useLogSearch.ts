// One search for log records and the pages that were asked for after the first.
import { COMPLETE, type Coverage, type LogQuery, type LogRecord, type LogsAnswer } from '@watchingcat/model';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useAsync } from '../../state/useAsync';
import { useTelemetry } from '../../telemetry/TelemetryContext';

export interface LogSearch {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error: unknown;
  /** While loading again: of the former question. `undefined` before the first answer. */
  readonly logs: readonly LogRecord[] | undefined;
  readonly total: number | undefined;
  readonly coverage: Coverage;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
}

interface MorePages {
  /** The answer that these pages follow; with another one they are forgotten. */
  readonly first: LogsAnswer | undefined;
  readonly answers: readonly LogsAnswer[];
  readonly status: 'idle' | 'loading' | 'failed';
  readonly error?: unknown;
}

const NO_PAGES: MorePages = { first: undefined, answers: [], status: 'idle' };

/** @param query memoized: a new object is a new question */
export function useLogSearch(query: LogQuery): LogSearch {
  const telemetry = useTelemetry();
  const load = useCallback((signal: AbortSignal) => telemetry.searchLogs(query, signal), [telemetry, query]);
  const asked = useAsync(load);
  const first = asked.value;
  const [pages, setPages] = useState(NO_PAGES);
  const more = pages.first === first ? pages : NO_PAGES;
  const last = more.answers.at(-1) ?? first;
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), [first, query]);

  const cursor = last?.nextCursor;
  const loadMore = () => {
    if (cursor === undefined || more.status === 'loading' || asked.status !== 'ready') return;
    const { signal } = (abort.current = new AbortController());
    setPages({ first, answers: more.answers, status: 'loading' });
    telemetry.searchLogs({ ...query, cursor }, signal).then(
      (answer) => {
        if (!signal.aborted) setPages({ first, answers: [...more.answers, answer], status: 'idle' });
      },
      (error: unknown) => {
        if (!signal.aborted) setPages({ first, answers: more.answers, status: 'failed', error });
      },
    );
  };
  const logs = useMemo(
    () => (first === undefined ? undefined : [first, ...more.answers].flatMap((answer) => answer.logs)),
    [first, more.answers],
  );
  return {
    status: more.status === 'failed' ? 'failed' : asked.status,
    error: asked.status === 'failed' ? asked.error : more.error,
    logs,
    total: first?.total,
    coverage: last?.coverage ?? COMPLETE,
    hasMore: cursor !== undefined,
    isLoadingMore: more.status === 'loading',
    loadMore,
  };
}
