// One question and the pages that were asked for after its first answer.
import { useEffect, useMemo, useRef, useState } from 'react';
import { useAsync } from './useAsync';

export interface Pages<Answer> {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly error: unknown;
  /** All answers so far; while loading again, of the former question. Empty before the first one. */
  readonly answers: readonly Answer[];
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
}

interface MorePages<Answer> {
  /** The answer that these pages follow; with another one they are forgotten. */
  readonly first: Answer | undefined;
  readonly answers: readonly Answer[];
  readonly status: 'idle' | 'loading' | 'failed';
  readonly error?: unknown;
}

/** @param ask memoized: a new function is a new question; without a cursor it asks for the first page. Nothing is asked while it is undefined */
export function usePages<Answer extends { readonly nextCursor: string | undefined }>(
  ask: ((cursor: string | undefined, signal: AbortSignal) => Promise<Answer>) | undefined,
): Pages<Answer> {
  const load = useMemo(() => ask && ((signal: AbortSignal) => ask(undefined, signal)), [ask]);
  const asked = useAsync(load);
  const first = asked.value;
  const [pages, setPages] = useState<MorePages<Answer>>({ first: undefined, answers: [], status: 'idle' });
  const more: MorePages<Answer> = pages.first === first ? pages : { first, answers: [], status: 'idle' };
  const abort = useRef<AbortController>(undefined);
  useEffect(() => () => abort.current?.abort(), [first, ask]);

  const cursor = (more.answers.at(-1) ?? first)?.nextCursor;
  const loadMore = () => {
    if (ask === undefined || cursor === undefined || more.status === 'loading' || asked.status !== 'ready') return;
    const { signal } = (abort.current = new AbortController());
    setPages({ first, answers: more.answers, status: 'loading' });
    ask(cursor, signal).then(
      (answer) => {
        if (!signal.aborted) setPages({ first, answers: [...more.answers, answer], status: 'idle' });
      },
      (error: unknown) => {
        if (!signal.aborted) setPages({ first, answers: more.answers, status: 'failed', error });
      },
    );
  };
  return {
    status: more.status === 'failed' ? 'failed' : asked.status,
    error: asked.status === 'failed' ? asked.error : more.error,
    answers: first === undefined ? NONE : more.answers.length === 0 ? [first] : [first, ...more.answers],
    hasMore: cursor !== undefined,
    isLoadingMore: more.status === 'loading',
    loadMore,
  };
}

const NONE: readonly never[] = [];
