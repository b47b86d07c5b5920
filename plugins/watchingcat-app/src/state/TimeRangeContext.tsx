// The one time range of the app. It stands in the URL as Grafana writes it; relative ends are evaluated when the page opens and at
// each refresh, not at each rendering, so that everything on a page is of the same time.
import { dateTime, ISO_8601, rangeUtil, type TimeRange as GrafanaTimeRange } from '@grafana/data';
import { unixNanoFromMs, type TimeRange } from '@watchingcat/model';
import React, {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  type PropsWithChildren,
} from 'react';
import { useLocation } from 'react-router-dom';
import type { LinkScope, RawRange } from '../urls';
import { useUrlState } from './useUrlState';
import { wholeMinutes } from './wholeMinutes';

export const DEFAULT_RANGE: RawRange = { from: 'now-1h', to: 'now' };

interface TimeRangeState {
  /** What to ask a Telemetry for. A new object at each refresh, also when the range is absolute. */
  readonly range: TimeRange;
  /** The same in whole minutes: for rates and percentiles. */
  readonly minutes: TimeRange;
  /** The same for Grafana's components. */
  readonly timeRange: GrafanaTimeRange;
  /** Range, as in the URL, and environment: put it into links. */
  readonly scope: LinkScope;
  readonly setRange: (raw: RawRange) => void;
  readonly refresh: () => void;
  /** `''` for off, or `10s`, `1m`. */
  readonly refreshEvery: string;
  readonly setRefreshEvery: (interval: string) => void;
}

const Context = createContext<TimeRangeState | undefined>(undefined);

export function useTimeRange(): TimeRangeState {
  const state = useContext(Context);
  if (state === undefined) throw new Error('useTimeRange needs a TimeRangeProvider above it');
  return state;
}

export function TimeRangeProvider({
  defaultRange,
  children,
}: PropsWithChildren<{ defaultRange?: RawRange | undefined }>) {
  const [params, changeUrl] = useUrlState();
  const { pathname } = useLocation();
  const [refreshes, setRefreshes] = useState(0);
  const from = params.get('from') ?? defaultRange?.from ?? DEFAULT_RANGE.from;
  const to = params.get('to') ?? defaultRange?.to ?? DEFAULT_RANGE.to;
  // Only what is in the address: a link of someone without a choice means everyone's own.
  const ds = params.get('ds') ?? undefined;
  const refreshEvery = params.get('refresh') ?? '';
  const refresh = useCallback(() => setRefreshes((count) => count + 1), []);
  const setRange = useCallback((raw: RawRange) => changeUrl({ from: raw.from, to: raw.to }), [changeUrl]);
  const setRefreshEvery = useCallback((refresh: string) => changeUrl({ refresh }, { replace: true }), [changeUrl]);
  useEffect(() => {
    const everyMs = intervalMs(refreshEvery);
    if (everyMs === undefined) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [refreshEvery, refresh]);

  const times = useMemo(() => {
    return rangesOf(evaluate({ from, to }));
    // A refresh and another page evaluate `now` anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [from, to, refreshes, pathname]);
  const scope = useMemo(() => ({ from, to, ds }), [from, to, ds]);
  const state = useMemo(
    () => ({ ...times, scope, setRange, refresh, refreshEvery, setRefreshEvery }),
    [times, scope, setRange, refresh, refreshEvery, setRefreshEvery],
  );
  return <Context.Provider value={state}>{children}</Context.Provider>;
}

function rangesOf(timeRange: GrafanaTimeRange) {
  const range = { start: unixNanoFromMs(timeRange.from.valueOf()), end: unixNanoFromMs(timeRange.to.valueOf()) };
  return { timeRange, range, minutes: wholeMinutes(range, unixNanoFromMs(Date.now())) };
}

/** What cannot be read, or ends before it starts, becomes the default: an address from elsewhere must not break a page. */
function evaluate(raw: RawRange): GrafanaTimeRange {
  const range = rangeUtil.convertRawToRange({ from: timeOf(raw.from), to: timeOf(raw.to) });
  const isUsable = range.from.isValid() && range.to.isValid() && range.from.isBefore(range.to);
  return isUsable ? range : rangeUtil.convertRawToRange(DEFAULT_RANGE);
}

function timeOf(raw: string) {
  if (raw.startsWith('now')) return raw;
  return /^\d+$/.test(raw) ? dateTime(Number(raw)) : dateTime(raw, ISO_8601);
}

/** Shorter than a second is not asked for, whatever the address says. */
function intervalMs(interval: string): number | undefined {
  if (!/^\d+(s|m|h|d)$/.test(interval)) return undefined;
  return Math.max(1_000, rangeUtil.intervalToMs(interval));
}

/** How the range that a picker or a brush gave is written into the URL. Charts give fractions of a millisecond. */
export function rawRange(range: { readonly from: unknown; readonly to: unknown }): RawRange {
  return { from: rawTime(range.from), to: rawTime(range.to) };
}

function rawTime(time: unknown): string {
  return typeof time === 'string' ? time : String(Math.round(Number(time)));
}
