// What the colours of the bars mean, where names do not say it.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import type { BarColors } from './barColors';

export function ColorLegend({ entries, label }: { readonly entries: BarColors['legend']; readonly label: string }) {
  const styles = useStyles2(getStyles);
  if (entries.length === 0) return null;
  return (
    <ul className={styles.legend} aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.label}>
          <span className={styles.dot} style={{ background: entry.color }} aria-hidden /> {entry.label}
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  legend: css({
    flex: 'none',
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(2),
    margin: 0,
    padding: theme.spacing(0.5, 1),
    listStyle: 'none',
    borderTop: `1px solid ${theme.colors.border.weak}`,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  dot: css({ display: 'inline-block', width: 10, height: 10, borderRadius: 3 }),
});
