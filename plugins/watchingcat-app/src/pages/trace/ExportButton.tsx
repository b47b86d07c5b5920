// Export of a trace that a Telemetry has, or of the part of it below the open span. Beyond MAX_SPANS_AS_OTLP spans the file is cut, and says so.
import type { Trace } from '@watchingcat/model';
import React, { useMemo } from 'react';
import { rowOfSpan } from '../../components/trace/spanKey';
import { useUrlState } from '../../state/useUrlState';
import { useTelemetry } from '../../telemetry/TelemetryContext';
import { ExportMenu } from './ExportMenu';
import { partOfTrace, wholeTrace } from './exportSources';

export function ExportButton({ trace }: { readonly trace: Trace }) {
  const telemetry = useTelemetry();
  const [params] = useUrlState();
  const open = params.get('span') ?? undefined;
  const sources = useMemo(() => {
    const loadSpans = (signal: AbortSignal) => telemetry.spansOfTrace(trace.traceId, signal);
    const row = rowOfSpan(trace, open);
    const whole = wholeTrace(loadSpans);
    return row === undefined || trace.subtreeSize[row] === trace.spanIds.length
      ? [whole]
      : [partOfTrace(trace, row, loadSpans), whole];
  }, [telemetry, trace, open]);
  return <ExportMenu sources={sources} />;
}
