// The values of one attribute, the most frequent first, each a filter that can be put on and taken off.
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { AttributeName, AttributeOwner, AttributeValueCount } from '@watchingcat/model';
import React, { useCallback } from 'react';
import { Bar } from '../../../components/Bar';
import { Failure } from '../../../components/Failure';
import { formatCount } from '../../../components/format';
import { useAsync } from '../../../state/useAsync';
import { useTimeRange } from '../../../state/TimeRangeContext';
import type { AttributeAnswers } from './AttributeAnswers';

const MAX_VALUES = 30;

export interface FacetValuesProps {
  readonly attribute: AttributeName;
  readonly answers: AttributeAnswers;
  /** Of the query, as TraceQL writes them. */
  readonly conditions: readonly string[];
  /** `undefined` while that is not known, and for a value that no query can name. */
  readonly conditionOf: (
    owner: AttributeOwner,
    name: string,
    value: Pick<AttributeValueCount, 'text' | 'type'>,
  ) => string | undefined;
  readonly onChange: (conditions: readonly string[]) => void;
}

export function FacetValues({ attribute, answers, conditions, conditionOf, onChange }: FacetValuesProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { refresh } = useTimeRange();
  const { owner, name } = attribute;
  const load = useCallback(
    (signal: AbortSignal) => answers.loadValues({ owner, name, contains: '' }, signal),
    [answers, owner, name],
  );
  const state = useAsync(load);
  if (state.status === 'failed') {
    return <Failure title="The values could not be loaded" error={state.error} onRetry={refresh} />;
  }
  if (state.value === undefined) return <div className={styles.note}>Loading…</div>;
  const { values, coverage } = state.value;
  if (values.length === 0) return <div className={styles.note}>Its values are lists, or too long for one.</div>;
  const most = values[0].spans;
  return (
    <>
      <ul className={styles.values} aria-label={`Values of ${name}`}>
        {values.slice(0, MAX_VALUES).map(({ text, type, spans }) => {
          const condition = conditionOf(owner, name, { text, type });
          const isOn = condition !== undefined && conditions.includes(condition);
          return (
            <li key={`${type} ${text}`}>
              <button
                type="button"
                className={cx(styles.value, isOn && styles.on)}
                aria-pressed={isOn}
                disabled={condition === undefined}
                title={condition}
                onClick={() => {
                  if (condition === undefined) return;
                  onChange(isOn ? conditions.filter((one) => one !== condition) : [...conditions, condition]);
                }}
              >
                <span className={styles.text}>{text === '' ? '(empty)' : text}</span>
                <Bar share={spans / most} color={theme.colors.text.disabled} label={formatCount(spans)} />
              </button>
            </li>
          );
        })}
      </ul>
      {coverage.kind === 'sampled' && (
        <div className={styles.note}>Among the newest {formatCount(coverage.seen)} spans.</div>
      )}
      {values.length > MAX_VALUES && (
        <div className={styles.note}>The {MAX_VALUES} most frequent; the editor completes the others.</div>
      )}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  values: css({ margin: theme.spacing(0, 0, 0.5, 1.5), padding: 0, listStyle: 'none' }),
  value: css({
    all: 'unset',
    boxSizing: 'border-box',
    width: '100%',
    padding: theme.spacing(0.25, 0.5),
    cursor: 'pointer',
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
    '&:disabled': { cursor: 'default', color: theme.colors.text.secondary },
  }),
  on: css({ background: theme.colors.action.selected, fontWeight: theme.typography.fontWeightMedium }),
  text: css({ display: 'block', overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  note: css({
    marginLeft: theme.spacing(2),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
