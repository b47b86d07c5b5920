// Where the time of many traces goes: which services, operations and call paths hold their critical paths, for typical and for slow ones,
// and what would be saved if one of them were faster.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { RadioButtonGroup, useStyles2, useTheme2 } from '@grafana/ui';
import type { AggregateAnswer, AggregatedPaths, AnalysisOptions } from '@watchingcat/analysis';
import type { TraceQuery } from '@watchingcat/model';
import React, { useCallback, useMemo, useState } from 'react';
import { CoverageNotice } from '../../../components/CoverageNotice';
import { DataTable } from '../../../components/DataTable';
import { formatCount, formatDurationNs } from '../../../components/format';
import { useTimeRange } from '../../../state/TimeRangeContext';
import { useUrlState } from '../../../state/useUrlState';
import { useAnalyses } from '../../../telemetry/useAnalyses';
import { traceUrl } from '../../../urls';
import { AnalysisPanel } from '../AnalysisPanel';
import { useAnalysis } from '../useAnalysis';
import { heldRows, type HeldBy } from './heldRows';
import { pathColumns } from './pathColumns';
import { WhatIf } from './WhatIf';
import { readRule, ruleText } from './whatIfRule';

const SHOWN_ROWS = 50;

interface AggregatePathPanelProps {
  /** Memoized. */
  readonly query: TraceQuery;
  readonly isSelection: boolean;
  readonly onClose: () => void;
}

export function AggregatePathPanel({ query, isSelection, onClose }: AggregatePathPanelProps) {
  const analyses = useAnalyses();
  const { refresh } = useTimeRange();
  const [params] = useUrlState();
  const ruleInUrl = params.get('whatIf');
  const run = useCallback(
    (options: AnalysisOptions) => {
      const rule = readRule(ruleInUrl);
      return analyses.aggregateCriticalPath(query, { ...options, rules: rule && [rule] });
    },
    [analyses, query, ruleInUrl],
  );
  const analysis = useAnalysis(run);
  return (
    <AnalysisPanel
      title="Where does the time go?"
      explanation={`The critical paths of ${isSelection ? 'the selected traces' : 'the traces of this search'} together: work that a request waited for.`}
      analysis={analysis}
      onRetry={refresh}
      onClose={onClose}
    >
      {(answer) => <Answer answer={answer} />}
    </AnalysisPanel>
  );
}

function Answer({ answer: { aggregate, shiftedTraces, coverage } }: { readonly answer: AggregatedPaths }) {
  if (aggregate === undefined) return <p>There are no traces here. Select some dots, or widen the search.</p>;
  return (
    <>
      <Held aggregate={aggregate} shiftedTraces={shiftedTraces} />
      <CoverageNotice coverage={coverage} subject="traces" />
    </>
  );
}

interface HeldProps {
  readonly aggregate: AggregateAnswer;
  readonly shiftedTraces: number;
}

function Held({ aggregate, shiftedTraces }: HeldProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { scope } = useTimeRange();
  const [params, changeUrl] = useUrlState();
  const [by, setBy] = useState<HeldBy>('operation');
  const rows = useMemo(() => heldRows(aggregate, by), [aggregate, by]);
  const ruleInUrl = params.get('whatIf');
  const rule = useMemo(() => readRule(ruleInUrl), [ruleInUrl]);
  const columns = useMemo(
    () => pathColumns(theme, (row) => changeUrl({ whatIf: ruleText({ ...row.whom, factor: 0.5 }) })),
    [theme, changeUrl],
  );
  const { ranks, traces, spans, isCut, warnings } = aggregate;
  return (
    <>
      <div className={styles.head}>
        <RadioButtonGroup size="sm" options={HELD_BY} value={by} onChange={setBy} aria-label="Time by" />
        <span className={styles.quiet}>
          {formatCount(traces)} traces, {formatCount(spans)} spans · half take {formatDurationNs(ranks.p50.durationNs)},
          5% take {formatDurationNs(ranks.p95.durationNs)} or longer, 1% take {formatDurationNs(ranks.p99.durationNs)}
        </span>
      </div>
      {rule !== undefined && (
        <WhatIf rule={rule} aggregate={aggregate} onChange={(next) => changeUrl({ whatIf: next && ruleText(next) })} />
      )}
      <DataTable
        caption="Critical path time"
        columns={columns}
        rows={rows.slice(0, SHOWN_ROWS)}
        rowKey={(row) => row.key}
        rowUrl={(row) => traceUrl(row.exampleTraceId, scope)}
      />
      <p className={styles.quiet}>
        A row opens the trace in which it holds the most time.
        {rows.length > SHOWN_ROWS && ` The ${formatCount(rows.length - SHOWN_ROWS)} smallest are not shown.`}
        {isCut && ' There are more names or call paths than are kept apart.'}
        {shiftedTraces > 0 && ` The clocks of ${formatCount(shiftedTraces)} traces were corrected.`}
        {warnings.length > 0 &&
          ` Some traces are not quite sound (${warnings.map((one) => `${one.code.replaceAll('_', ' ')}: ${formatCount(one.traces)}`).join(', ')}).`}
      </p>
    </>
  );
}

const HELD_BY: Array<{ label: string; value: HeldBy }> = [
  { label: 'Services', value: 'service' },
  { label: 'Operations', value: 'operation' },
  { label: 'Call paths', value: 'callPath' },
];

const getStyles = (theme: GrafanaTheme2) => ({
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(2) }),
  quiet: css({
    margin: 0,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
  }),
});
