// Grafana's time range picker (with zoom out and shift) and refresh picker, over the range in the URL.
import { dateTime, type TimeRange } from '@grafana/data';
import { RefreshPicker, TimeRangePicker } from '@grafana/ui';
import React from 'react';
import { rawRange, useTimeRange } from '../state/TimeRangeContext';

export function TimeControls({ isLoading }: { readonly isLoading: boolean }) {
  const { timeRange, setRange, refresh, refreshEvery, setRefreshEvery } = useTimeRange();
  const setWindow = (fromMs: number, toMs: number) => setRange(rawRange({ from: fromMs, to: toMs }));
  const fromMs = timeRange.from.valueOf();
  const toMs = timeRange.to.valueOf();
  const half = (toMs - fromMs) / 2;
  return (
    <>
      <TimeRangePicker
        value={timeRange}
        timeZone="browser"
        onChange={(range: TimeRange) => setRange(rawRange(range.raw))}
        onChangeTimeZone={() => undefined}
        onMoveBackward={() => setWindow(fromMs - half, toMs - half)}
        onMoveForward={() => setWindow(fromMs + half, toMs + half)}
        onZoom={() => setWindow(fromMs - half, Math.min(toMs + half, Math.max(toMs, dateTime().valueOf())))}
        isOnCanvas
      />
      <RefreshPicker
        value={refreshEvery}
        intervals={['5s', '10s', '30s', '1m', '5m', '15m']}
        onRefresh={refresh}
        onIntervalChanged={setRefreshEvery}
        isLoading={isLoading}
        isOnCanvas
        tooltip="Refresh"
      />
    </>
  );
}
