// One trace against the median of its operation in the time range: which calls took longer than they usually do.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, EmptyState, useStyles2 } from '@grafana/ui';
import {
  compareWithCohort,
  correctClockSkew,
  criticalPath,
  sameOperation,
  type CohortProgress,
} from '@watchingcat/analysis';
import type { Trace, TraceAnswer } from '@watchingcat/model';
import React, { useMemo } from 'react';
import { CoverageNotice } from '../../../components/CoverageNotice';
import { Failure } from '../../../components/Failure';
import { formatCount } from '../../../components/format';
import { ClockSkewNotice } from '../../../components/trace/overview/ClockSkewNotice';
import { useShownTrace } from '../../../components/trace/useShownTrace';
import { nameText } from '../../../components/visibleText';
import { useTimeRange } from '../../../state/TimeRangeContext';
import { useUrlState } from '../../../state/useUrlState';
import { differenceSentence } from '../changeText';
import { ComparedHeader } from '../ComparedHeader';
import { CohortTable } from './CohortTable';
import { useCohort } from './useCohort';

export function CohortComparisonView({ answer }: { readonly answer: TraceAnswer }) {
  const styles = useStyles2(getStyles);
  const { range, refresh } = useTimeRange();
  const [, changeUrl] = useUrlState();
  const { trace, clockSkew } = useShownTrace(answer.trace);
  const { isOn } = clockSkew;
  const { answer: asked, progress } = useCohort(answer.trace, range);
  const cohort = asked.status === 'ready' ? asked.value : undefined;
  const comparison = useMemo(() => {
    if (cohort === undefined || cohort.traces.length === 0) return undefined;
    // Not kept: a cohort may have two million spans.
    const side = (one: Trace) => ({ trace: one, exclusiveNs: criticalPath(one).exclusiveNs });
    const others = cohort.traces.map((one) => side(isOn ? correctClockSkew(one).trace : one));
    return compareWithCohort(others, side(trace));
  }, [cohort, trace, isOn]);
  const other = () => changeUrl({ b: undefined });
  if (asked.status === 'failed') {
    return <Failure title="The traces to compare with could not be loaded" error={asked.error} onRetry={refresh} />;
  }
  if (cohort === undefined) return <Gathering progress={progress} onCancel={other} />;
  if (comparison === undefined) {
    const { service, operation } = sameOperation(trace);
    return (
      <EmptyState
        variant="not-found"
        message="There is nothing to compare with in this time range"
        button={<Button onClick={other}>Compare with another trace</Button>}
      >
        No other trace begins with {nameText(service)}: {nameText(operation)}. Choose a longer time range, or one in
        which it was called.
      </EmptyState>
    );
  }
  const { cohortTotalNs, traceTotalNs, explanation, traces } = comparison;
  const median = `the median of ${traces === 1 ? '1 other request' : `${formatCount(traces)} other requests`}`;
  return (
    <div className={styles.page}>
      <p className={styles.sentence} role="status">
        {differenceSentence('A', median, traceTotalNs - cohortTotalNs, explanation)}
      </p>
      <ComparedHeader name="A" trace={trace} />
      <CoverageNotice coverage={answer.coverage} subject="spans of A" />
      <ClockSkewNotice name="A" {...clockSkew} />
      <CoverageNotice coverage={cohort.coverage} subject="traces" />
      {cohort.cut !== undefined && (
        <CoverageNotice coverage={{ kind: 'partial', reason: cohort.cut }} subject="traces" />
      )}
      <CohortTable trace={trace} comparison={comparison} />
    </div>
  );
}

interface GatheringProps {
  readonly progress: CohortProgress | undefined;
  readonly onCancel: () => void;
}

function Gathering({ progress, onCancel }: GatheringProps) {
  const styles = useStyles2(getStyles);
  const text =
    progress === undefined
      ? 'Searching for requests of the same operation…'
      : `Read ${progress.loaded} of ${progress.of} traces…`;
  return (
    <div className={styles.page}>
      <div role="status">{text}</div>
      <progress
        aria-label="Traces read"
        className={styles.progress}
        value={progress?.loaded ?? 0}
        max={Math.max(1, progress?.of ?? 1)}
      />
      <div>
        <Button variant="secondary" icon="times" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5) }),
  sentence: css({ margin: 0, fontSize: theme.typography.h4.fontSize }),
  progress: css({ width: 320, accentColor: theme.colors.primary.main }),
});
