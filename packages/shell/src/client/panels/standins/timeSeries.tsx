// Stands in for Grafana's core panel "Time series", which is not on npm: lines, bars or points with legend, a tooltip of all series, units and zoom by dragging,
// on @grafana/ui's chart. Left out: annotations, exemplars, time shifts, series that are hidden by a click on the legend.
import { useMemo } from 'react';
import {
  FieldColorModeId,
  FieldConfigProperty,
  FieldType,
  identityOverrideProcessor,
  PanelPlugin,
  sortDataFrame,
  type DataFrame,
  type PanelProps,
} from '@grafana/data';
import {
  AxisPlacement,
  GraphDrawStyle,
  GraphGradientMode,
  LegendDisplayMode,
  LineInterpolation,
  TooltipDisplayMode,
  VisibilityMode,
  type GraphFieldConfig,
  type VizLegendOptions,
} from '@grafana/schema';
import { TimeSeries, TooltipPlugin2, type UPlotConfigBuilder } from '@grafana/ui';
import { NoData } from './NoData.tsx';
import { SeriesTooltip } from './SeriesTooltip.tsx';

interface Options {
  legend?: Partial<VizLegendOptions>;
  tooltip?: { mode: TooltipDisplayMode };
}

/** Values of @grafana/ui's TooltipHoverMode, a const enum that leaves nothing to import at run time. */
const HOVER_ALL_SERIES = 1;
const HOVER_ONE_SERIES = 2;

const FIELD_DEFAULTS: GraphFieldConfig = {
  drawStyle: GraphDrawStyle.Line,
  lineInterpolation: LineInterpolation.Linear,
  lineWidth: 1,
  fillOpacity: 0,
  gradientMode: GraphGradientMode.None,
  showPoints: VisibilityMode.Auto,
  pointSize: 5,
  axisPlacement: AxisPlacement.Auto,
  spanNulls: false,
};

/** Options that the chart reads where a dashboard sets them. */
const WITHOUT_DEFAULT = {
  axisLabel: undefined,
  axisWidth: undefined,
  axisSoftMin: undefined,
  axisSoftMax: undefined,
  axisCenteredZero: undefined,
  axisGridShow: undefined,
  axisBorderShow: undefined,
  axisColorMode: undefined,
  barAlignment: undefined,
  barWidthFactor: undefined,
  hideFrom: undefined,
  insertNulls: undefined,
  lineStyle: undefined,
  scaleDistribution: undefined,
  stacking: undefined,
  thresholdsStyle: undefined,
  transform: undefined,
  fillBelowTo: undefined,
};

/** Frames that a chart can show, ascending in time as uPlot needs them. */
function plottable(series: DataFrame[]): DataFrame[] {
  const has = (frame: DataFrame, type: FieldType) => frame.fields.some((field) => field.type === type);
  return series
    .filter((frame) => frame.length > 0 && has(frame, FieldType.time) && has(frame, FieldType.number))
    .map((frame) =>
      sortDataFrame(
        frame,
        frame.fields.findIndex(({ type }) => type === FieldType.time),
      ),
    );
}

function TimeSeriesPanel({
  data,
  timeRange,
  timeZone,
  width,
  height,
  options,
  onChangeTimeRange,
}: PanelProps<Options>) {
  const frames = useMemo(() => plottable(data.series), [data.series]);
  const legend = useMemo(
    () => ({
      calcs: [],
      displayMode: LegendDisplayMode.List,
      placement: 'bottom',
      showLegend: true,
      ...options.legend,
    }),
    [options.legend],
  );
  if (frames.length === 0) return <NoData />;
  const isSingle = options.tooltip?.mode === TooltipDisplayMode.Single;
  return (
    <TimeSeries
      frames={frames}
      structureRev={data.structureRev}
      timeRange={timeRange}
      timeZone={timeZone}
      width={width}
      height={height}
      legend={legend as never}
      options={options}
    >
      {(builder: UPlotConfigBuilder, aligned: DataFrame) => (
        <TooltipPlugin2
          config={builder}
          hoverMode={isSingle ? HOVER_ONE_SERIES : HOVER_ALL_SERIES}
          queryZoom={({ from, to }) => onChangeTimeRange({ from: Math.round(from), to: Math.round(to) })}
          clientZoom
          render={(_plot, rows, series) => (
            <SeriesTooltip aligned={aligned} frames={frames} rows={rows} series={series} onlyActive={isSingle} />
          )}
        />
      )}
    </TimeSeries>
  );
}

export const plugin = new PanelPlugin<Options, GraphFieldConfig>(TimeSeriesPanel).useFieldConfig({
  standardOptions: {
    [FieldConfigProperty.Color]: { defaultValue: { mode: FieldColorModeId.PaletteClassic } },
  },
  useCustomConfig: (builder) => {
    for (const [path, defaultValue] of Object.entries({ ...FIELD_DEFAULTS, ...WITHOUT_DEFAULT })) {
      builder.addCustomEditor({
        id: path,
        path: path,
        name: path,
        defaultValue,
        editor: () => null,
        override: () => null,
        process: identityOverrideProcessor,
        shouldApply: () => true,
      });
    }
  },
});
