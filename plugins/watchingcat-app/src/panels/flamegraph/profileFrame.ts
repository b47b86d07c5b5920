// Grafana's flame-graph data frame (https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/flame-graph/#data-api):
// which frame of an answer is one, and its columns.
import { FieldType, formattedValueToString, getValueFormat, type DataFrame, type Field } from '@grafana/data';
import { framesOfProfile } from '@watchingcat/analysis';
import { BEFORE_AFTER, type FlameGraphData } from '../../components/flamegraph/flameGraphData';
import { formatBytes, formatCount, formatDurationNs } from '../../components/format';

const NEEDED = ['level', 'value', 'label'];

/** The first frame with rows that says it is a flame graph, else the first that has the fields of one. */
export function profileFrameOf(series: readonly DataFrame[]): DataFrame | undefined {
  const usable = series.filter(
    (frame) => frame.length > 0 && NEEDED.every((name) => frame.fields.some((field) => field.name === name)),
  );
  return usable.find(({ meta }) => meta?.preferredVisualisationType === 'flamegraph') ?? usable[0];
}

export function flameGraphOfProfile(frame: DataFrame): FlameGraphData {
  const field = (name: string) => frame.fields.find((one) => one.name === name);
  const numbers = (name: string) => field(name)?.values as readonly number[] | undefined;
  return {
    frames: framesOfProfile({
      level: numbers('level') ?? [],
      value: numbers('value') ?? [],
      self: numbers('self'),
      label: labelsOf(field('label')),
      valueRight: numbers('valueRight'),
      selfRight: numbers('selfRight'),
    }),
    spans: undefined,
    format: formatOf(field('value')?.config.unit),
    sides: BEFORE_AFTER,
  };
}

/** Labels are texts, or, to save room, places in a list of texts (an enum field). */
function labelsOf(field: Field | undefined): readonly string[] {
  const values = (field?.values ?? []) as ReadonlyArray<string | number | null>;
  const texts = field?.type === FieldType.enum ? field.config.type?.enum?.text : undefined;
  return values.map((value) => String((texts === undefined ? value : texts[Number(value)]) ?? ''));
}

function formatOf(unit: string | undefined): (value: number) => string {
  switch (unit) {
    case undefined:
    case '':
    case 'short':
    case 'none':
      return formatCount;
    case 'ns':
      return formatDurationNs;
    case 'bytes':
      return formatBytes;
    default: {
      const format = getValueFormat(unit);
      return (value) => formattedValueToString(format(value));
    }
  }
}
