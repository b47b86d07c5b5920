// How many spans of what, and how long did they take? A trace as a table by service, operation, or any attribute. The choice stands in
// the address as `by` and `attribute`.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { selfTimes, traceStatistics } from '@watchingcat/analysis';
import type { Coverage } from '@watchingcat/model';
import React, { useMemo } from 'react';
import { CoverageNotice } from '../../../components/CoverageNotice';
import type { ShownTrace } from '../../../components/trace/useClockSkew';
import { useUrlState } from '../../../state/useUrlState';
import { ByAttribute } from './ByAttribute';
import { StatisticsTable } from './StatisticsTable';

const GROUPS = [
  { label: 'Service', value: 'service' },
  { label: 'Operation', value: 'operation' },
  { label: 'Attribute', value: 'attribute' },
] as const;
type By = (typeof GROUPS)[number]['value'];

interface StatisticsTabProps {
  readonly shown: ShownTrace;
  readonly coverage: Coverage;
}

export function StatisticsTab({ shown, coverage }: StatisticsTabProps) {
  const styles = useStyles2(getStyles);
  const [params, changeUrl] = useUrlState();
  const { trace } = shown;
  const self = useMemo(() => selfTimes(trace), [trace]);
  const by: By = GROUPS.find(({ value }) => value === params.get('by'))?.value ?? 'operation';
  const rows = useMemo(() => (by === 'attribute' ? [] : traceStatistics(trace, self, by)), [trace, self, by]);
  return (
    <div className={styles.tab}>
      <div className={styles.choice}>
        <span aria-hidden>Count spans by</span>
        <RadioButtonGroup
          aria-label="Count spans by"
          options={[...GROUPS]}
          value={by}
          onChange={(value) => changeUrl({ by: value === 'operation' ? undefined : value, sort: undefined })}
        />
      </div>
      <CoverageNotice coverage={coverage} subject="spans" />
      {by === 'attribute' ? (
        <ByAttribute shown={shown} self={self} />
      ) : (
        <StatisticsTable trace={trace} rows={rows} nameHeader={by === 'service' ? 'Service' : 'Operation'} isOfNames />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tab: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1.5), padding: theme.spacing(2, 0) }),
  choice: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
});
