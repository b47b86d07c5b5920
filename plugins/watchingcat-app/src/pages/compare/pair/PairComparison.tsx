// Two traces against each other: the sentence that says it all, then what explains the difference, the merged tree, or both side by side.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { compareTraces } from '@watchingcat/analysis';
import type { TraceAnswer } from '@watchingcat/model';
import React, { useMemo } from 'react';
import { CoverageNotice } from '../../../components/CoverageNotice';
import { criticalPathOf } from '../../../components/trace/path/criticalPathOf';
import { useTimeRange } from '../../../state/TimeRangeContext';
import { useUrlState } from '../../../state/useUrlState';
import { compareUrl } from '../../../urls';
import { differenceSentence } from '../changeText';
import { ComparedHeader } from '../ComparedHeader';
import { AttributeChanges } from './AttributeChanges';
import { ExplanationTable } from './ExplanationTable';
import { MergedTree } from './MergedTree';
import { SelectedPair } from './SelectedPair';
import { SideBySide } from './SideBySide';

const VIEWS = [
  { label: 'What explains it', value: 'why' },
  { label: 'Merged', value: 'merged' },
  { label: 'Side by side', value: 'sides' },
  { label: 'Attributes', value: 'attributes' },
] as const;

interface PairComparisonProps {
  readonly a: TraceAnswer;
  readonly b: TraceAnswer;
}

export function PairComparison({ a, b }: PairComparisonProps) {
  const styles = useStyles2(getStyles);
  const { scope } = useTimeRange();
  const [params, changeUrl] = useUrlState();
  const pair = useMemo(() => {
    const side = ({ trace }: TraceAnswer) => ({ trace, exclusiveNs: criticalPathOf(trace).exclusiveNs });
    return { a: a.trace, b: b.trace, comparison: compareTraces(side(a), side(b)) };
  }, [a, b]);
  const { comparison } = pair;
  const view = VIEWS.find(({ value }) => value === params.get('view'))?.value ?? 'why';
  const selected = nodeOf(params.get('node'), comparison.tree.size);
  const nodeUrl = (node: number) =>
    compareUrl(
      { a: a.trace.traceId, b: b.trace.traceId, view: view === 'why' ? undefined : view, node: String(node) },
      scope,
    );
  const differenceNs = comparison.totalB - comparison.totalA;
  return (
    <div className={styles.page}>
      <p className={styles.sentence} role="status">
        {differenceSentence('B', 'A', differenceNs, comparison.explanation)}
      </p>
      <div className={styles.headers}>
        <ComparedHeader name="A" trace={a.trace} />
        <ComparedHeader name="B" trace={b.trace} />
      </div>
      <CoverageNotice coverage={a.coverage} subject="spans of A" />
      <CoverageNotice coverage={b.coverage} subject="spans of B" />
      <div>
        <RadioButtonGroup
          aria-label="View"
          options={[...VIEWS]}
          value={view}
          onChange={(value) => changeUrl({ view: value === 'why' ? undefined : value })}
        />
      </div>
      <div className={styles.body}>
        <div className={styles.main}>
          {view === 'why' && <ExplanationTable comparison={comparison} nodeUrl={nodeUrl} selected={selected} />}
          {view === 'merged' && <MergedTree pair={pair} nodeUrl={nodeUrl} selected={selected} />}
          {view === 'sides' && <SideBySide pair={pair} nodeUrl={nodeUrl} selected={selected} />}
          {view === 'attributes' && <AttributeChanges pair={pair} nodeUrl={nodeUrl} />}
        </div>
        {selected !== undefined && (
          <SelectedPair key={selected} pair={pair} node={selected} onClose={() => changeUrl({ node: undefined })} />
        )}
      </div>
    </div>
  );
}

/** An address from elsewhere may name a node that this comparison does not have. */
function nodeOf(text: string | null, size: number): number | undefined {
  if (text === null || !/^\d{1,7}$/.test(text)) return undefined;
  return Number(text) < size ? Number(text) : undefined;
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5) }),
  sentence: css({ margin: 0, fontSize: theme.typography.h4.fontSize }),
  headers: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 4) }),
  body: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2), alignItems: 'flex-start' }),
  main: css({ flex: '3 1 720px', minWidth: 0 }),
});
