// Where did the time go? One trace, with all of its state in the address: `tab`, `span` (open), `q` (searched), `collapsed`, `zoom`,
// `color`, `only`, `skew`. Opening and closing a span, folding and zooming are steps of Back; typing and moving along the rows are not.
import { Button, ClipboardButton, LinkButton } from '@grafana/ui';
import React, { useCallback, useState } from 'react';
import { useParams } from 'react-router-dom';
import { Failure } from '../../components/Failure';
import { PageFrame } from '../../components/PageFrame';
import { useAsync } from '../../state/useAsync';
import { useTimeRange } from '../../state/TimeRangeContext';
import { useTelemetry } from '../../telemetry/TelemetryContext';
import { compareUrl, tracesUrl } from '../../urls';
import { ExportButton } from './ExportButton';
import { FillHeight } from './FillHeight';
import { TraceNotFound } from './TraceNotFound';
import { TraceSkeleton } from './TraceSkeleton';
import { TraceTabs } from './TraceTabs';
import { traceTitle } from './traceTitle';

/** Another trace is another page: nothing of the former one is kept. */
export function TracePage() {
  const { traceId = '' } = useParams();
  return <OneTrace key={traceId} traceId={traceId} />;
}

function OneTrace({ traceId }: { readonly traceId: string }) {
  const telemetry = useTelemetry();
  const { scope } = useTimeRange();
  const [attempt, setAttempt] = useState(0);
  const load = useCallback(
    (signal: AbortSignal) => telemetry.trace(traceId, signal),
    // A new attempt is a new question.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [telemetry, traceId, attempt],
  );
  const state = useAsync(load);
  const retry = () => setAttempt((count) => count + 1);
  const answer = state.value;
  return (
    <PageFrame
      title={answer === undefined ? `Trace ${traceId.slice(0, 8)}` : traceTitle(answer.trace)}
      parent={{ text: 'Traces', url: tracesUrl({}, scope) }}
      hasTimeRange={false}
      actions={
        <>
          <LinkButton variant="secondary" fill="outline" icon="columns" href={compareUrl(traceId, scope)}>
            Compare with…
          </LinkButton>
          <ClipboardButton variant="secondary" fill="outline" icon="copy" getText={() => traceId}>
            Copy trace id
          </ClipboardButton>
          {answer !== undefined && <ExportButton trace={answer.trace} />}
          <Button
            variant="secondary"
            fill="outline"
            icon="sync"
            onClick={retry}
            tooltip="Load again: more spans may have arrived"
          >
            Reload
          </Button>
        </>
      }
    >
      {state.status === 'failed' && (
        <Failure title="The trace could not be loaded" error={state.error} onRetry={retry} />
      )}
      {state.status === 'loading' && answer === undefined && <TraceSkeleton />}
      {state.status === 'ready' && answer === undefined && <TraceNotFound traceId={traceId} onRetry={retry} />}
      {answer !== undefined && (
        <FillHeight>
          <TraceTabs answer={answer} />
        </FillHeight>
      )}
    </PageFrame>
  );
}
