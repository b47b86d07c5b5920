// Where the keyboard is in the scatter, in words: for screen readers, and for everyone who selects by keys.
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { formatCount, formatDurationMs } from '../../../components/format';
import type { Rectangle } from './keyboardBrush';
import type { PlottedTrace } from './plottedTraces';
import { brushedWindow, type BrushedWindow, type ScatterScale } from './scatterScale';
import { tracesWithin } from './selection';

interface RectangleStatusProps {
  readonly plotted: readonly PlottedTrace[];
  readonly scale: ScatterScale;
  readonly rectangle: Rectangle;
  /** It is more than a point. */
  readonly isDrawn: boolean;
}

export function RectangleStatus({ plotted, scale, rectangle: { a, b }, isDrawn }: RectangleStatusProps) {
  const styles = useStyles2(getStyles);
  const window = brushedWindow(scale, a, b);
  const at = `${dateTimeFormat(scale.timeAt(b.x), { format: 'HH:mm:ss' })}, ${formatDurationMs(scale.durationAt(b.y))}`;
  return (
    <div className={styles.status} role="status">
      {isDrawn ? `${windowText(window)}: ${formatCount(tracesWithin(plotted, window).length)} traces` : at}
    </div>
  );
}

/** `14:02:10–14:05:00, 820 ms–3.10 s` */
export function windowText({ fromMs, toMs, minDurationMs, maxDurationMs }: BrushedWindow): string {
  const time = (ms: number) => dateTimeFormat(ms, { format: 'HH:mm:ss' });
  return `${time(fromMs)}–${time(toMs)}, ${formatDurationMs(minDurationMs)}–${formatDurationMs(maxDurationMs)}`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  status: css({
    position: 'absolute',
    top: 2,
    left: 66,
    pointerEvents: 'none',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
