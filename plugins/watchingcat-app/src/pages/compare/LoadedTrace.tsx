// Loads one of the traces, and says what is wrong when it cannot be had: which of the two it is, and what to do.
import { Alert, Button } from '@grafana/ui';
import type { TraceAnswer } from '@watchingcat/model';
import React, { useCallback, useState, type ReactNode } from 'react';
import { Failure } from '../../components/Failure';
import { TableSkeleton } from '../../components/Loading';
import { useAsync } from '../../state/useAsync';
import { useTelemetry } from '../../telemetry/TelemetryContext';

interface LoadedTraceProps {
  readonly traceId: string;
  readonly name: 'Trace A' | 'Trace B';
  readonly children: (answer: TraceAnswer) => ReactNode;
}

export function LoadedTrace({ traceId, name, children }: LoadedTraceProps) {
  const telemetry = useTelemetry();
  const [attempt, setAttempt] = useState(0);
  const load = useCallback(
    (signal: AbortSignal) => telemetry.trace(traceId, signal),
    // A new attempt is a new question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [telemetry, traceId, attempt],
  );
  const state = useAsync(load);
  const retry = () => setAttempt((count) => count + 1);
  if (state.status === 'failed') {
    return <Failure title={`${name} could not be loaded`} error={state.error} onRetry={retry} />;
  }
  if (state.value !== undefined) return <>{children(state.value)}</>;
  if (state.status === 'loading') return <TableSkeleton rows={6} label={`Loading ${name.toLowerCase()}`} />;
  return (
    <Alert severity="info" title={`${name}: no span of it is stored`}>
      <p>
        Check the id <code>{traceId}</code>: 32 hexadecimal digits. It may not have arrived yet, or be older than what
        is kept.
      </p>
      <Button icon="sync" onClick={retry}>
        Look again
      </Button>
    </Alert>
  );
}
