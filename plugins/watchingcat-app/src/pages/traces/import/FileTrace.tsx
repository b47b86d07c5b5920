// One trace of a file in the trace view: its spans are all here, so opening one asks nobody.
import { COMPLETE, type SpanDetails } from '@watchingcat/model';
import { rowsOfSpans, type TraceFileContent } from '@watchingcat/sources';
import React, { useCallback, useMemo } from 'react';
import { decodeZoom, encodeZoom, type TimeWindow } from '../../../components/trace/geometry/timeWindow';
import { segmentsInTrace } from '../../../components/trace/path/criticalPathOf';
import { TraceView } from '../../../components/trace/TraceView';
import { useClockSkew } from '../../../components/trace/useClockSkew';
import { decodeViewOptions, encodeViewOptions, type TraceViewOptions } from '../../../components/trace/viewOptions';
import { useTimeRange } from '../../../state/TimeRangeContext';
import { useUrlState } from '../../../state/useUrlState';
import { fileUrl, serviceUrl, tracesUrl, traceUrl } from '../../../urls';

interface FileTraceProps {
  readonly spans: readonly SpanDetails[];
  /** Links lead to these where they can, and to what the data source has where they cannot. */
  readonly inFile: TraceFileContent['traces'];
}

export function FileTrace({ spans, inFile }: FileTraceProps) {
  const { scope } = useTimeRange();
  const [params, changeUrl] = useUrlState();
  const rows = useMemo(() => rowsOfSpans(spans), [spans]);
  const isSkewCorrected = params.get('skew') !== 'off';
  const onSkewChange = useCallback((isOn: boolean) => changeUrl({ skew: isOn ? undefined : 'off' }), [changeUrl]);
  const { trace, sourceRow, clockSkew } = useClockSkew(rows.trace, isSkewCorrected, onSkewChange);
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
  const onSelectSpan = useCallback(
    (span: string | undefined, options?: { readonly replace: boolean }) => changeUrl({ span }, options),
    [changeUrl],
  );
  const onSearchChange = useCallback((q: string) => changeUrl({ q }, { replace: true }), [changeUrl]);
  const onCollapsedChange = useCallback((collapsed: string) => changeUrl({ collapsed }), [changeUrl]);
  const onZoomChange = useCallback(
    (zoom: TimeWindow | undefined) => changeUrl({ zoom: encodeZoom(zoom) }),
    [changeUrl],
  );
  const options = useMemo(() => decodeViewOptions(params), [params]);
  const onOptionsChange = useCallback((next: TraceViewOptions) => changeUrl(encodeViewOptions(next)), [changeUrl]);
  const zoomText = params.get('zoom');
  const zoom = useMemo(() => decodeZoom(zoomText), [zoomText]);
  return (
    <TraceView
      trace={trace}
      coverage={COMPLETE}
      loadSpan={loadSpan}
      links={links}
      selectedSpanId={params.get('span') ?? undefined}
      onSelectSpan={onSelectSpan}
      search={params.get('q') ?? ''}
      onSearchChange={onSearchChange}
      collapsed={params.get('collapsed') ?? ''}
      onCollapsedChange={onCollapsedChange}
      zoom={zoom}
      onZoomChange={onZoomChange}
      options={options}
      onOptionsChange={onOptionsChange}
      clockSkew={clockSkew}
      criticalPath={segmentsInTrace(trace)}
      storageKey="trace"
      autoFocus
    />
  );
}
