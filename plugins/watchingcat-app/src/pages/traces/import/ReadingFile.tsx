// How far the reading of a file is, with a way to end it.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';
import { forgetFile, type FileProgress } from './openedFile';

export function ReadingFile({ progress: { text, share } }: { readonly progress: FileProgress }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.line}>
      <progress
        className={styles.progress}
        aria-label="Reading the file"
        {...(share !== undefined && { value: share, max: 1 })}
      />
      <span className={styles.text}>{text}</span>
      <Button size="sm" variant="secondary" onClick={forgetFile}>
        Cancel
      </Button>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), fontVariantNumeric: 'tabular-nums' }),
  progress: css({ width: 240, accentColor: theme.colors.primary.main }),
  text: css({ color: theme.colors.text.secondary }),
});
