// What was written while the trace ran: its log records in the order of time, each with the span that wrote it.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { EmptyState, useStyles2 } from '@grafana/ui';
import { MAX_LOGS_PER_PAGE, type LogRecord, type Trace } from '@watchingcat/model';
import React, { useCallback, useMemo, useState } from 'react';
import { CoverageNotice } from '../../components/CoverageNotice';
import { Failure } from '../../components/Failure';
import { TableSkeleton } from '../../components/Loading';
import { LogLines } from '../../components/logs/LogLines';
import type { ShownTrace } from '../../components/trace/useClockSkew';
import { useTimeRange } from '../../state/TimeRangeContext';
import { useAsync } from '../../state/useAsync';
import { useTelemetry } from '../../telemetry/TelemetryContext';
import { logsUrl, traceUrl } from '../../urls';
import { logRangeOf } from './logRangeOf';
import { rangeAround } from './rangeAround';

export function TraceLogs({ shown: { sent: trace, clockSkew } }: { readonly shown: ShownTrace }) {
  const styles = useStyles2(getStyles);
  const telemetry = useTelemetry();
  const range = useMemo(() => logRangeOf(trace), [trace]);
  const [attempt, setAttempt] = useState(0);
  const load = useCallback(
    (signal: AbortSignal) =>
      telemetry.searchLogs({ range, traceId: trace.traceId, order: 'oldest', limit: MAX_LOGS_PER_PAGE }, signal),
    // A new attempt is a new question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [telemetry, range, trace, attempt],
  );
  const state = useAsync(load);
  const { value } = state;
  const operations = useMemo(() => operationsById(trace), [trace]);
  const { ds } = useTimeRange().scope;
  const links = useMemo(() => {
    const scope = { ...rangeAround(trace), ds };
    return {
      trace: (traceId: string, spanId: string | undefined) => traceUrl(traceId, scope, { span: spanId }),
      logsOfTrace: (traceId: string) => logsUrl({ traceId }, scope),
      logsWith: (key: string, text: string) => logsUrl({ attributes: [`${key}=${text}`] }, scope),
    };
  }, [trace, ds]);
  const before = (log: LogRecord) => (
    <span className={styles.operation}>{operations.get(log.spanId ?? '') ?? 'no span of this trace'}</span>
  );
  if (state.status === 'failed') {
    const retry = () => setAttempt((count) => count + 1);
    return <Failure title="The logs could not be loaded" error={state.error} onRetry={retry} />;
  }
  if (value === undefined) return <TableSkeleton rows={6} label="Loading the logs of the trace" />;
  return (
    <div className={styles.scroll}>
      <CoverageNotice coverage={value.coverage} subject="log records" />
      {clockSkew.isOn && clockSkew.correction.shifted > 0 && (
        <p role="note">Log records stand at the time that their host wrote: only spans are shifted.</p>
      )}
      {value.nextCursor !== undefined && (
        <CoverageNotice
          coverage={{ kind: 'capped', cap: 'MAX_LOGS_PER_PAGE', limit: MAX_LOGS_PER_PAGE }}
          subject="log records"
        />
      )}
      {value.logs.length === 0 ? (
        <EmptyState variant="not-found" message="No log record belongs to this trace">
          Records belong to a trace when they carry its id: OpenTelemetry’s loggers write it by themselves.
        </EmptyState>
      ) : (
        <LogLines logs={value.logs} label="Log records of the trace" links={links} before={before} />
      )}
    </div>
  );
}

function operationsById(trace: Trace): ReadonlyMap<string, string> {
  return new Map(trace.spanIds.map((spanId, row) => [spanId, trace.operations[trace.operation[row]]]));
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ flex: 1, minHeight: 0, overflow: 'auto' }),
  operation: css({
    flex: '0 0 180px',
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
  }),
});
