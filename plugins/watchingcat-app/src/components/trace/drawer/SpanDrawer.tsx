// The open span at the right of the waterfall: what the columns know at once, and the rest as soon as it is loaded.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, IconButton, useStyles2 } from '@grafana/ui';
import { NO_PARENT, SPAN_FLAG, SPAN_KINDS, SPAN_STATUSES, type SpanDetails } from '@watchingcat/model';
import React, { useCallback, useState } from 'react';
import { useAsync } from '../../../state/useAsync';
import { Failure } from '../../Failure';
import { formatDurationNs, formatPercent } from '../../format';
import { TableSkeleton } from '../../Loading';
import { ServiceDot } from '../../ServiceName';
import type { TraceLinks } from '../links';
import type { TraceModel } from '../traceModel';
import { InnerLink } from './InnerLink';
import { SpanDetailsView } from './SpanDetailsView';

export interface SpanDrawerProps {
  readonly model: TraceModel;
  readonly row: number;
  readonly width: number;
  readonly loadSpan: (row: number, signal: AbortSignal) => Promise<SpanDetails | undefined>;
  readonly links: TraceLinks;
  readonly onClose: () => void;
  readonly onGo: (row: number) => void;
}

export function SpanDrawer({ model, row, width, loadSpan, links, onClose, onGo }: SpanDrawerProps) {
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
  const status = SPAN_STATUSES[trace.status[row]] ?? 'unset';
  const message = state.status === 'ready' ? state.value?.statusMessage : undefined;
  const parent = trace.parent[row];
  const duration = trace.durationsNs[row];
  return (
    <aside className={styles.drawer} style={{ width }} aria-label="Span details">
      <div className={styles.title}>
        <h3 title={trace.operations[trace.operation[row]]}>{trace.operations[trace.operation[row]]}</h3>
        <IconButton name="times" size="lg" aria-label="Close span details" tooltip="Close (Esc)" onClick={onClose} />
      </div>
      <div className={styles.scroll}>
        <dl className={styles.facts}>
          <dt>Service</dt>
          <dd>
            <ServiceDot name={service} /> <InnerLink href={links.service(service)}>{service}</InnerLink>
          </dd>
          <dt>Kind</dt>
          <dd>{SPAN_KINDS[trace.kind[row]] ?? 'unspecified'}</dd>
          <dt>Status</dt>
          <dd className={status === 'error' ? styles.error : undefined}>
            {status}
            {message ? `: ${message}` : ''}
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
          {links.logsOfSpan && (
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
                  {trace.services[trace.service[parent]]}: {trace.operations[trace.operation[parent]]}
                </button>
              </dd>
            </>
          )}
        </dl>
        <Remarks model={model} row={row} />
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
            <SpanDetailsView details={state.value} traceStart={trace.start} links={links} />
          ))}
      </div>
    </aside>
  );
}

/** What is odd about this very span. */
function Remarks({ model: { trace }, row }: { readonly model: TraceModel; readonly row: number }) {
  const styles = useStyles2(getStyles);
  const flags = trace.flags[row];
  const parent = trace.parent[row];
  const remarks = [
    flags & SPAN_FLAG.missingParent && 'Its parent is not in this trace, so it is shown as a root.',
    flags & SPAN_FLAG.cycle && 'Its parents lead back to itself; the circle was cut here.',
    flags & SPAN_FLAG.duplicateId &&
      'Another span of this trace has the same id. The details below may be of that one.',
    flags & SPAN_FLAG.negativeDuration && 'It was sent with an end before its start; its duration is shown as 0.',
    parent !== NO_PARENT &&
      trace.startNs[row] < trace.startNs[parent] &&
      `It starts ${formatDurationNs(trace.startNs[parent] - trace.startNs[row])} before its parent: the clocks may differ.`,
  ].filter((remark) => typeof remark === 'string');
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
