// What a dot of the scatter is, beside the dot and never under the pointer.
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { msFromUnixNano, type TraceSummary } from '@watchingcat/model';
import React from 'react';
import { formatCount, formatDurationMs } from '../../../components/format';
import { ServiceName } from '../../../components/ServiceName';
import { nameText } from '../../../components/visibleText';
import { rootText } from '../rootText';

const GAP_PX = 12;

interface ScatterTooltipProps {
  readonly trace: TraceSummary;
  readonly x: number;
  readonly y: number;
  /** Of the scatter: near its right end the tooltip stands on the left. */
  readonly width: number;
}

export function ScatterTooltip({ trace, x, y, width }: ScatterTooltipProps) {
  const styles = useStyles2(getStyles);
  const side = x > width / 2 ? { right: width - x + GAP_PX } : { left: x + GAP_PX };
  return (
    <div className={styles.tooltip} style={{ ...side, top: Math.max(0, y - 20) }}>
      <ServiceName name={rootText(trace).service} />
      <div className={styles.operation}>{nameText(rootText(trace).operation)}</div>
      <div>
        <strong>{formatDurationMs(trace.durationMs)}</strong> · {formatCount(trace.spans)} spans
        {trace.errors > 0 && <span className={styles.errors}> · {formatCount(trace.errors)} failed</span>}
      </div>
      <div className={styles.time}>{dateTimeFormat(msFromUnixNano(trace.start), { defaultWithMS: true })}</div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tooltip: css({
    position: 'absolute',
    zIndex: theme.zIndex.tooltip,
    pointerEvents: 'none',
    maxWidth: 360,
    padding: theme.spacing(1),
    borderRadius: theme.shape.radius.default,
    border: `1px solid ${theme.colors.border.weak}`,
    background: theme.colors.background.secondary,
    boxShadow: theme.shadows.z2,
    fontSize: theme.typography.bodySmall.fontSize ?? '12px',
    fontVariantNumeric: 'tabular-nums',
  }),
  operation: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  errors: css({ color: theme.colors.error.text }),
  time: css({ color: theme.colors.text.secondary }),
});
