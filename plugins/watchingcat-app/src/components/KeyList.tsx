// Keys and what they do.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

export type KeyHelp = ReadonlyArray<readonly [keys: string, meaning: string]>;

export function KeyList({ keys }: { readonly keys: KeyHelp }) {
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.keys}>
      {keys.map(([key, meaning]) => (
        <React.Fragment key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </React.Fragment>
      ))}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  keys: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(80px, auto) 1fr',
    columnGap: theme.spacing(2),
    rowGap: 2,
    margin: 0,
    '& dd': { margin: 0 },
  }),
});
