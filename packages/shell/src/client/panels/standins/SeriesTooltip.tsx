// The tooltip of the time series stand-in: the hovered time and each series' value there, the nearest one marked.
import {
  dateTimeFormat,
  FieldType,
  formattedValueToString,
  getFieldDisplayName,
  getFieldSeriesColor,
  type DataFrame,
} from '@grafana/data';
import { SeriesTable, useTheme2 } from '@grafana/ui';

interface Props {
  /** All series joined on time: the first field is time. */
  aligned: DataFrame;
  frames: DataFrame[];
  /** Row under the pointer by field of `aligned`. */
  rows: Array<number | null>;
  /** Index of the nearest field, or null. */
  series: number | null;
  onlyActive: boolean;
}

export function SeriesTooltip({ aligned, frames, rows, series, onlyActive }: Props) {
  const theme = useTheme2();
  const [time, ...values] = aligned.fields;
  const row = rows.find((one) => one !== null);
  if (row === undefined || row === null || !time) return null;
  const entries = values.flatMap((field, index) => {
    const at = rows[index + 1] ?? null;
    const isActive = series === index + 1;
    const hidden = (field.config.custom as { hideFrom?: { tooltip?: boolean } } | undefined)?.hideFrom?.tooltip;
    if (field.type !== FieldType.number || at === null || hidden || (onlyActive && !isActive)) return [];
    const value: unknown = field.values[at];
    const isMissing = value === null || value === undefined;
    const text = isMissing || !field.display ? '–' : formattedValueToString(field.display(value));
    return [
      {
        color: getFieldSeriesColor(field, theme).color,
        label: getFieldDisplayName(field, aligned, frames),
        value: text,
        isActive,
      },
    ];
  });
  const timestamp = time.display
    ? formattedValueToString(time.display(time.values[row]))
    : dateTimeFormat(time.values[row] as number);
  return (
    <div style={{ padding: theme.spacing(1) }}>
      <SeriesTable timestamp={timestamp} series={entries} />
    </div>
  );
}
