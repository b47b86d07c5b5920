// Where the time was spent: each service's part of the own time of all spans, as one thin stacked bar with a legend. A click searches
// for the service.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo } from 'react';
import { formatCount, formatDurationNs, formatPercent } from '../../format';
import { serviceColor } from '../../serviceColor';
import type { TraceModel } from '../traceModel';

const MAX_NAMED = 8;

export interface ServiceShareBarProps {
  readonly model: TraceModel;
  readonly onService: (service: string) => void;
}

export const ServiceShareBar = memo(function ServiceShareBar({ model, onService }: ServiceShareBarProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { trace, shares } = model;
  return (
    <div className={styles.block}>
      <div className={styles.bar} aria-hidden>
        {shares.map(({ service, share, selfNs }) => (
          <span
            key={service}
            title={`${trace.services[service]}: ${formatPercent(share)} (${formatDurationNs(selfNs)}) of the own time of all spans`}
            style={{ width: `${share * 100}%`, background: serviceColor(trace.services[service], theme) }}
          />
        ))}
      </div>
      <ul className={styles.legend} aria-label="Own time by service">
        {shares.slice(0, MAX_NAMED).map(({ service, share, selfNs, spans, errors }) => (
          <li key={service}>
            <button
              type="button"
              className={styles.entry}
              onClick={() => onService(trace.services[service])}
              title={`Own time ${formatDurationNs(selfNs)} in ${formatCount(spans)} spans, ${formatCount(errors)} errors. Click to find them.`}
            >
              <span className={styles.dot} style={{ background: serviceColor(trace.services[service], theme) }} />
              {trace.services[service]} <span className={styles.share}>{formatPercent(share)}</span>
            </button>
          </li>
        ))}
        {shares.length > MAX_NAMED && (
          <li
            className={styles.share}
            title={shares
              .slice(MAX_NAMED)
              .map(({ service, share }) => `${trace.services[service]} ${formatPercent(share)}`)
              .join('\n')}
          >
            and {shares.length - MAX_NAMED} more
          </li>
        )}
      </ul>
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  block: css({ flex: 'none' }),
  bar: css({
    display: 'flex',
    gap: 1,
    height: 6,
    borderRadius: 3,
    overflow: 'hidden',
    background: theme.colors.background.secondary,
  }),
  legend: css({
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(2),
    margin: theme.spacing(0.5, 0, 0),
    listStyle: 'none',
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  entry: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: 6,
    padding: 0,
    border: 'none',
    background: 'none',
    color: theme.colors.text.primary,
    '&:hover': { textDecoration: 'underline' },
  }),
  dot: css({ width: 10, height: 10, borderRadius: 3 }),
  share: css({ color: theme.colors.text.secondary }),
});
