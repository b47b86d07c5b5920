// The attributes of the spans in this range, each with its values and how many spans have them: a click makes one a filter of the query, or
// takes it away. Counted over all spans of the range (of the chosen service, where there is one), not over the results.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Input, useStyles2 } from '@grafana/ui';
import type { AttributeName, Coverage } from '@watchingcat/model';
import React, { useCallback, useState } from 'react';
import { coverageText } from '../../../components/CoverageNotice';
import { useAsync } from '../../../state/useAsync';
import { useUrlState } from '../../../state/useUrlState';
import type { AttributeAnswers } from './AttributeAnswers';
import { FacetValues, type FacetValuesProps } from './FacetValues';

const MAX_NAMES = 15;

interface FacetsProps extends Pick<FacetValuesProps, 'conditions' | 'conditionOf' | 'onChange'> {
  readonly answers: AttributeAnswers;
}

export function Facets({ answers, ...ofValues }: FacetsProps) {
  const styles = useStyles2(getStyles);
  const [params, changeUrl] = useUrlState();
  const [wanted, setWanted] = useState('');
  const [isWhole, setWhole] = useState(false);
  const load = useCallback((signal: AbortSignal) => answers.loadNames('', signal), [answers]);
  const state = useAsync(load);
  const open = params.get('facet');
  const names = spansFirst(state.value?.names ?? []);
  const fitting = names.filter(({ name }) => name.toLowerCase().includes(wanted.trim().toLowerCase()));
  // The open one stays where it can be seen and closed.
  const shown = isWhole ? fitting : fitting.filter((one, index) => index < MAX_NAMES || facetOf(one) === open);
  if (state.status === 'ready' && names.length === 0) return null;
  return (
    <section className={styles.frame} aria-label="Attributes of the spans in this range">
      <Input
        value={wanted}
        placeholder="Find an attribute"
        aria-label="Find an attribute"
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {state.status === 'failed' && <div className={styles.note}>The attributes could not be loaded.</div>}
      <ul className={styles.names}>
        {shown.map((one) => {
          const facet = facetOf(one);
          return (
            <li key={facet}>
              <button
                type="button"
                className={styles.name}
                aria-expanded={facet === open}
                title={facet}
                onClick={() => changeUrl({ facet: facet === open ? undefined : facet })}
              >
                <span aria-hidden>{facet === open ? '▾' : '▸'}</span>
                <span className={styles.text}>{one.name}</span>
                <span className={styles.owner}>{one.owner}</span>
              </button>
              {facet === open && <FacetValues attribute={one} answers={answers} {...ofValues} />}
            </li>
          );
        })}
      </ul>
      {names.length > 0 && fitting.length === 0 && <div className={styles.note}>No attribute has such a name.</div>}
      {fitting.length > MAX_NAMES && (
        <Button size="sm" variant="secondary" fill="text" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show fewer' : `Show all ${fitting.length}`}
        </Button>
      )}
      {state.value !== undefined && <div className={styles.note}>{seenText(state.value.coverage)}</div>}
    </section>
  );
}

/** Every span has its resource's attributes, so that these come first by number, and are seldom what tells requests apart. */
function spansFirst(names: readonly AttributeName[]): AttributeName[] {
  return [...names.filter(({ owner }) => owner === 'span'), ...names.filter(({ owner }) => owner !== 'span')];
}

const facetOf = ({ owner, name }: AttributeName) => `${owner}.${name}`;

function seenText(coverage: Coverage): string | undefined {
  return coverage.kind === 'sampled' && coverage.reason !== undefined
    ? coverage.reason
    : coverageText(coverage, 'attributes');
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({ display: 'flex', flexDirection: 'column', alignItems: 'stretch', gap: theme.spacing(0.5) }),
  names: css({ margin: 0, padding: 0, listStyle: 'none', maxHeight: 420, overflowY: 'auto' }),
  name: css({
    all: 'unset',
    boxSizing: 'border-box',
    width: '100%',
    display: 'flex',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0.25, 0.5),
    cursor: 'pointer',
    fontSize: theme.typography.bodySmall.fontSize,
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  text: css({ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  owner: css({ color: theme.colors.text.secondary }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
