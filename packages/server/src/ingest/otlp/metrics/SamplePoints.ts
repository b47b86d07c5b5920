// Points of numbers, explicit histograms and summaries to samples; deltas are added up on the way.
import type { ProtobufReader } from '../../protobuf/ProtobufReader.ts';
import type { DeltaStreams } from './DeltaStreams.ts';
import type { SampleColumns } from './metricColumns.ts';
import type { PointFields } from './pointFields.ts';
import type { PointSeries } from './PointSeries.ts';
import type { PointTime } from './pointTime.ts';
import type { SampleKind } from './sampleKinds.ts';

/** The running totals of a stream: one for each series, so that a histogram may change its bounds and keep its count. */
interface Totals {
  readonly ids: Uint32Array;
  readonly values: Float64Array;
}

export class SamplePoints {
  readonly #columns: SampleColumns;
  readonly #streams: DeltaStreams;
  /** Values of a point, by their number; used again for each point. */
  readonly #values: Float64Array[] = [];

  constructor(columns: SampleColumns, streams: DeltaStreams) {
    this.#columns = columns;
    this.#streams = streams;
  }

  /**
   * Writes the samples of a point. Gives why it cannot be stored.
   * @param kind that of the series' metric
   * @throws MalformedOtlpError
   */
  write(
    reader: ProtobufReader,
    fields: PointFields,
    kind: SampleKind,
    series: PointSeries,
    time: PointTime,
  ): string | undefined {
    const { length } = series.parts;
    const values = (this.#values[length] ??= new Float64Array(length));
    kind.read(reader, fields, values);
    if (series.streamKey === '') {
      this.#columns.append(series, time.ms, values);
      return undefined;
    }
    const fault = deltaFault(values, series);
    if (fault !== undefined) return fault;
    const stream = this.#streams.of<Totals>(series.streamKey, length);
    const step = this.#streams.add(stream, time.startNs, time.ns, (before) => addTotals(before, series.ids, values));
    if (typeof step === 'string') return step;
    this.#columns.append(series, time.ms, valuesFor(step.total, series.ids));
    return undefined;
  }
}

/** Such a delta would spoil its total for good. */
function deltaFault(values: Float64Array, { metric }: PointSeries): string | undefined {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return 'its delta is not a finite number';
  return metric.type === 'counter' && values[0] < 0
    ? 'its delta is negative, which that of a counter never is'
    : undefined;
}

function addTotals(before: Totals | undefined, ids: Uint32Array, deltas: Float64Array): Totals {
  const values = before ? valuesFor(before, ids).slice() : new Float64Array(deltas.length);
  for (let i = 0; i < values.length; i++) values[i] += deltas[i];
  return { ids, values };
}

/** The totals of these series; 0 for those that are new. */
function valuesFor(totals: Totals, ids: Uint32Array): Float64Array {
  if (totals.ids === ids) return totals.values;
  const known = new Map(Array.from(totals.values, (value, i) => [idAt(totals.ids, i), value]));
  return Float64Array.from({ length: ids.length / 2 }, (_, i) => known.get(idAt(ids, i)) ?? 0);
}

function idAt(ids: Uint32Array, i: number): string {
  return `${ids[2 * i + 1]}:${ids[2 * i]}`;
}
