// What would be if a service or an operation did its own work faster, for all traces together.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import type { AggregateAnswer, AggregateWhatIf, WhatIfRule } from '@watchingcat/analysis';
import React from 'react';
import { formatCount, formatDurationNs, formatPercent } from '../../../components/format';
import { FACTORS } from './whatIfRule';

interface WhatIfProps {
  readonly rule: WhatIfRule;
  readonly aggregate: AggregateAnswer;
  /** `undefined`: nothing is asked any more. */
  readonly onChange: (rule: WhatIfRule | undefined) => void;
}

export function WhatIf({ rule, aggregate, onChange }: WhatIfProps) {
  const styles = useStyles2(getStyles);
  const name = rule.operation === undefined ? (rule.service ?? '') : `${rule.service ?? ''} ${rule.operation}`;
  const isListed = FACTORS.some(({ factor }) => factor === rule.factor);
  return (
    <div className={styles.line} role="group" aria-label="What if">
      <span>
        If <strong>{name}</strong>{' '}
        <select
          className={styles.select}
          aria-label="Factor of its own time"
          value={rule.factor}
          onChange={(event) => onChange({ ...rule, factor: Number(event.currentTarget.value) })}
        >
          {!isListed && <option value={rule.factor}>took {rule.factor} times as long</option>}
          {FACTORS.map(({ factor, label }) => (
            <option key={factor} value={factor}>
              {label}
            </option>
          ))}
        </select>
        {': '}
        <span aria-live="polite">{aggregate.whatIf && answerText(aggregate.whatIf, aggregate)}</span>
      </span>
      <IconButton name="times" tooltip="Ask nothing" onClick={() => onChange(undefined)} />
    </div>
  );
}

function answerText(
  { durationNs, savedShare, traces }: AggregateWhatIf,
  { ranks, traces: all }: AggregateAnswer,
): string {
  if (savedShare === 0) return 'nothing would change, because no request waits for it.';
  const ofTraces = `${formatPercent(Math.abs(savedShare))} of the time of all traces`;
  const change =
    savedShare > 0 ? `${ofTraces} saved in ${formatCount(traces)} of ${formatCount(all)}` : `${ofTraces} more`;
  const rank = (name: 'p50' | 'p95' | 'p99') =>
    `${name} ${formatDurationNs(ranks[name].durationNs)} → ${formatDurationNs(durationNs[name])}`;
  return `${change}; ${rank('p50')}, ${rank('p95')}, ${rank('p99')}.`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.5, 1),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'anywhere',
  }),
  /** Grafana's own styles for bare selects have other sizes in mind. */
  select: css({
    width: 'auto',
    height: theme.spacing(3.5),
    margin: 0,
    lineHeight: 'normal',
    color: theme.colors.text.primary,
    background: theme.components.input.background,
    border: `1px solid ${theme.components.input.borderColor}`,
    borderRadius: theme.shape.radius.default,
    padding: theme.spacing(0, 0.5),
  }),
});
