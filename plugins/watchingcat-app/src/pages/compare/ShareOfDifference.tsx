// How much of the difference something explains, as a bar from the middle: to the right what adds to it, to the left what takes from it.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import { signedPercent } from './changeText';

interface ShareOfDifferenceProps {
  /** Of the difference; all add up to 1. `undefined` where there is no difference. */
  readonly share: number | undefined;
  /** Positive is slower. */
  readonly changeNs: number;
  /** The largest of all shares by its size: a full half. */
  readonly largest: number;
}

export function ShareOfDifference({ share, changeNs, largest }: ShareOfDifferenceProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  if (share === undefined) return <span className={styles.label}>–</span>;
  const width = largest === 0 ? 0 : (Math.abs(share) / largest) * 50;
  const color = changeNs > 0 ? theme.colors.error.main : theme.colors.success.main;
  return (
    <span className={styles.line}>
      <span className={styles.track}>
        <span
          className={styles.fill}
          style={{ background: color, width: `${width}%`, ...(share > 0 ? { left: '50%' } : { right: '50%' }) }}
        />
      </span>
      <span className={styles.label}>{signedPercent(share)}</span>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  track: css({
    position: 'relative',
    flex: 1,
    height: 8,
    borderRadius: 2,
    background: `linear-gradient(to right, transparent calc(50% - 1px), ${theme.colors.border.medium} 0 50%, transparent 0), ${theme.colors.background.secondary}`,
  }),
  fill: css({ position: 'absolute', top: 0, height: '100%', borderRadius: 2 }),
  label: css({ minWidth: 60, textAlign: 'right' }),
});
