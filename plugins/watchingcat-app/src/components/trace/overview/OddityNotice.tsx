// One line on what is wrong with the spans as they were sent, so that nobody trusts a picture that the data does not support.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import type { TraceOddities } from '@watchingcat/analysis';
import React from 'react';

export function OddityNotice({ oddities }: { readonly oddities: TraceOddities }) {
  const styles = useStyles2(getStyles);
  const sentences = oddityTexts(oddities);
  if (sentences.length === 0) return null;
  return (
    <div className={styles.notice} role="note" aria-label="Problems of this trace">
      <Icon name="exclamation-triangle" size="sm" /> {sentences.join(' · ')}
    </div>
  );
}

function oddityTexts(oddities: TraceOddities): string[] {
  const { missingParents, cycles, duplicateIds, negativeDurations, startBeforeParent } = oddities;
  const texts: string[] = [];
  if (missingParents > 0) {
    texts.push(
      `${spans(missingParents)} without their parent, shown as roots (not yet arrived, dropped, or not instrumented)`,
    );
  }
  if (startBeforeParent > 0) {
    texts.push(`${spans(startBeforeParent)} starting before the parent: the clocks of hosts may differ`);
  }
  if (duplicateIds > 0) texts.push(`${spans(duplicateIds)} with the id of another span`);
  if (negativeDurations > 0)
    texts.push(`${spans(negativeDurations)} with an end before the start, shown with duration 0`);
  if (cycles > 0) texts.push(`${cycles === 1 ? '1 circle' : `${cycles} circles`} of parents, cut at the earliest span`);
  return texts;
}

const spans = (count: number) => (count === 1 ? '1 span' : `${count.toLocaleString('en')} spans`);

const getStyles = (theme: GrafanaTheme2) => ({
  notice: css({ flex: 'none', color: theme.colors.warning.text, fontSize: theme.typography.bodySmall.fontSize }),
});
