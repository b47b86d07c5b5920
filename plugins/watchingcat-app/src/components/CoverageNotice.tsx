// One line wherever an answer is not the whole truth, with what to do about it. Nothing when it is.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { Coverage } from '@watchingcat/model';
import React from 'react';
import { formatCount, formatPercent } from './format';

/** @param subject what the answer lists, in the plural: `traces` */
export function CoverageNotice({ coverage, subject }: { readonly coverage: Coverage; readonly subject: string }) {
  const styles = useStyles2(getStyles);
  const text = coverageText(coverage, subject);
  if (text === undefined) return null;
  return (
    <div className={styles.notice} role="status">
      <Icon name="info-circle" size="sm" /> {text}
    </div>
  );
}

export function coverageText(coverage: Coverage, subject: string): string | undefined {
  switch (coverage.kind) {
    case 'complete':
      return undefined;
    case 'sampled':
      return `From a sample: ${sampleText(coverage, subject)} ${
        coverage.reason ?? 'Totals are estimates; a shorter time range is more exact.'
      }`;
    case 'capped':
      return `Cut at ${formatCount(coverage.limit)} ${subject}; there are more. Narrow the time range or the filters to see the rest.`;
    case 'partial':
      return `Incomplete: ${coverage.reason}`;
  }
}

function sampleText({ seen, total }: Extract<Coverage, { kind: 'sampled' }>, subject: string): string {
  if (total === undefined) return `of ${formatCount(seen)} traces.`;
  return `${formatCount(seen)} of about ${formatCount(total)} ${subject} (${formatPercent(seen / total)}).`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  notice: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    padding: theme.spacing(0.5, 0),
  }),
});
