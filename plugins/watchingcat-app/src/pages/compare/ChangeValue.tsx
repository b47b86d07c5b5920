// A change as a number with its sign, coloured by whether it is slower or faster; nothing at all is quiet.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

interface ChangeValueProps {
  readonly value: number;
  /** With its sign. */
  readonly text: string;
}

export function ChangeValue({ value, text }: ChangeValueProps) {
  const styles = useStyles2(getStyles);
  return <span className={value > 0 ? styles.slower : value < 0 ? styles.faster : styles.same}>{text}</span>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  slower: css({ color: theme.colors.error.text }),
  faster: css({ color: theme.colors.success.text }),
  same: css({ color: theme.colors.text.secondary }),
});
