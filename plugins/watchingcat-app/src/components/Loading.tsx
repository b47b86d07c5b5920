// What stands where an answer will stand, in its shape, so that nothing jumps when it comes.
import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

/** @param label said to screen readers: `Loading services` */
export function TableSkeleton({ rows = 8, label }: { readonly rows?: number; readonly label: string }) {
  const styles = useStyles2(getStyles);
  return (
    <div role="status" aria-label={label} data-testid="loading">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.row}>
          <div className={styles.bar} style={{ width: `${38 - (row % 3) * 7}%` }} />
          <div className={styles.bar} style={{ width: '12%' }} />
          <div className={styles.bar} style={{ width: '8%' }} />
          <div className={styles.bar} style={{ width: '8%' }} />
        </div>
      ))}
    </div>
  );
}

export function BlockSkeleton({ height, label }: { readonly height: number; readonly label: string }) {
  const styles = useStyles2(getStyles);
  return <div role="status" aria-label={label} className={styles.bar} style={{ height, width: '100%' }} />;
}

const pulse = keyframes({ '50%': { opacity: 0.45 } });

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    height: 36,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  bar: css({
    height: 12,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    animation: `${pulse} 1.4s ease-in-out infinite`,
    '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
  }),
});
