// Two shares, one above the other, and how far they are apart at least.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { Statement } from '@watchingcat/analysis';
import React from 'react';
import { Bar } from '../../../components/Bar';
import { formatPercent } from '../../../components/format';

export function EffectBar({ statement }: { readonly statement: Statement }) {
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const { selectedShare, baselineShare, difference, leastDifference } = statement;
  const from = Math.min(selectedShare, baselineShare) + (Math.abs(difference) - leastDifference) / 2;
  return (
    <div className={styles.grid}>
      <span>selection</span>
      <Bar share={selectedShare} color={theme.colors.primary.main} label={formatPercent(selectedShare)} />
      <span>the rest</span>
      <Bar share={baselineShare} color={theme.colors.text.disabled} label={formatPercent(baselineShare)} />
      <span />
      <span className={styles.boundTrack} aria-hidden title="At least so far apart, with 95 % confidence">
        <span className={styles.bound} style={{ left: `${from * 100}%`, width: `${leastDifference * 100}%` }} />
      </span>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({
    display: 'grid',
    gridTemplateColumns: '72px minmax(120px, 420px)',
    alignItems: 'center',
    columnGap: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
  /** As wide as the bars: their numbers stand at the right. */
  boundTrack: css({ position: 'relative', height: 6, marginRight: `calc(60px + ${theme.spacing(1)})` }),
  bound: css({
    position: 'absolute',
    height: 6,
    border: `1px solid ${theme.colors.text.secondary}`,
    borderTop: 'none',
  }),
});
