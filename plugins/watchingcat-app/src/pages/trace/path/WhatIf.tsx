// Asks what the request would have taken if a service or an operation did its own work faster or slower. The question stands in the
// address as `if` (service, or service and operation as JSON) and `factor`.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Field, RadioButtonGroup, Select, useStyles2 } from '@grafana/ui';
import { whatIf, type CriticalPath, type CriticalPathShares } from '@watchingcat/analysis';
import React, { useMemo } from 'react';
import { formatDurationNs, formatPercent } from '../../../components/format';
import { nameText } from '../../../components/visibleText';
import { useUrlState } from '../../../state/useUrlState';

const FACTORS = [
  { label: 'no time', value: 0, description: 'As if it were not there' },
  { label: '10× faster', value: 0.1 },
  { label: 'twice as fast', value: 0.5 },
  { label: 'twice as slow', value: 2 },
];
const USUAL_FACTOR = 0.5;

interface WhatIfProps {
  readonly path: CriticalPath;
  readonly shares: CriticalPathShares;
}

export function WhatIf({ path, shares }: WhatIfProps) {
  const styles = useStyles2(getStyles);
  const [params, changeUrl] = useUrlState();
  const options = useMemo(() => optionsOf(shares), [shares]);
  const chosen = options.find(({ value }) => value === params.get('if')) ?? options[0];
  const factor = FACTORS.find(({ value }) => String(value) === params.get('factor'))?.value ?? USUAL_FACTOR;
  const answer = useMemo(
    () => (chosen === undefined ? undefined : whatIf(path, [{ ...chosen.rule, factor }])),
    [path, chosen, factor],
  );
  if (chosen === undefined || answer === undefined) return null;
  const { savedNs, newDurationNs, durationNs } = answer;
  return (
    <>
      <Field label="If this">
        <Select
          aria-label="What would be faster"
          options={options}
          value={chosen}
          onChange={(choice) => changeUrl({ if: choice.value })}
        />
      </Field>
      <Field label="took">
        <RadioButtonGroup
          size="sm"
          aria-label="How much faster"
          options={FACTORS}
          value={factor}
          onChange={(value) => changeUrl({ factor: value === USUAL_FACTOR ? undefined : String(value) })}
        />
      </Field>
      <p role="status" className={styles.answer}>
        {savedNs === 0 ? (
          <>The request would still take {formatDurationNs(durationNs)}: something else holds it up meanwhile.</>
        ) : (
          <>
            The request would take <strong>{formatDurationNs(newDurationNs)}</strong> instead of{' '}
            {formatDurationNs(durationNs)}: {formatDurationNs(Math.abs(savedNs))} (
            {formatPercent(Math.abs(savedNs) / durationNs)}) {savedNs > 0 ? 'saved' : 'longer'}.
          </>
        )}
      </p>
      <p className={styles.note}>
        The request is played again, with the own work of these spans at another speed, in the order in which things
        happened.
      </p>
    </>
  );
}

/** Operations first, largest share first: what a person would ask about. */
function optionsOf({ byOperation, byService }: CriticalPathShares) {
  return [
    ...byOperation.map(({ service, operation }) => ({
      label: `${nameText(service)}: ${nameText(operation)}`,
      value: JSON.stringify([service, operation]),
      rule: { service, operation },
    })),
    ...byService.map(({ service }) => ({
      label: `${nameText(service)} (all of it)`,
      value: JSON.stringify([service]),
      rule: { service },
    })),
  ];
}

const getStyles = (theme: GrafanaTheme2) => ({
  answer: css({ margin: 0, fontVariantNumeric: 'tabular-nums' }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
