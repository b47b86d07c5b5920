// One thing that sets the selection apart, and what says the same.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import { outlierSentence, type TraceOutlier, type TraceOutliers } from '@watchingcat/analysis';
import React from 'react';
import { Link } from 'react-router-dom';
import { useTimeRange } from '../../../state/TimeRangeContext';
import { useUrlState } from '../../../state/useUrlState';
import { traceUrl } from '../../../urls';
import { useLanguage } from '../query/useLanguage';
import { EffectBar } from './EffectBar';
import { visibleText } from '../../../components/visibleText';

export function OutlierGroup({ group }: { readonly group: TraceOutliers['groups'][number] }) {
  const styles = useStyles2(getStyles);
  const [params, changeUrl] = useUrlState();
  const { representative, alike } = group;
  const [first, ...more] = representative.statements;
  const language = useLanguage().value;
  const condition = language?.findingCondition(representative.key, first.condition);
  const narrowed = condition && language?.alsoWith(params.get('q') ?? '', condition);
  return (
    <li className={styles.group}>
      <div className={styles.sentence}>{visibleText(outlierSentence(representative.key, first))}</div>
      <EffectBar statement={first} />
      <div className={styles.line}>
        <Examples outlier={representative} isInSelection={first.difference > 0} />
        {narrowed !== undefined && (
          <Button size="sm" variant="secondary" fill="text" icon="filter" onClick={() => changeUrl({ q: narrowed })}>
            Search for {visibleText(condition ?? '')}
          </Button>
        )}
      </div>
      {(more.length > 0 || alike.length > 0) && (
        <details className={styles.details}>
          <summary>{moreText(more.length, alike.length)}</summary>
          <ul>
            {more.map((statement, index) => (
              <li key={index}>{visibleText(outlierSentence(representative.key, statement))}</li>
            ))}
            {alike.map((outlier) => (
              <li key={outlier.key}>{visibleText(outlierSentence(outlier.key, outlier.statements[0]))}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function moreText(values: number, alike: number): string {
  const parts = [];
  if (values > 0) parts.push(values === 1 ? '1 further value' : `${values} further values`);
  if (alike > 0) parts.push(alike === 1 ? '1 attribute says the same' : `${alike} attributes say the same`);
  return parts.join(', ');
}

function Examples({ outlier, isInSelection }: { readonly outlier: TraceOutlier; readonly isInSelection: boolean }) {
  const { scope } = useTimeRange();
  const styles = useStyles2(getStyles);
  if (outlier.exampleTraceIds.length === 0) return null;
  return (
    <span className={styles.examples}>
      {isInSelection ? 'Examples' : 'Examples of the rest'}:
      {outlier.exampleTraceIds.map((traceId) => (
        <Link
          key={traceId}
          to={traceUrl(traceId, scope)}
          className={styles.example}
          aria-label={`Open trace ${traceId}`}
        >
          {traceId.slice(0, 7)}
        </Link>
      ))}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  group: css({ borderTop: `1px solid ${theme.colors.border.weak}`, paddingTop: theme.spacing(1) }),
  sentence: css({ overflowWrap: 'anywhere' }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  examples: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  example: css({
    marginLeft: theme.spacing(1),
    fontFamily: theme.typography.fontFamilyMonospace,
    color: theme.colors.text.link,
    textDecoration: 'underline',
  }),
  details: css({
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
    ul: { margin: theme.spacing(0.5, 0, 0, 3) },
  }),
});
