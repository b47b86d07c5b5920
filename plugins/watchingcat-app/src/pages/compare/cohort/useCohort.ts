// Gathers the traces that one is compared with, telling how far it is. Another question or an unmount stops it.
import { cohortTraces, sameOperation, type Cohort, type CohortProgress } from '@watchingcat/analysis';
import type { TimeRange, Trace } from '@watchingcat/model';
import { useCallback, useState } from 'react';
import { useAsync, type AsyncState } from '../../../state/useAsync';
import { useTelemetry } from '../../../telemetry/TelemetryContext';

interface CohortState {
  readonly answer: AsyncState<Cohort>;
  /** Undefined while the search itself runs. */
  readonly progress: CohortProgress | undefined;
}

export function useCohort(trace: Trace, range: TimeRange): CohortState {
  const telemetry = useTelemetry();
  const [progress, setProgress] = useState<CohortProgress>();
  const load = useCallback(
    (signal: AbortSignal) => {
      setProgress(undefined);
      const onProgress = (next: CohortProgress) => {
        if (!signal.aborted) setProgress(next);
      };
      return cohortTraces(telemetry, trace, { range, ...sameOperation(trace), sort: 'sample' }, signal, onProgress);
    },
    [telemetry, trace, range],
  );
  return { answer: useAsync(load), progress };
}
