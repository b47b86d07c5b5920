// Why did this one take longer? A trace against another one, or against the median of its operation. All state is in the address: `a`,
// `b` (a trace id, or `median`), `view`, `node` (the pair whose attributes are shown), and what the view itself keeps there.
import { Button } from '@grafana/ui';
import React from 'react';
import { PageFrame } from '../../components/PageFrame';
import { useTimeRange } from '../../state/TimeRangeContext';
import { useUrlState } from '../../state/useUrlState';
import { MEDIAN, tracesUrl } from '../../urls';
import { ChooseTraces } from './ChooseTraces';
import { CohortComparisonView } from './cohort/CohortComparisonView';
import { LoadedTrace } from './LoadedTrace';
import { LoadedPair } from './pair/LoadedPair';

/** Of another comparison. */
const NOTHING_CHOSEN = {
  b: undefined,
  node: undefined,
  view: undefined,
  of: undefined,
  focus: undefined,
  at: undefined,
};

export function ComparePage() {
  const { scope } = useTimeRange();
  const [params, changeUrl] = useUrlState();
  const a = params.get('a') ?? undefined;
  const b = params.get('b') ?? undefined;
  const isPair = a !== undefined && b !== undefined && b !== MEDIAN;
  return (
    <PageFrame
      title="Compare traces"
      subTitle="What makes one request longer than another, down to the last nanosecond of the difference."
      parent={{ text: 'Traces', url: tracesUrl({}, scope) }}
      hasTimeRange={b === undefined || b === MEDIAN}
      actions={
        a !== undefined &&
        b !== undefined && (
          <>
            {isPair && (
              <Button
                variant="secondary"
                fill="outline"
                icon="exchange-alt"
                onClick={() => changeUrl({ a: b, b: a, node: undefined })}
                tooltip="A becomes B, and what was slower is faster"
              >
                Swap
              </Button>
            )}
            <Button variant="secondary" fill="outline" icon="search" onClick={() => changeUrl(NOTHING_CHOSEN)}>
              Compare with another
            </Button>
          </>
        )
      }
    >
      {a === undefined || b === undefined ? (
        <ChooseTraces a={a} b={b} />
      ) : b === MEDIAN ? (
        <LoadedTrace key={a} traceId={a} name="Trace A">
          {(answer) => <CohortComparisonView answer={answer} />}
        </LoadedTrace>
      ) : (
        <LoadedPair a={a} b={b} />
      )}
    </PageFrame>
  );
}
