// Traces of a file that someone opened, without any server: one of them as on its own page. What is chosen, selected and zoomed stands in the
// address; the file itself does not, so a reload or another person finds the page empty, and it says so.
import { Alert, EmptyState, Select } from '@grafana/ui';
import { COMPLETE } from '@watchingcat/model';
import type { TraceFileContent } from '@watchingcat/sources';
import React from 'react';
import { PageFrame } from '../../../components/PageFrame';
import { useTimeRange } from '../../../state/TimeRangeContext';
import { useUrlState } from '../../../state/useUrlState';
import { tracesUrl } from '../../../urls';
import { ExportMenu } from '../../trace/ExportMenu';
import { wholeTrace } from '../../trace/exportSources';
import { FillHeight } from '../../trace/FillHeight';
import { FileTrace } from './FileTrace';
import { useOpenedFile } from './openedFile';
import { OpenFile } from './OpenFile';
import { ReadingFile } from './ReadingFile';

export function FilePage() {
  const { scope } = useTimeRange();
  const [params, changeUrl] = useUrlState();
  const file = useOpenedFile();
  const traces = file.status === 'ready' ? file.content.traces : [];
  const chosen = traces.find(({ traceId }) => traceId === params.get('trace')) ?? traces[0];
  return (
    <PageFrame
      title={file.status === 'none' ? 'Open a file' : file.name}
      subTitle="Traces of a file. They stay in this browser, are sent nowhere, and are gone when the page is loaded again."
      parent={{ text: 'Traces', url: tracesUrl({}, scope) }}
      hasTimeRange={false}
      actions={
        <>
          {traces.length > 1 && (
            <Select
              aria-label="Trace"
              width={40}
              options={optionsOf(traces)}
              value={chosen?.traceId}
              onChange={({ value }) =>
                changeUrl({ trace: value, span: undefined, collapsed: undefined, zoom: undefined })
              }
            />
          )}
          {chosen !== undefined && <ExportMenu key={chosen.traceId} sources={[wholeTrace(() => Promise.resolve({ spans: chosen.spans, coverage: COMPLETE }))]} />}
          {file.status !== 'none' && <OpenFile />}
        </>
      }
    >
      {file.status === 'none' && <NoFile />}
      {file.status === 'reading' && <ReadingFile progress={file.progress} />}
      {file.status === 'failed' && (
        <Alert title={`${file.name} cannot be shown`} severity="error">
          {file.message}
        </Alert>
      )}
      {file.status === 'ready' && <Warnings content={file.content} />}
      {chosen !== undefined && (
        <FillHeight>
          <FileTrace key={chosen.traceId} spans={chosen.spans} inFile={traces} />
        </FillHeight>
      )}
    </PageFrame>
  );
} // prettier-ignore

function NoFile() {
  return (
    <EmptyState variant="call-to-action" message="Open a trace from a file" button={<OpenFile variant="primary" />}>
      Choose a file, or drop one here: OTLP JSON (also of the Collector’s file exporter, or from Tempo), Jaeger JSON as
      its UI saves it, or Zipkin v2 JSON. It is read in this browser and sent nowhere. A reload forgets it: then open it
      again.
    </EmptyState>
  );
}

function Warnings({ content: { warnings } }: { readonly content: TraceFileContent }) {
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

function optionsOf(traces: TraceFileContent['traces']) {
  return traces.map(({ traceId, spans }) => {
    const root = spans.find(({ parentSpanId }) => parentSpanId === undefined) ?? spans[0];
    return { value: traceId, label: `${root.service}: ${root.operation}`, description: `${spans.length} spans, ${traceId}` };
  });
} // prettier-ignore
