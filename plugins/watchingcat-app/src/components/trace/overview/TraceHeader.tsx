// The numbers of a trace on one line, and under it which service its time was spent in.
import { css } from '@emotion/css';
import { dateTimeFormat, dateTimeFormatWithAbbrevation, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { formatRfc3339, msFromUnixNano, SPAN_FLAG, type Trace } from '@watchingcat/model';
import React, { memo, type ReactNode } from 'react';
import { formatDurationNs } from '../../format';
import { ServiceDot } from '../../ServiceName';
import { nameText } from '../../visibleText';
import type { TraceModel } from '../traceModel';

/** Rows on top that have, or had, a parent. */
const CUT_FROM_PARENT = SPAN_FLAG.missingParent | SPAN_FLAG.cycle;

export interface TraceHeaderProps {
  readonly model: TraceModel;
  readonly showRoot: boolean;
  readonly onNextError: () => void;
}

export const TraceHeader = memo(function TraceHeader({ model, showRoot, onNextError }: TraceHeaderProps) {
  const styles = useStyles2(getStyles);
  const { trace, overview } = model;
  const startMs = msFromUnixNano(trace.start);
  const root = rootRow(trace);
  const service = trace.services[trace.service[root]];
  return (
    <div className={styles.header}>
      {showRoot && (
        <span className={styles.root}>
          <ServiceDot name={service} /> <strong>{nameText(service)}</strong>{' '}
          {nameText(trace.operations[trace.operation[root]])}
        </span>
      )}
      <Figure label="Duration">{formatDurationNs(trace.durationNs)}</Figure>
      <Figure label="Start" title={`${dateTimeFormatWithAbbrevation(startMs)}\n${formatRfc3339(trace.start)}`}>
        {dateTimeFormat(startMs, { defaultWithMS: true })}
      </Figure>
      <Figure label="Spans">{trace.size.toLocaleString('en')}</Figure>
      <Figure label="Services">{trace.services.length}</Figure>
      <Figure label="Depth">{overview.depth}</Figure>
      <Figure label="Errors">
        {overview.errors === 0 ? (
          '0'
        ) : (
          <button type="button" className={styles.errors} onClick={onNextError} title="Go to the next error">
            {overview.errors.toLocaleString('en')}
          </button>
        )}
      </Figure>
    </div>
  );
});

/** The first root that has no parent; when none has arrived, the first row. */
export function rootRow(trace: Trace): number {
  for (let row = 0; row < trace.size; row += trace.subtreeSize[row]) {
    if ((trace.flags[row] & CUT_FROM_PARENT) === 0) return row;
  }
  return 0;
}

function Figure({
  label,
  title,
  children,
}: {
  readonly label: string;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.figure} title={title}>
      <span className={styles.label}>{label}</span> {children}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  header: css({
    flex: 'none',
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(2.5),
    rowGap: theme.spacing(0.5),
    fontVariantNumeric: 'tabular-nums',
  }),
  root: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  figure: css({ whiteSpace: 'nowrap', fontWeight: theme.typography.fontWeightMedium }),
  label: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
  errors: css({
    border: 'none',
    padding: 0,
    background: 'none',
    color: theme.colors.error.text,
    fontWeight: theme.typography.fontWeightBold,
    textDecoration: 'underline',
    textUnderlineOffset: 3,
  }),
});
