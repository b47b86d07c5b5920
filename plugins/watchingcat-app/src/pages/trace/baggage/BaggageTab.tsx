// Where did baggage enter, how far did it go, and where was it changed or lost? Attributes that hold baggage under their own name can be
// told in the address as `named`.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, EmptyState, Field, MultiSelect, TextLink, useStyles2 } from '@grafana/ui';
import { baggageCandidates, baggageTravel } from '@watchingcat/analysis';
import React, { useMemo } from 'react';
import { CoverageNotice } from '../../../components/CoverageNotice';
import { Failure } from '../../../components/Failure';
import { TableSkeleton } from '../../../components/Loading';
import type { ShownTrace } from '../../../components/trace/useClockSkew';
import { visibleText } from '../../../components/visibleText';
import { useUrlState } from '../../../state/useUrlState';
import { attributeKeys } from '../statistics/attributeKeys';
import { useTraceDetails } from '../useTraceDetails';
import { BaggageKeyView } from './BaggageKeyView';

/** More than these few would be no help to choose. */
const MOST_CANDIDATES = 5;
const ABOUT_BAGGAGE = 'https://opentelemetry.io/docs/concepts/signals/baggage/';

export function BaggageTab({ shown }: { readonly shown: ShownTrace }) {
  const styles = useStyles2(getStyles);
  const [params, changeUrl] = useUrlState();
  const { trace } = shown;
  const state = useTraceDetails(shown);
  const loaded = state.status === 'ready' ? state.value : undefined;
  const namedText = params.getAll('named').join('\n');
  const named = useMemo(() => namedText.split('\n').filter((name) => name !== ''), [namedText]);
  const keys = useMemo(() => (loaded === undefined ? [] : attributeKeys(loaded.details)), [loaded]);
  const travel = useMemo(
    () => (loaded === undefined ? undefined : baggageTravel(trace, (row) => loaded.details[row], named)),
    [trace, loaded, named],
  );
  const offered = useMemo(
    () =>
      loaded === undefined
        ? []
        : baggageCandidates(trace, (row) => loaded.details[row], travel?.keys).slice(0, MOST_CANDIDATES),
    [trace, loaded, travel],
  );
  if (state.status === 'failed') {
    return <Failure title="The baggage could not be loaded" error={state.error} onRetry={state.retry} />;
  }
  if (loaded === undefined || travel === undefined) {
    return <TableSkeleton rows={4} label="Loading the attributes of all spans" />;
  }
  return (
    <div className={styles.tab}>
      <p className={styles.intro}>
        Baggage travels with a request, but is no part of its spans: it is seen only where something wrote it down. So a
        span that shows none may still have carried some.
      </p>
      <CoverageNotice coverage={loaded.coverage} subject="spans" />
      <Field
        label="Attributes that are baggage here"
        description="OpenTelemetry’s BaggageSpanProcessor copies entries under their own names."
      >
        <MultiSelect
          inputId="baggage-named"
          width={60}
          options={keys.map(({ key }) => ({ label: key, value: key }))}
          value={named.map((key) => ({ label: key, value: key }))}
          placeholder="None besides baggage.* and captured headers"
          onChange={(choices) => changeUrl({ named: choices.flatMap(({ value }) => value ?? []) })}
        />
      </Field>
      {offered.length > 0 && (
        <div role="group" aria-label="May be baggage" className={styles.offered}>
          <span>With the same value on both sides of calls between services:</span>
          {offered.map(({ key, calls }) => (
            <Button
              key={key}
              size="sm"
              variant="secondary"
              icon="plus"
              tooltip={`On ${calls} ${calls === 1 ? 'call' : 'calls'}. Follow it as baggage`}
              onClick={() => changeUrl({ named: [...named, key] })}
            >
              {visibleText(key)}
            </Button>
          ))}
          {offered.length > 1 && (
            <Button
              size="sm"
              fill="text"
              onClick={() => changeUrl({ named: [...named, ...offered.map(({ key }) => key)] })}
            >
              All of them
            </Button>
          )}
        </div>
      )}
      {travel.keys.length === 0 ? (
        <EmptyState variant="not-found" message="No span of this trace shows baggage">
          It is seen in attributes named baggage.*, in captured baggage headers, and in the log fields of Jaeger’s
          tracers.{' '}
          <TextLink href={ABOUT_BAGGAGE} external>
            What baggage is
          </TextLink>
        </EmptyState>
      ) : (
        travel.keys.map((key) => <BaggageKeyView key={key.key} trace={trace} baggage={key} />)
      )}
      {travel.keysLeftOut > 0 && <p role="note">{travel.keysLeftOut} more keys are not listed.</p>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tab: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), padding: theme.spacing(2, 0) }),
  offered: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  intro: css({ margin: 0, color: theme.colors.text.secondary }),
});
