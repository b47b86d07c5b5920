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

interface Draft {
  /** The zoom that it changes. */
  readonly from: TimeWindow | undefined;
  readonly to: TimeWindow;
  /** What of it was reported last. */
  readonly reported?: TimeWindow | undefined;
}

export function useTimeWindow(
  durationNs: number,
  zoom: TimeWindow | undefined,
  onZoomChange: (zoom: TimeWindow | undefined) => void,
): TimeWindowState {
  const full = useMemo(() => fullWindow(durationNs), [durationNs]);
  const [draft, setDraft] = useState<Draft>();
  const fromNs = zoom?.fromNs;
  const toNs = zoom?.toNs;
  const given = useMemo(
    () => (fromNs === undefined || toNs === undefined ? undefined : clampWindow({ fromNs, toNs }, full)),
    [fromNs, toNs, full],
  );
  // A draft belongs to the zoom that it changes: when that becomes another, the draft is over for good. Unless it becomes what was reported
  // of an earlier state of the draft, which has gone on since.
  if (draft !== undefined && draft.from !== given) {
    const shown = given ?? full;
    const isNewer = draft.reported !== undefined && isSame(draft.reported, shown) && !isSame(draft.to, shown);
    setDraft(isNewer ? { from: given, to: draft.to } : undefined);
  }
  const pending = draft !== undefined && draft.from === given ? draft.to : undefined;
  useEffect(() => {
    if (pending === undefined) return undefined;
    const timer = setTimeout(() => {
      setDraft((rested) => rested && { ...rested, reported: pending });
      onZoomChange(widthNs(pending) >= widthNs(full) ? undefined : pending);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [pending, full, onZoomChange]);
  const setWindow = useCallback(
    (to: TimeWindow) => setDraft((before) => ({ from: given, to: clampWindow(to, full), reported: before?.reported })),
    [given, full],
  );
  const reset = useCallback(() => setWindow(full), [setWindow, full]);
  const window = pending ?? given ?? full;
  return { full, window, isZoomed: widthNs(window) < widthNs(full), setWindow, reset };
}

/** An address holds whole ns. */
function isSame(one: TimeWindow, other: TimeWindow): boolean {
  return Math.abs(one.fromNs - other.fromNs) <= 1 && Math.abs(one.toNs - other.toNs) <= 1;
}
