// What kept the request from ending sooner? The critical path as shares, as steps, and as a question: what if something were faster.
// How it is found, and what it cannot know, is written in docs/critical-path.md.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { EmptyState, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { criticalPathShares, dragAndSlack } from '@watchingcat/analysis';
import type { Coverage } from '@watchingcat/model';
import React, { useMemo } from 'react';
import { CoverageNotice } from '../../../components/CoverageNotice';
import { formatDurationNs } from '../../../components/format';
import { criticalPathOf } from '../../../components/trace/path/criticalPathOf';
import type { ShownTrace } from '../../../components/trace/useClockSkew';
import { nameText } from '../../../components/visibleText';
import { useUrlState } from '../../../state/useUrlState';
import { NearMisses } from './NearMisses';
import { PathShares } from './PathShares';
import { PathSteps } from './PathSteps';
import { PathWarnings } from './PathWarnings';
import { WhatIf } from './WhatIf';

const GROUPS = [
  { label: 'By operation', value: 'operation' },
  { label: 'By service', value: 'service' },
] as const;

interface CriticalPathTabProps {
  readonly shown: ShownTrace;
  readonly coverage: Coverage;
}

export function CriticalPathTab({ shown: { trace }, coverage }: CriticalPathTabProps) {
  const styles = useStyles2(getStyles);
  const [params, changeUrl] = useUrlState();
  const path = criticalPathOf(trace);
  const shares = useMemo(() => criticalPathShares(path), [path]);
  const room = useMemo(() => dragAndSlack(path), [path]);
  const by = params.get('by') === 'service' ? 'service' : 'operation';
  const root = `${nameText(trace.services[trace.service[path.root]])}: ${nameText(trace.operations[trace.operation[path.root]])}`;
  return (
    <div className={styles.tab}>
      <p className={styles.intro}>
        {root} took {formatDurationNs(path.durationNs)}. At every moment of it, one span was what it was waiting for: to
        be faster, the request needs one of these to be faster.
      </p>
      <CoverageNotice coverage={coverage} subject="spans" />
      <PathWarnings warnings={path.warnings} />
      {path.segments.size === 0 ? (
        <EmptyState variant="not-found" message="There is no critical path">
          The root has no duration. See the waterfall for what was sent.
        </EmptyState>
      ) : (
        <>
          <div className={styles.columns}>
            <section aria-label="Who holds the time" className={styles.wide}>
              <div className={styles.heading}>
                <h4>Who holds the time</h4>
                <RadioButtonGroup
                  size="sm"
                  aria-label="Group by"
                  options={[...GROUPS]}
                  value={by}
                  onChange={(value) => changeUrl({ by: value === 'operation' ? undefined : value })}
                />
              </div>
              <PathShares trace={trace} rows={by === 'service' ? shares.byService : shares.byOperation} />
            </section>
            <section aria-label="What if" className={styles.narrow}>
              <h4>What if it were faster?</h4>
              <WhatIf path={path} shares={shares} />
            </section>
          </div>
          <PathSteps path={path} dragNs={room.dragNs} />
          <NearMisses path={path} slackNs={room.slackNs} />
        </>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tab: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    padding: theme.spacing(2, 0),
    // Steps and near misses stand beside each other where a line would be too long to follow.
    '@media (min-width: 2400px)': {
      display: 'grid',
      gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
      alignItems: 'start',
      '& > :not(section)': { gridColumn: '1 / -1' },
    },
  }),
  intro: css({ margin: 0, color: theme.colors.text.secondary }),
  columns: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(3), alignItems: 'flex-start' }),
  wide: css({ flex: '3 1 520px', minWidth: 0 }),
  narrow: css({ flex: '1 1 400px', minWidth: 0 }),
  heading: css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(0.5),
  }),
});
