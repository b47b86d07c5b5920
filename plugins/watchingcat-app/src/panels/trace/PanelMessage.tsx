// What a panel says when it has nothing to show.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type PropsWithChildren } from 'react';

export function PanelMessage({ title, children }: PropsWithChildren<{ readonly title: string }>) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.message} role="status">
      <strong>{title}</strong>
      {children && <div>{children}</div>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  message: css({
    height: '100%',
    padding: theme.spacing(2),
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    justifyContent: 'center',
    textAlign: 'center',
    overflow: 'auto',
    overflowWrap: 'anywhere',
    color: theme.colors.text.secondary,
  }),
});
