// An analysis of many traces that runs: how far it is, and a way to stop it.
import type { AnalysisOptions, AnalysisProgress } from '@watchingcat/analysis';
import { useCallback, useState } from 'react';
import { useAsync, type AsyncState } from '../../state/useAsync';

export interface RunningAnalysis<T> {
  readonly state: AsyncState<T> | { readonly status: 'stopped' };
  /** `undefined` while nobody tells. */
  readonly progress: AnalysisProgress | undefined;
  readonly stop: () => void;
  readonly restart: () => void;
}

/** @param run memoized: a new function is a new question */
export function useAnalysis<T>(run: (options: AnalysisOptions) => Promise<T>): RunningAnalysis<T> {
  const [progress, setProgress] = useState<{ of: typeof run; progress: AnalysisProgress }>();
  const [stopped, setStopped] = useState<{ run: typeof run }>();
  const isStopped = stopped?.run === run;
  const load = useCallback(
    (signal: AbortSignal) =>
      run({
        signal,
        onProgress: (told) => {
          if (!signal.aborted) setProgress({ of: run, progress: told });
        },
      }),
    [run],
  );
  const state = useAsync(isStopped ? undefined : load);
  const stop = useCallback(() => setStopped({ run }), [run]);
  const restart = useCallback(() => setStopped(undefined), []);
  return {
    state: isStopped ? { status: 'stopped' } : state,
    progress: progress?.of === run ? progress.progress : undefined,
    stop,
    restart,
  };
}
