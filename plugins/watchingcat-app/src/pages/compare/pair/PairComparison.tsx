// Two traces against each other: the sentence that says it all, then what explains the difference, the merged
// tree, both side by side, or a flame graph of both.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { compareTraces } from '@watchingcat/analysis';
import type { Trace, TraceAnswer } from '@watchingcat/model';
import React, { useMemo } from 'react';
import { CoverageNotice } from '../../../components/CoverageNotice';
import { ClockSkewNotice } from '../../../components/trace/overview/ClockSkewNotice';
import { criticalPathOf } from '../../../components/trace/path/criticalPathOf';
import { useShownTrace } from '../../../components/trace/useShownTrace';
import { useUrlState, useUrlWith } from '../../../state/useUrlState';
import { differenceSentence } from '../changeText';
import { ComparedHeader } from '../ComparedHeader';
import { AttributeChanges } from './AttributeChanges';
import { ExplanationTable } from './ExplanationTable';
import { MergedTree } from './MergedTree';
import { PairFlameGraph } from './PairFlameGraph';
import { SelectedPair } from './SelectedPair';
import { SideBySide } from './SideBySide';

const VIEWS = [
  { label: 'What explains it', value: 'why' },
  { label: 'Merged', value: 'merged' },
  { label: 'Side by side', value: 'sides' },
  { label: 'Flame graph', value: 'flame' },
  { label: 'Attributes', value: 'attributes' },
] as const;

interface PairComparisonProps {
  readonly a: TraceAnswer;
  readonly b: TraceAnswer;
}

export function PairComparison({ a, b }: PairComparisonProps) {
  const styles = useStyles2(getStyles);
  const [params, changeUrl] = useUrlState();
  const shownA = useShownTrace(a.trace, 'node');
  const shownB = useShownTrace(b.trace, 'node');
  const [traceA, traceB] = [shownA.trace, shownB.trace];
  const pair = useMemo(() => {
    const side = (trace: Trace) => ({ trace, exclusiveNs: criticalPathOf(trace).exclusiveNs });
    return { a: traceA, b: traceB, comparison: compareTraces(side(traceA), side(traceB)) };
  }, [traceA, traceB]);
  const { comparison } = pair;
  const view = VIEWS.find(({ value }) => value === params.get('view'))?.value ?? 'why';
  const selected = nodeOf(params.get('node'), comparison.tree.size);
  const urlWith = useUrlWith();
  const nodeUrl = (node: number) => urlWith({ node: String(node) });
  const differenceNs = comparison.totalB - comparison.totalA;
  return (
    <div className={styles.page}>
      <p className={styles.sentence} role="status">
        {differenceSentence('B', 'A', differenceNs, comparison.explanation)}
      </p>
      <div className={styles.headers}>
        <ComparedHeader name="A" trace={pair.a} />
        <ComparedHeader name="B" trace={pair.b} />
      </div>
      <CoverageNotice coverage={a.coverage} subject="spans of A" />
      <CoverageNotice coverage={b.coverage} subject="spans of B" />
      <ClockSkewNotice name="A" {...shownA.clockSkew} />
      <ClockSkewNotice name="B" {...shownB.clockSkew} />
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
          {view === 'flame' && <PairFlameGraph pair={pair} />}
          {view === 'attributes' && <AttributeChanges pair={pair} shownA={shownA} shownB={shownB} nodeUrl={nodeUrl} />}
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
