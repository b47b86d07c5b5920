// Asking something over the network from a component: every state is a union member, leaving aborts, a late answer is never shown.
import { useEffect, useState } from 'react';

/** While loading again, and after a failure, `value` is the former answer: it stays on the screen instead of a blank. */
export type AsyncState<T> =
  | { readonly status: 'loading'; readonly value: T | undefined }
  | { readonly status: 'ready'; readonly value: T }
  | { readonly status: 'failed'; readonly value: T | undefined; readonly error: unknown };

/** Asks whenever `load` changes (memoize it with `useCallback`), and not at all while it is undefined. */
export function useAsync<T>(load: ((signal: AbortSignal) => Promise<T>) | undefined): AsyncState<T> {
  const [answer, setAnswer] = useState<{ load: typeof load; state: AsyncState<T> }>();
  useEffect(() => {
    if (load === undefined) return undefined;
    const abort = new AbortController();
    const settle = (next: (former: T | undefined) => AsyncState<T>) => {
      if (!abort.signal.aborted) setAnswer((former) => ({ load, state: next(former?.state.value) }));
    };
    load(abort.signal).then(
      (value) => settle(() => ({ status: 'ready', value })),
      (error: unknown) => settle((value) => ({ status: 'failed', value, error })),
    );
    return () => abort.abort();
  }, [load]);
  return answer !== undefined && answer.load === load
    ? answer.state
    : { status: 'loading', value: answer?.state.value };
}
