// The waterfall of a trace: spans are asked for when they are opened, and so are their logs.
import { detailsOfRows } from '@watchingcat/analysis';
import { SPAN_FLAG, type Coverage } from '@watchingcat/model';
import React, { useCallback, useMemo } from 'react';
import { TraceView } from '../../components/trace/TraceView';
import type { ShownTrace } from '../../components/trace/useClockSkew';
import { useTraceAddress } from '../../components/trace/useTraceAddress';
import { useTimeRange } from '../../state/TimeRangeContext';
import { useTelemetry } from '../../telemetry/TelemetryContext';
import { logsUrl, serviceUrl, tracesUrl } from '../../urls';
import { logRangeOf } from './logRangeOf';
import { rangeAround } from './rangeAround';
import { useTraceUrl } from './TraceUrlContext';

/** As many as are read beside a span; the link leads to all. */
const LOGS_OF_SPAN = 100;

export interface WaterfallTabProps {
  readonly shown: ShownTrace;
  readonly coverage: Coverage;
}

export function WaterfallTab({ shown, coverage }: WaterfallTabProps) {
  const telemetry = useTelemetry();
  const { scope } = useTimeRange();
  const view = useTraceAddress(shown);
  const traceUrl = useTraceUrl();
  const { trace, sent, sourceRow } = shown;
  const { traceId } = trace;
  const hasLogs = telemetry.capabilities().signals.includes('logs');
  const loadSpan = useCallback(
    async (row: number, signal: AbortSignal) => {
      if ((trace.flags[row] & SPAN_FLAG.duplicateId) === 0) {
        return telemetry.span(traceId, trace.spanIds[row], signal);
      }
      // By its id only the first of them can be asked for.
      const answer = await telemetry.spansOfTrace(traceId, signal);
      return answer && detailsOfRows(sent, answer.spans)[sourceRow(row)];
    },
    [telemetry, traceId, trace, sent, sourceRow],
  );
  const loadLogs = useCallback(
    async (row: number, signal: AbortSignal) => {
      const { logs, coverage, nextCursor } = await telemetry.searchLogs(
        { range: logRangeOf(sent), traceId, spanId: trace.spanIds[row], order: 'oldest', limit: LOGS_OF_SPAN },
        signal,
      );
      return { logs, coverage, isCut: nextCursor !== undefined };
    },
    [telemetry, traceId, trace, sent],
  );
  const links = useMemo(
    () => ({
      trace: (id: string, spanId?: string) => traceUrl(id, scope, { span: spanId }),
      tracesWith: (key: string, value: string) => tracesUrl({ attributes: [`${key}=${value}`] }, scope),
      service: (service: string) => serviceUrl(service, scope),
      logsOfSpan: hasLogs ? (spanId: string) => logsUrl({ traceId, spanId }, rangeAround(sent)) : undefined,
    }),
    [traceUrl, scope, hasLogs, traceId, sent],
  );
  return (
    <TraceView
      {...view}
      coverage={coverage}
      loadSpan={loadSpan}
      links={links}
      loadLogs={hasLogs ? loadLogs : undefined}
      showRoot={false}
      storageKey="trace"
      autoFocus
    />
  );
}
