// One small chart: Grafana's own time series panel in a panel frame. Dragging sets the time range; a click on a moment leads to what
// happened then, which the panel itself cannot offer outside a dashboard.
import {
  LoadingState,
  type DataFrame,
  type FieldConfigSource,
  type PanelData,
  type TimeRange as GrafanaTimeRange,
} from '@grafana/data';
import { PanelRenderer } from '@grafana/runtime';
import { PanelChrome } from '@grafana/ui';
import React, { useRef, type MouseEvent } from 'react';
import { useWidth } from '../state/useWidth';
import { rawRange } from '../state/TimeRangeContext';
import type { RawRange } from '../urls';
import { markAtPointer, type Marks } from './markAtPointer';
import { timeAtPointer } from './timeAtPointer';

interface TimeSeriesChartProps {
  readonly title: string;
  readonly description: string;
  readonly frames: readonly DataFrame[] | undefined;
  readonly fieldConfig: FieldConfigSource;
  readonly timeRange: GrafanaTimeRange;
  readonly height: number;
  readonly isLoading: boolean;
  readonly onRange: (range: RawRange) => void;
  /** A moment was clicked, in Unix milliseconds. */
  readonly onMoment: (ms: number) => void;
  /** What single points of a frame stand for; a click on one goes there, not to the moment. */
  readonly marks?: (Marks & { readonly onOpen: (index: number) => void }) | undefined;
}

const OPTIONS = {
  legend: { showLegend: true, displayMode: 'list', placement: 'bottom', calcs: [] },
  tooltip: { mode: 'multi' },
};

export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { title, description, frames, fieldConfig, timeRange, height, isLoading, onRange, onMoment, marks } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const pressedAt = useRef(0);
  const data: PanelData = { state: LoadingState.Done, series: [...(frames ?? [])], timeRange };
  const onClick = (event: MouseEvent) => {
    const isDrag = Math.abs(event.clientX - pressedAt.current) > 3;
    if (isDrag) return;
    const mark = marks && markAtPointer(event.nativeEvent, timeRange, marks);
    if (mark !== undefined) return marks?.onOpen(mark);
    const ms = timeAtPointer(event, timeRange);
    if (ms !== undefined) onMoment(ms);
  };
  /** A hand over what a click opens. The plot area has a cursor of its own, so it is set there. */
  const onMove = ({ nativeEvent }: MouseEvent) => {
    const plot = nativeEvent.target;
    if (!marks || !(plot instanceof HTMLElement)) return;
    plot.style.cursor = markAtPointer(nativeEvent, timeRange, marks) === undefined ? '' : 'pointer';
  };
  return (
    <div ref={box} style={{ flex: '1 1 0', minWidth: 0, height }}>
      {width > 0 && (
        <PanelChrome
          title={title}
          description={description}
          width={width}
          height={height}
          loadingState={isLoading ? LoadingState.Loading : LoadingState.Done}
        >
          {(innerWidth, innerHeight) => (
            <div
              onPointerDownCapture={(event) => (pressedAt.current = event.clientX)}
              onPointerMoveCapture={onMove}
              onClickCapture={onClick}
            >
              {frames !== undefined && (
                <PanelRenderer
                  pluginId="timeseries"
                  title={title}
                  data={data}
                  options={OPTIONS}
                  fieldConfig={fieldConfig}
                  timeZone="browser"
                  width={innerWidth}
                  height={innerHeight}
                  onChangeTimeRange={(range) => onRange(rawRange(range))}
                />
              )}
            </div>
          )}
        </PanelChrome>
      )}
    </div>
  );
}
