// Traces of a file that someone opened, without any server: one of them as on its own page (`trace`), or two against each other (`with`).
// What is chosen, selected and zoomed stands in the address; the file itself does not, so a reload or another person finds the page empty,
// and it says so.
import { Alert, EmptyState } from '@grafana/ui';
import { fileTelemetry, type TraceFileContent } from '@watchingcat/sources';
import React, { useCallback, useMemo } from 'react';
import { PageFrame } from '../../../components/PageFrame';
import { visibleText } from '../../../components/visibleText';
import { useAsync } from '../../../state/useAsync';
import { useTimeRange } from '../../../state/TimeRangeContext';
import { useUrlState } from '../../../state/useUrlState';
import { TelemetryProvider } from '../../../telemetry/TelemetryContext';
import { fileTraceUrl, traceUrl, tracesUrl } from '../../../urls';
import { LoadedPair } from '../../compare/pair/LoadedPair';
import { ExportButton } from '../../trace/ExportButton';
import { FillHeight } from '../../trace/FillHeight';
import { TraceSkeleton } from '../../trace/TraceSkeleton';
import { TraceTabs } from '../../trace/TraceTabs';
import { traceTitle } from '../../trace/traceTitle';
import { TraceUrlProvider } from '../../trace/TraceUrlContext';
import { ChooseFileTraces } from './ChooseFileTraces';
import { useOpenedFile } from './openedFile';
import { OpenFile } from './OpenFile';
import { ReadingFile } from './ReadingFile';

const WHERE_IT_STAYS = 'It stays in this browser, is sent nowhere, and is gone when the page is loaded again.';

export function FilePage() {
  const { scope } = useTimeRange();
  const file = useOpenedFile();
  if (file.status === 'ready') return <TracesOfFile name={file.name} content={file.content} />;
  return (
    <PageFrame
      title={file.status === 'none' ? 'Open a file' : file.name}
      subTitle={`Traces of a file. ${WHERE_IT_STAYS}`}
      parent={{ text: 'Traces', url: tracesUrl({}, scope) }}
      hasTimeRange={false}
      actions={file.status !== 'none' && <OpenFile />}
    >
      {file.status === 'none' && <NoFile />}
      {file.status === 'reading' && <ReadingFile progress={file.progress} />}
      {file.status === 'failed' && (
        <Alert title={`${file.name} cannot be shown`} severity="error">
          {file.message}
        </Alert>
      )}
    </PageFrame>
  );
}

interface TracesOfFileProps {
  readonly name: string;
  readonly content: TraceFileContent;
}

function TracesOfFile({ name, content: { traces, warnings } }: TracesOfFileProps) {
  const { scope } = useTimeRange();
  const [params] = useUrlState();
  const telemetry = useMemo(() => fileTelemetry(traces), [traces]);
  const urlOfTrace = useMemo(() => {
    const ids = new Set(traces.map(({ traceId }) => traceId));
    const inFileOrStored: typeof traceUrl = (id, ...shown) =>
      ids.has(id) ? fileTraceUrl(id, ...shown) : traceUrl(id, ...shown);
    return inFileOrStored;
  }, [traces]);
  const known = (id: string | null) => traces.find(({ traceId }) => traceId === id)?.traceId;
  const traceId = known(params.get('trace')) ?? traces[0].traceId;
  const compared = known(params.get('with'));
  const other = compared === traceId ? undefined : compared;
  const load = useCallback((signal: AbortSignal) => telemetry.trace(traceId, signal), [telemetry, traceId]);
  const loaded = useAsync(load);
  const answer = loaded.value?.trace.traceId === traceId ? loaded.value : undefined;
  const title = other !== undefined ? 'Compare traces' : answer === undefined ? name : traceTitle(answer.trace);
  return (
    <TelemetryProvider telemetry={telemetry}>
      <TraceUrlProvider value={urlOfTrace}>
        <PageFrame
          title={title}
          subTitle={`Of the file ${visibleText(name)}. ${WHERE_IT_STAYS}`}
          parent={{ text: 'Traces', url: tracesUrl({}, scope) }}
          hasTimeRange={false}
          actions={
            <>
              {answer !== undefined && other === undefined && <ExportButton trace={answer.trace} />}
              <OpenFile />
            </>
          }
        >
          <Warnings warnings={warnings} />
          {traces.length > 1 && <ChooseFileTraces traces={traces} traceId={traceId} other={other} />}
          {loaded.status === 'failed' && (
            <Alert title="The trace cannot be shown" severity="error">
              {String(loaded.error)}
            </Alert>
          )}
          {other !== undefined ? (
            <LoadedPair a={traceId} b={other} />
          ) : answer === undefined ? (
            loaded.status === 'loading' && <TraceSkeleton />
          ) : (
            <FillHeight>
              <TraceTabs key={traceId} answer={answer} />
            </FillHeight>
          )}
        </PageFrame>
      </TraceUrlProvider>
    </TelemetryProvider>
  );
}

function NoFile() {
  return (
    <EmptyState
      variant="call-to-action"
      message="Open a trace from a file"
      button={<OpenFile variant="primary" keepsAddress />}
    >
      Choose a file, or drop one here: OTLP JSON (also of the Collector’s file exporter, or from Tempo), Jaeger JSON as
      its UI saves it, or Zipkin v2 JSON. It is read in this browser and sent nowhere. A reload forgets it: open it
      again, and it is shown as before.
    </EmptyState>
  );
}

function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <Alert title="Not all of the file is shown as it stands there" severity="warning">
      <ul style={{ paddingLeft: 20, overflowWrap: 'anywhere' }}>
        {warnings.map((warning, index) => (
          <li key={index}>{warning}</li>
        ))}
      </ul>
    </Alert>
  );
}
