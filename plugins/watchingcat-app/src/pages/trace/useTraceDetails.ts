// The attributes of all spans of a trace, for the views that need them: loaded when such a view opens, not with the trace.
import { detailsOfRows } from '@watchingcat/analysis';
import type { Coverage, SpanDetails } from '@watchingcat/model';
import { useCallback, useMemo, useState } from 'react';
import type { ShownTrace } from '../../components/trace/useClockSkew';
import { useAsync } from '../../state/useAsync';
import { useTelemetry } from '../../telemetry/TelemetryContext';

export interface TraceDetails {
  /** One entry a row of the trace that is shown; `undefined` where the answer was cut. */
  readonly details: ReadonlyArray<SpanDetails | undefined>;
  readonly coverage: Coverage;
}

export type TraceDetailsState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: TraceDetails }
  | { readonly status: 'failed'; readonly error: unknown; readonly retry: () => void };

/** Asked for once, whether clocks are put right or not. */
export function useTraceDetails({ sent, sourceRow }: ShownTrace): TraceDetailsState {
  const telemetry = useTelemetry();
  const [attempt, setAttempt] = useState(0);
  const load = useCallback(
    async (signal: AbortSignal): Promise<TraceDetails> => {
      const answer = await telemetry.spansOfTrace(sent.traceId, signal);
      if (answer === undefined) throw new Error('The trace is no longer stored.');
      return { details: detailsOfRows(sent, answer.spans), coverage: answer.coverage };
    },
    // A new attempt is a new question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [telemetry, sent, attempt],
  );
  const state = useAsync(load);
  const loaded = state.value;
  const value = useMemo(
    () => loaded && { ...loaded, details: loaded.details.map((_, row) => loaded.details[sourceRow(row)]) },
    [loaded, sourceRow],
  );
  if (state.status === 'failed') {
    return { status: 'failed', error: state.error, retry: () => setAttempt((count) => count + 1) };
  }
  return value === undefined ? { status: 'loading' } : { status: 'ready', value };
}
