// The log records that one span wrote, loaded when a person opens this part of its details, and then for each span that they go to.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Coverage, LogRecord } from '@watchingcat/model';
import React, { useCallback, useState } from 'react';
import { useAsync } from '../../../state/useAsync';
import { CoverageNotice } from '../../CoverageNotice';
import { Failure } from '../../Failure';
import { TableSkeleton } from '../../Loading';
import { LogLines } from '../../logs/LogLines';
import type { TraceLinks } from '../links';
import { InnerLink } from './InnerLink';

export interface LogsOfSpan {
  /** Oldest first. */
  readonly logs: readonly LogRecord[];
  readonly coverage: Coverage;
  /** There are more than these. */
  readonly isCut: boolean;
}

export interface SpanLogsProps {
  readonly row: number;
  readonly spanId: string;
  readonly loadLogs: (row: number, signal: AbortSignal) => Promise<LogsOfSpan>;
  readonly links: TraceLinks;
}

export function SpanLogs({ row, spanId, loadLogs, links }: SpanLogsProps) {
  const styles = useStyles2(getStyles);
  const [isOpen, setOpen] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const load = useCallback(
    (signal: AbortSignal) => loadLogs(row, signal),
    // A new attempt is a new question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [loadLogs, row, attempt],
  );
  const state = useAsync(isOpen ? load : undefined);
  return (
    <details className={styles.part} open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Logs of this span</summary>
      {isOpen && state.status === 'loading' && <TableSkeleton rows={2} label="Loading the logs of the span" />}
      {isOpen && state.status === 'failed' && (
        <Failure
          title="The logs could not be loaded"
          error={state.error}
          onRetry={() => setAttempt((count) => count + 1)}
        />
      )}
      {isOpen && state.status === 'ready' && <Logs {...state.value} />}
      {isOpen && links.logsOfSpan && <InnerLink href={links.logsOfSpan(spanId)}>Open them in Logs</InnerLink>}
    </details>
  );
}

function Logs({ logs, coverage, isCut }: LogsOfSpan) {
  if (logs.length === 0) return <p>No log record carries the id of this span.</p>;
  return (
    <>
      <CoverageNotice coverage={coverage} subject="log records" />
      {isCut && <p>{`The first ${logs.length.toLocaleString('en')} records; there are more.`}</p>}
      <LogLines logs={logs} label="Logs of this span" links={{}} />
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  part: css({
    marginBottom: theme.spacing(1),
    '& > summary': {
      cursor: 'pointer',
      padding: theme.spacing(0.5, 0),
      fontWeight: theme.typography.fontWeightMedium,
    },
  }),
});
