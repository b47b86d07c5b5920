// One of the compared traces on a line: which it is, when it was, how long it took. It opens the trace.
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { mainRoot } from '@watchingcat/analysis';
import { msFromUnixNano, type Trace } from '@watchingcat/model';
import React from 'react';
import { Link } from 'react-router-dom';
import { formatCount, formatDurationNs } from '../../components/format';
import { OperationName } from '../../components/OperationName';
import { useTimeRange } from '../../state/TimeRangeContext';
import { useTraceUrl } from '../trace/TraceUrlContext';

export function ComparedHeader({ name, trace }: { readonly name: string; readonly trace: Trace }) {
  const styles = useStyles2(getStyles);
  const { scope } = useTimeRange();
  const traceUrl = useTraceUrl();
  const root = mainRoot(trace);
  return (
    <div className={styles.line}>
      <span className={styles.name}>{name}</span>
      <Link to={traceUrl(trace.traceId, scope)} className={styles.link}>
        <OperationName
          service={trace.services[trace.service[root]]}
          operation={trace.operations[trace.operation[root]]}
        />
      </Link>
      <span>{formatDurationNs(trace.durationsNs[root])}</span>
      <span className={styles.quiet}>
        {trace.size === 1 ? '1 span' : `${formatCount(trace.size)} spans`},{' '}
        {dateTimeFormat(msFromUnixNano(trace.start), { defaultWithMS: true })}
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: theme.spacing(1),
    fontVariantNumeric: 'tabular-nums',
  }),
  name: css({ width: '1.2ch', fontWeight: theme.typography.fontWeightBold }),
  link: css({ color: theme.colors.text.primary, textDecoration: 'underline' }),
  quiet: css({ color: theme.colors.text.secondary }),
});
