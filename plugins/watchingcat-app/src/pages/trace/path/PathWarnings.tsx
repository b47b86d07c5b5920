// What to know before believing a critical path, in words.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { CriticalPathWarning } from '@watchingcat/analysis';
import React from 'react';

export function PathWarnings({ warnings }: { readonly warnings: readonly CriticalPathWarning[] }) {
  const styles = useStyles2(getStyles);
  if (warnings.length === 0) return null;
  return (
    <ul className={styles.list} aria-label="What to know about this path">
      {warnings.map(({ code, message }) => (
        <li key={code}>
          <Icon name="info-circle" size="sm" /> {message}
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    margin: 0,
    listStyle: 'none',
    color: theme.colors.warning.text,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
