// What of a trace view stands in the address: the open span, search, folds, zoom, options, and whether clocks are put right. Opening and
// closing a span, folding and zooming are steps of Back; typing is not.
import type { Trace } from '@watchingcat/model';
import { useCallback, useMemo } from 'react';
import { useUrlState } from '../../state/useUrlState';
import { decodeZoom, encodeZoom, type TimeWindow } from './geometry/timeWindow';
import { segmentsInTrace } from './path/criticalPathOf';
import { useClockSkew } from './useClockSkew';
import { decodeViewOptions, encodeViewOptions, type TraceViewOptions } from './viewOptions';

/** `view` are props of TraceView, the trace to show among them; `sourceRow` says which row of the trace as sent a row of it is. */
export function useTraceAddress(sent: Trace) {
  const [params, changeUrl] = useUrlState();
  const isSkewCorrected = params.get('skew') !== 'off';
  const onSkewChange = useCallback((isOn: boolean) => changeUrl({ skew: isOn ? undefined : 'off' }), [changeUrl]);
  const { trace, sourceRow, clockSkew } = useClockSkew(sent, isSkewCorrected, onSkewChange);
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
  return {
    sourceRow,
    view: {
      trace,
      criticalPath: segmentsInTrace(trace),
      clockSkew,
      selectedSpanId: params.get('span') ?? undefined,
      onSelectSpan,
      search: params.get('q') ?? '',
      onSearchChange,
      collapsed: params.get('collapsed') ?? '',
      onCollapsedChange,
      zoom,
      onZoomChange,
      options,
      onOptionsChange,
    },
  };
}
