// Stands in for Grafana's core panel "Stat", which is not on npm, with @grafana/ui's big value: one value a field or row, with threshold colours and sparkline.
import {
  FieldType,
  getFieldDisplayValues,
  PanelPlugin,
  VizOrientation,
  type FieldDisplay,
  type PanelProps,
  type ReduceDataOptions,
} from '@grafana/data';
import {
  BigValue,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  useTheme2,
  VizRepeater,
} from '@grafana/ui';
import { NoData } from './NoData.tsx';

interface Options {
  reduceOptions?: ReduceDataOptions;
  orientation?: VizOrientation;
  colorMode?: BigValueColorMode;
  graphMode?: BigValueGraphMode;
  justifyMode?: BigValueJustifyMode;
  textMode?: BigValueTextMode;
}

function StatPanel({
  data,
  width,
  height,
  options,
  fieldConfig,
  replaceVariables,
  timeZone,
  renderCounter,
}: PanelProps<Options>) {
  const theme = useTheme2();
  const graphMode = options.graphMode ?? BigValueGraphMode.Area;
  const getValues = (): FieldDisplay[] =>
    getFieldDisplayValues({
      fieldConfig,
      reduceOptions: options.reduceOptions ?? { calcs: ['lastNotNull'], values: false },
      replaceVariables,
      theme,
      data: data.series,
      sparkline: graphMode !== BigValueGraphMode.None,
      timeZone,
    });
  if (!data.series.some(({ length, fields }) => length > 0 && fields.some(({ type }) => type === FieldType.number)))
    return <NoData />;
  return (
    <VizRepeater<FieldDisplay>
      source={data}
      renderCounter={renderCounter}
      width={width}
      height={height}
      orientation={options.orientation ?? VizOrientation.Auto}
      getValues={getValues}
      renderValue={({ value, width: valueWidth, height: valueHeight, count }) => (
        <BigValue
          value={value.display}
          sparkline={value.sparkline}
          count={count}
          width={valueWidth}
          height={valueHeight}
          theme={theme}
          colorMode={options.colorMode ?? BigValueColorMode.Value}
          graphMode={graphMode}
          justifyMode={options.justifyMode ?? BigValueJustifyMode.Auto}
          textMode={options.textMode ?? BigValueTextMode.Auto}
        />
      )}
    />
  );
}

export const plugin = new PanelPlugin<Options>(StatPanel).useFieldConfig();
