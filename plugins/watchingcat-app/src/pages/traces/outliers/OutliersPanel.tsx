// What sets the selected traces apart from the others of the search: sentences, the clearest first, each with its shares, examples that
// open and what says the same.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { AnalysisOptions, TraceOutliers } from '@watchingcat/analysis';
import type { TraceQuery } from '@watchingcat/model';
import React, { useCallback } from 'react';
import { CoverageNotice } from '../../../components/CoverageNotice';
import { formatCount } from '../../../components/format';
import { useTimeRange } from '../../../state/TimeRangeContext';
import { useAnalyses } from '../../../telemetry/useAnalyses';
import { AnalysisPanel } from '../AnalysisPanel';
import { useAnalysis } from '../useAnalysis';
import { OutlierGroup } from './OutlierGroup';

interface OutliersPanelProps {
  /** Memoized, both. */
  readonly selection: TraceQuery;
  readonly baseline: TraceQuery;
  readonly onClose: () => void;
}

export function OutliersPanel({ selection, baseline, onClose }: OutliersPanelProps) {
  const analyses = useAnalyses();
  const { refresh } = useTimeRange();
  const run = useCallback(
    (options: AnalysisOptions) => analyses.outliers({ selection, baseline }, options),
    [analyses, selection, baseline],
  );
  const analysis = useAnalysis(run);
  return (
    <AnalysisPanel
      title="What sets these apart?"
      explanation="What is more frequent among the selected traces than among the others of this search, beyond chance."
      analysis={analysis}
      onRetry={refresh}
      onClose={onClose}
    >
      {(answer) => <Answer answer={answer} />}
    </AnalysisPanel>
  );
}

function Answer({ answer }: { readonly answer: TraceOutliers }) {
  const styles = useStyles2(getStyles);
  const { groups, selectedItems, baselineItems, keysTested, keysLeftOut, outliersLeftOut } = answer;
  return (
    <>
      {groups.length === 0 ? (
        <p className={styles.nothing}>{nothingText(answer)}</p>
      ) : (
        <ol className={styles.groups} aria-label="What sets the selection apart">
          {groups.map((group) => (
            <OutlierGroup key={group.representative.key} group={group} />
          ))}
        </ol>
      )}
      <p className={styles.looked}>
        Compared {formatCount(selectedItems)} selected traces with {formatCount(baselineItems)} others over{' '}
        {formatCount(keysTested)} attributes of the services that take part
        {keysLeftOut > 0 && `; ${formatCount(keysLeftOut)} rare attributes were left out`}
        {outliersLeftOut > 0 && `; ${formatCount(outliersLeftOut)} less clear findings are not shown`}. A difference is
        not yet a cause.
      </p>
      <CoverageNotice coverage={answer.selectionCoverage} subject="selected traces" />
      <CoverageNotice coverage={answer.baselineCoverage} subject="other traces" />
    </>
  );
}

function nothingText({ selectedItems, baselineItems }: TraceOutliers): string {
  if (selectedItems === 0) return 'The selection holds no traces. Draw a rectangle around some dots.';
  if (baselineItems === 0) {
    return 'The selection is all of the search, so there is nothing to hold it against. Select fewer dots, or widen the search.';
  }
  return 'Nothing that is known of these traces sets them apart: what differs is no more than chance makes.';
}

const getStyles = (theme: GrafanaTheme2) => ({
  groups: css({
    margin: 0,
    padding: 0,
    listStyle: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
  }),
  nothing: css({ margin: 0 }),
  looked: css({ margin: 0, color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
