// What of a trace view stands in the address: the open span, search, folds, zoom, options. Opening and closing a span, folding and zooming
// are steps of Back; typing is not.
import { useCallback, useMemo } from 'react';
import { useUrlState } from '../../state/useUrlState';
import { decodeZoom, encodeZoom, type TimeWindow } from './geometry/timeWindow';
import { segmentsInTrace } from './path/criticalPathOf';
import type { ShownTrace } from './useClockSkew';
import { decodeViewOptions, encodeViewOptions, type TraceViewOptions } from './viewOptions';

/** Props of TraceView, the trace to show among them. */
export function useTraceAddress({ trace, clockSkew }: ShownTrace) {
  const [params, changeUrl] = useUrlState();
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
  };
}
