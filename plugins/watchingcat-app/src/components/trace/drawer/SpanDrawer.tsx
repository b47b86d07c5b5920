// The open span at the right of the waterfall: what the columns know at once, and the rest as soon as it is loaded.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, IconButton, useStyles2 } from '@grafana/ui';
import { NO_PARENT, SPAN_KINDS, SPAN_STATUSES, type SpanDetails } from '@watchingcat/model';
import React, { useCallback, useState } from 'react';
import { useAsync } from '../../../state/useAsync';
import { Failure } from '../../Failure';
import { formatDurationNs, formatPercent } from '../../format';
import { TableSkeleton } from '../../Loading';
import { ServiceDot } from '../../ServiceName';
import { nameText } from '../../visibleText';
import type { TraceLinks } from '../links';
import { spanMarks } from '../spanMarks';
import type { TraceModel } from '../traceModel';
import { InnerLink } from './InnerLink';
import { LongText } from './LongText';
import { SpanDetailsView } from './SpanDetailsView';
import { SpanLogs, type LogsOfSpan } from './SpanLogs';

export interface SpanDrawerProps {
  readonly model: TraceModel;
  readonly row: number;
  readonly width: number;
  readonly loadSpan: (row: number, signal: AbortSignal) => Promise<SpanDetails | undefined>;
  /** By which the span is shown later than it was sent, in ns. */
  readonly shiftNs: number;
  readonly loadLogs: ((row: number, signal: AbortSignal) => Promise<LogsOfSpan>) | undefined;
  readonly links: TraceLinks;
  readonly onClose: () => void;
  readonly onGo: (row: number) => void;
}

export function SpanDrawer(props: SpanDrawerProps) {
  const { model, row, width, shiftNs, loadSpan, loadLogs, links, onClose, onGo } = props;
  const styles = useStyles2(getStyles);
  const [attempt, setAttempt] = useState(0);
  const load = useCallback(
    (signal: AbortSignal) => loadSpan(row, signal),
    // A new attempt is a new question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [loadSpan, row, attempt],
  );
  const state = useAsync(load);
  const { trace, selfNs } = model;
  const service = trace.services[trace.service[row]];
  const operation = nameText(trace.operations[trace.operation[row]]);
  const status = SPAN_STATUSES[trace.status[row]] ?? 'unset';
  const message = state.status === 'ready' ? state.value?.statusMessage : undefined;
  const parent = trace.parent[row];
  const duration = trace.durationsNs[row];
  return (
    <aside className={styles.drawer} style={{ width }} aria-label="Span details">
      <div className={styles.title}>
        <h3 title={operation}>{operation}</h3>
        <IconButton name="times" size="lg" aria-label="Close span details" tooltip="Close (Esc)" onClick={onClose} />
      </div>
      <div className={styles.scroll}>
        <dl className={styles.facts}>
          <dt>Service</dt>
          <dd>
            <ServiceDot name={service} /> <InnerLink href={links.service(service)}>{nameText(service)}</InnerLink>
          </dd>
          <dt>Kind</dt>
          <dd>{SPAN_KINDS[trace.kind[row]] ?? 'unspecified'}</dd>
          <dt>Status</dt>
          <dd className={status === 'error' ? styles.error : undefined}>
            {status}
            {message ? (
              <>
                : <LongText key={message.length} text={message} />
              </>
            ) : null}
          </dd>
          <dt>Duration</dt>
          <dd>
            {formatDurationNs(duration)}
            {trace.durationNs > 0 && (
              <span className={styles.note}> {formatPercent(duration / trace.durationNs)} of the trace</span>
            )}
          </dd>
          <dt>Own time</dt>
          <dd>
            {formatDurationNs(selfNs[row])}
            {duration > 0 && <span className={styles.note}> {formatPercent(selfNs[row] / duration)} of the span</span>}
          </dd>
          <dt>Start</dt>
          <dd>
            {formatDurationNs(trace.startNs[row])} <span className={styles.note}>after the trace&apos;s start</span>
          </dd>
          <dt>Span id</dt>
          <dd className={styles.id}>
            {trace.spanIds[row]}
            <ClipboardButton
              size="sm"
              fill="text"
              variant="secondary"
              icon="copy"
              getText={() => trace.spanIds[row]}
              aria-label="Copy the span id"
            />
          </dd>
          {links.logsOfSpan && loadLogs === undefined && (
            <>
              <dt>Logs</dt>
              <dd>
                <InnerLink href={links.logsOfSpan(trace.spanIds[row])}>Logs of this span</InnerLink>
              </dd>
            </>
          )}
          {parent !== NO_PARENT && (
            <>
              <dt>Parent</dt>
              <dd>
                <button type="button" className={styles.link} onClick={() => onGo(parent)}>
                  {nameText(trace.services[trace.service[parent]])}:{' '}
                  {nameText(trace.operations[trace.operation[parent]])}
                </button>
              </dd>
            </>
          )}
        </dl>
        <Remarks model={model} row={row} shiftNs={shiftNs} />
        {state.status === 'loading' && <TableSkeleton rows={6} label="Loading the span" />}
        {state.status === 'failed' && (
          <Failure
            title="The span could not be loaded"
            error={state.error}
            onRetry={() => setAttempt((count) => count + 1)}
          />
        )}
        {state.status === 'ready' &&
          (state.value === undefined ? (
            <p>The details of this span are no longer stored. What is above comes from the trace itself.</p>
          ) : (
            <SpanDetailsView details={state.value} traceStart={trace.start} shiftNs={shiftNs} links={links} />
          ))}
        {loadLogs && <SpanLogs row={row} spanId={trace.spanIds[row]} loadLogs={loadLogs} links={links} />}
      </div>
    </aside>
  );
}

interface RemarksProps {
  readonly model: TraceModel;
  readonly row: number;
  readonly shiftNs: number;
}

/** What is odd about this very span. */
function Remarks({ model: { trace }, row, shiftNs }: RemarksProps) {
  const styles = useStyles2(getStyles);
  const parent = trace.parent[row];
  const remarks = spanMarks(trace.flags[row], shiftNs)
    .filter(({ isWarning }) => isWarning)
    .map(({ explanation }) => explanation);
  if (parent !== NO_PARENT && trace.startNs[row] < trace.startNs[parent]) {
    const early = formatDurationNs(trace.startNs[parent] - trace.startNs[row]);
    remarks.push(`It starts ${early} before its parent: the clocks may differ.`);
  }
  return remarks.map((remark) => (
    <p key={remark} className={styles.remark}>
      {remark}
    </p>
  ));
}

const getStyles = (theme: GrafanaTheme2) => ({
  drawer: css({
    flex: 'none',
    minHeight: 0,
    display: 'flex',
    flexDirection: 'column',
    background: theme.colors.background.primary,
  }),
  title: css({
    flex: 'none',
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'flex-start',
    padding: theme.spacing(1, 1, 0.5, 1.5),
    '& h3': {
      margin: 0,
      display: '-webkit-box',
      WebkitBoxOrient: 'vertical',
      WebkitLineClamp: 3,
      overflow: 'hidden',
      overflowWrap: 'anywhere',
      fontSize: theme.typography.h5.fontSize,
    },
  }),
  scroll: css({ flex: 1, minHeight: 0, overflow: 'auto', padding: theme.spacing(0, 1.5, 2) }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    columnGap: theme.spacing(2),
    rowGap: 2,
    margin: theme.spacing(0, 0, 1),
    fontVariantNumeric: 'tabular-nums',
    '& dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '& dd': { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
  }),
  error: css({ color: theme.colors.error.text, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
  note: css({ color: theme.colors.text.secondary }),
  id: css({ fontFamily: theme.typography.fontFamilyMonospace, fontSize: theme.typography.bodySmall.fontSize }),
  link: css({
    border: 'none',
    padding: 0,
    background: 'none',
    textAlign: 'left',
    color: theme.colors.text.link,
    '&:hover': { textDecoration: 'underline' },
  }),
  remark: css({
    margin: theme.spacing(0, 0, 1),
    color: theme.colors.warning.text,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
