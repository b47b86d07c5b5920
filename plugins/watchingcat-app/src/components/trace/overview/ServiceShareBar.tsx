// Where the time was spent: each service's part of the critical path, or of the own time of all spans, as one thin stacked bar with a
// legend. A click searches for the service.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { RadioButtonGroup, useStyles2, useTheme2 } from '@grafana/ui';
import type { PathSegments } from '@watchingcat/analysis';
import React, { memo, useMemo, useState } from 'react';
import { formatCount, formatDurationNs, formatPercent } from '../../format';
import { serviceColor } from '../../serviceColor';
import { nameText } from '../../visibleText';
import { pathServiceShares } from '../path/pathServiceShares';
import type { TraceModel } from '../traceModel';

const MAX_NAMED = 8;
const OF_PATH = { label: 'Critical path', value: 'path', of: 'of the critical path' } as const;
const OF_OWN_TIME = { label: 'Own time', value: 'own', of: 'of the own time of all spans' } as const;

export interface ServiceShareBarProps {
  readonly model: TraceModel;
  /** Undefined where nobody has computed one: then there is nothing to choose. */
  readonly criticalPath?: PathSegments | undefined;
  readonly onService: (service: string) => void;
}

export const ServiceShareBar = memo(function ServiceShareBar({ model, criticalPath, onService }: ServiceShareBarProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { trace } = model;
  const [choice, setChoice] = useState<'path' | 'own'>('path');
  const onPath = useMemo(() => criticalPath && pathServiceShares(trace, criticalPath), [trace, criticalPath]);
  const isOfPath = choice === 'path' && onPath !== undefined && onPath.length > 0;
  const shares = isOfPath ? onPath : model.shares;
  const { label, of } = isOfPath ? OF_PATH : OF_OWN_TIME;
  return (
    <div className={styles.block}>
      <div className={styles.bar} aria-hidden>
        {shares.map(({ service, share, selfNs }) => (
          <span
            key={service}
            title={`${nameText(trace.services[service])}: ${formatPercent(share)} (${formatDurationNs(selfNs)}) ${of}`}
            style={{ width: `${share * 100}%`, background: serviceColor(trace.services[service], theme) }}
          />
        ))}
      </div>
      <ul className={styles.legend} aria-label={`${label} by service`}>
        {onPath !== undefined && onPath.length > 0 && (
          <li>
            <RadioButtonGroup
              size="sm"
              aria-label="What the bar shows"
              options={[OF_PATH, OF_OWN_TIME]}
              value={choice}
              onChange={setChoice}
            />
          </li>
        )}
        {shares.slice(0, MAX_NAMED).map(({ service, share, selfNs, spans, errors }) => (
          <li key={service}>
            <button
              type="button"
              className={styles.entry}
              onClick={() => onService(trace.services[service])}
              title={`${label} ${formatDurationNs(selfNs)} in ${formatCount(spans)} spans, ${formatCount(errors)} errors. Click to find them.`}
            >
              <span className={styles.dot} style={{ background: serviceColor(trace.services[service], theme) }} />
              {nameText(trace.services[service])} <span className={styles.share}>{formatPercent(share)}</span>
            </button>
          </li>
        ))}
        {shares.length > MAX_NAMED && (
          <li
            className={styles.share}
            title={shares
              .slice(MAX_NAMED)
              .map(({ service, share }) => `${nameText(trace.services[service])} ${formatPercent(share)}`)
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
    alignItems: 'center',
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
