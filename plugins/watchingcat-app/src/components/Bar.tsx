// A share as a bar with its number: bars of a column can be compared at a glance.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

interface BarProps {
  /** 0 to 1 of the width. */
  readonly share: number;
  readonly color: string;
  readonly label: string;
  readonly title?: string | undefined;
}

export function Bar({ share, color, label, title }: BarProps) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.line} title={title}>
      <span className={styles.track}>
        <span
          className={styles.fill}
          style={{ width: `${Math.min(100, Math.max(0.5, share * 100))}%`, background: color }}
        />
      </span>
      <span className={styles.label}>{label}</span>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  track: css({
    flex: 1,
    height: 8,
    borderRadius: 2,
    background: theme.colors.background.secondary,
    overflow: 'hidden',
  }),
  fill: css({ display: 'block', height: '100%', borderRadius: 2 }),
  label: css({ minWidth: 60, textAlign: 'right' }),
});
