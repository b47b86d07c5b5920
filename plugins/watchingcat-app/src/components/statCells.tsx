// Cells that tables of services and operations share.
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import { Link } from 'react-router-dom';
import { formatChange, formatCount, formatDurationMs, formatPercent } from './format';
import { Sparkline } from './Sparkline';

interface ChangeProps {
  readonly now: number | undefined;
  readonly before: number | undefined;
  readonly format: (value: number | undefined) => string;
}

/** How a number changed against the same time before: small and grey, the former number on hover. Changes below 5 % are not said. */
export function Change({ now, before, format }: ChangeProps) {
  const styles = useStyles2(getStyles);
  const text = formatChange(now, before);
  if (text === undefined || now === undefined || before === undefined || Math.abs(now / before - 1) < 0.05) return null;
  return (
    <span
      className={cx(styles.quiet, styles.before)}
      title={`${format(before)} in the time range of the same length before this one`}
    >
      {text}
    </span>
  );
}

/** Red only when something failed. */
export function ErrorRatio({
  ratio,
  errors,
  url,
}: {
  readonly ratio: number | undefined;
  readonly errors: number;
  readonly url: string;
}) {
  const styles = useStyles2(getStyles);
  if (errors === 0) return <span className={styles.quiet}>{formatPercent(ratio)}</span>;
  return (
    <Link to={url} className={styles.wrong} title={`${formatCount(errors)} failed calls: open their traces`}>
      {formatPercent(ratio)}
    </Link>
  );
}

interface P95Props {
  readonly ms: number | undefined;
  readonly beforeMs: number | undefined;
  readonly line: ReadonlyArray<number | undefined> | undefined;
}

export function P95WithLine({ ms, beforeMs, line }: P95Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <span className={styles.line}>
      <Change now={ms} before={beforeMs} format={formatDurationMs} />
      <Sparkline values={line ?? []} color={theme.colors.text.secondary} />
      <span className={styles.value}>{formatDurationMs(ms)}</span>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  quiet: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  before: css({ marginRight: theme.spacing(1) }),
  wrong: css({ color: theme.colors.error.text, fontWeight: theme.typography.fontWeightMedium }),
  line: css({ display: 'inline-flex', alignItems: 'center', justifyContent: 'flex-end', verticalAlign: 'middle' }),
  value: css({ minWidth: 72 }),
});
