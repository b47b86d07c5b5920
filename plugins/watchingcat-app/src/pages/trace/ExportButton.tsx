// Export of a trace that a Telemetry has. Beyond MAX_SPANS_AS_OTLP spans the file is cut, and says so.
import type { Trace } from '@watchingcat/model';
import React, { useCallback } from 'react';
import { useTelemetry } from '../../telemetry/TelemetryContext';
import { ExportMenu } from './ExportMenu';

export function ExportButton({ trace: { traceId } }: { readonly trace: Trace }) {
  const telemetry = useTelemetry();
  const loadSpans = useCallback((signal: AbortSignal) => telemetry.spansOfTrace(traceId, signal), [telemetry, traceId]);
  return <ExportMenu loadSpans={loadSpans} />;
}
