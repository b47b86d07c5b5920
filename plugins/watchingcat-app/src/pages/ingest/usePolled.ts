// Asks again and again while the page is looked at, and keeps the last two answers: what changed is the difference.
import { useCallback, useEffect, useState } from 'react';

export interface Polled<T> {
  readonly latest: T | undefined;
  readonly previous: T | undefined;
  /** Why the last question had no answer; undefined when it had one. */
  readonly error: unknown;
  readonly askNow: () => void;
}

interface Answers<T> {
  readonly load: unknown;
  readonly latest?: T;
  readonly previous?: T;
  readonly error?: unknown;
}

/**
 * The next question comes `everyMs` after the last answer; none is asked while the tab is hidden, and one is ended when the page is left.
 * @param load memoize it with `useCallback`; another one starts from nothing
 */
export function usePolled<T>(load: (signal: AbortSignal) => Promise<T>, everyMs: number): Polled<T> {
  const [answers, setAnswers] = useState<Answers<T>>({ load });
  const [asks, setAsks] = useState(0);
  const askNow = useCallback(() => setAsks((count) => count + 1), []);

  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isAsking = false;
    const ask = async () => {
      clearTimeout(timer);
      if (isAsking || document.visibilityState === 'hidden') return;
      isAsking = true;
      try {
        const latest = await load(abort.signal);
        if (abort.signal.aborted) return;
        setAnswers((former) => (former.load === load ? { load, latest, previous: former.latest } : { load, latest }));
      } catch (error) {
        if (abort.signal.aborted) return;
        setAnswers((former) => (former.load === load ? { ...former, error } : { load, error }));
      }
      isAsking = false;
      timer = setTimeout(() => void ask(), everyMs);
    };
    const onVisible = () => void ask();
    document.addEventListener('visibilitychange', onVisible);
    void ask();
    return () => {
      abort.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [load, everyMs, asks]);

  const { latest, previous, error } =
    answers.load === load ? answers : { latest: undefined, previous: undefined, error: undefined };
  return { latest, previous, error, askNow };
}
