// The zoom of a timeline. While it changes (wheel, drag) it is local and follows at once; when it rests it is reported, so that an
// address bar is written once and not at every pixel.
import { useCallback, useEffect, useMemo, useState } from 'react';
import { clampWindow, fullWindow, widthNs, type TimeWindow } from './geometry/timeWindow';

const REST_MS = 250;

export interface TimeWindowState {
  readonly full: TimeWindow;
  readonly window: TimeWindow;
  readonly isZoomed: boolean;
  readonly setWindow: (window: TimeWindow) => void;
  readonly reset: () => void;
}

export function useTimeWindow(
  durationNs: number,
  zoom: TimeWindow | undefined,
  onZoomChange: (zoom: TimeWindow | undefined) => void,
): TimeWindowState {
  const full = useMemo(() => fullWindow(durationNs), [durationNs]);
  const [draft, setDraft] = useState<{ readonly from: TimeWindow | undefined; readonly to: TimeWindow }>();
  const fromNs = zoom?.fromNs;
  const toNs = zoom?.toNs;
  const given = useMemo(
    () => (fromNs === undefined || toNs === undefined ? undefined : clampWindow({ fromNs, toNs }, full)),
    [fromNs, toNs, full],
  );
  // A draft belongs to the zoom that it changes: when that becomes another (reported, or by Back), the draft is over for good.
  if (draft !== undefined && draft.from !== given) setDraft(undefined);
  const pending = draft !== undefined && draft.from === given ? draft.to : undefined;
  useEffect(() => {
    if (pending === undefined) return undefined;
    const timer = setTimeout(() => onZoomChange(widthNs(pending) >= widthNs(full) ? undefined : pending), REST_MS);
    return () => clearTimeout(timer);
  }, [pending, full, onZoomChange]);
  const setWindow = useCallback(
    (to: TimeWindow) => setDraft({ from: given, to: clampWindow(to, full) }),
    [given, full],
  );
  const reset = useCallback(() => setWindow(full), [setWindow, full]);
  const window = pending ?? given ?? full;
  return { full, window, isZoomed: widthNs(window) < widthNs(full), setWindow, reset };
}
