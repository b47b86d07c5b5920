// One trace of a file in the trace view: its spans are all here, so opening one asks nobody.
import { COMPLETE, type SpanDetails } from '@watchingcat/model';
import { rowsOfSpans, type TraceFileContent } from '@watchingcat/sources';
import React, { useCallback, useMemo } from 'react';
import { TraceView } from '../../../components/trace/TraceView';
import { useShownTrace } from '../../../components/trace/useShownTrace';
import { useTraceAddress } from '../../../components/trace/useTraceAddress';
import { useTimeRange } from '../../../state/TimeRangeContext';
import { fileUrl, serviceUrl, tracesUrl, traceUrl } from '../../../urls';

interface FileTraceProps {
  readonly spans: readonly SpanDetails[];
  /** Links lead to these where they can, and to what the data source has where they cannot. */
  readonly inFile: TraceFileContent['traces'];
}

export function FileTrace({ spans, inFile }: FileTraceProps) {
  const { scope } = useTimeRange();
  const rows = useMemo(() => rowsOfSpans(spans), [spans]);
  const shown = useShownTrace(rows.trace);
  const view = useTraceAddress(shown);
  const { sourceRow } = shown;
  const loadSpan = useCallback((row: number) => Promise.resolve(rows.spans[sourceRow(row)]), [rows, sourceRow]);
  const links = useMemo(() => {
    const ids = new Set(inFile.map(({ traceId }) => traceId));
    return {
      trace: (id: string, span?: string) =>
        ids.has(id) ? fileUrl({ trace: id, span }, scope) : traceUrl(id, scope, span),
      tracesWith: (key: string, value: string) => tracesUrl({ attributes: [`${key}=${value}`] }, scope),
      service: (service: string) => serviceUrl(service, scope),
    };
  }, [inFile, scope]);
  return <TraceView {...view} coverage={COMPLETE} loadSpan={loadSpan} links={links} storageKey="trace" autoFocus />;
}
