// Exemplars of the points of counters and histograms ("Exemplars on other OpenTelemetry data points MUST be dropped").
import type { ProtobufReader } from '../../protobuf/ProtobufReader.ts';
import type { FieldRanges } from '../FieldRanges.ts';
import type { TimeGuard } from '../TimeGuard.ts';
import { readAttribute } from './attributes.ts';
import { LabelNameError, labelsOf, sortedLabels } from './labels.ts';
import type { Label } from './labels.ts';
import type { ExemplarColumns } from './metricColumns.ts';
import { AT, EXEMPLAR, PointFields, RANGES } from './pointFields.ts';
import type { PointSeries } from './PointSeries.ts';
import { isZero, msAt, numberAt } from './pointValues.ts';

const TYPES_WITH_EXEMPLARS: ReadonlySet<string> = new Set(['counter', 'histogram']);

export class Exemplars {
  readonly #columns: ExemplarColumns;
  readonly #times: TimeGuard;
  readonly #fields = new PointFields();

  constructor(columns: ExemplarColumns, times: TimeGuard) {
    this.#columns = columns;
    this.#times = times;
  }

  /** Writes the exemplars of a point of these series. @throws MalformedOtlpError */
  write(reader: ProtobufReader, point: PointFields, series: PointSeries, pointMs: number): void {
    const exemplars = point.ranges[RANGES.exemplars];
    if (exemplars.count === 0 || !TYPES_WITH_EXEMPLARS.has(series.metric.type)) return;
    for (let i = 0; i < exemplars.count; i++) {
      reader.position = exemplars.start(i);
      this.#fields.read(reader, exemplars.end(i), EXEMPLAR);
      this.#append(reader, series, pointMs);
    }
  }

  #append(reader: ProtobufReader, series: PointSeries, pointMs: number): void {
    const { view, bytes } = reader;
    const { at, ranges } = this.#fields;
    if (at[AT.asInt] < 0 && at[AT.asDouble] < 0) return; // it says nothing
    const value = numberAt(view, at);
    this.#columns.append(
      series,
      seriesOfValue(series, value),
      this.#isUsable(view, at[AT.time]) ? msAt(view, at[AT.time]) : pointMs,
      value,
      this.#labels(reader),
      bytes,
      positionOf(ranges[RANGES.traceId], 16),
      positionOf(ranges[RANGES.spanId], 8),
    );
  }

  /** Without a usable time of its own it has the time of the point that it stands for. */
  #isUsable(view: DataView, at: number): boolean {
    return (
      at >= 0 &&
      !isZero(view, at) &&
      this.#times.fault(view.getUint32(at, true), view.getUint32(at + 4, true)) === undefined
    );
  }

  #labels(reader: ProtobufReader): Label[] {
    const attributes = this.#fields.ranges[RANGES.attributes];
    if (attributes.count === 0) return NO_LABELS;
    const pairs = Array.from({ length: attributes.count }, (_, i) => {
      reader.position = attributes.start(i);
      return readAttribute(reader, attributes.end(i));
    });
    try {
      return sortedLabels(labelsOf(pairs));
    } catch (error) {
      if (error instanceof LabelNameError) return NO_LABELS; // the trace is what an exemplar is for
      throw error;
    }
  }
}

const NO_LABELS: Label[] = [];

/** Of a histogram with explicit bounds the first bucket that holds the value, as in Prometheus. */
function seriesOfValue({ parts }: PointSeries, value: number): number {
  const bucket = parts.findIndex(
    ({ label }) => label?.[0] === 'le' && value <= Number(label[1].replace('+Inf', 'Infinity')),
  );
  return Math.max(0, bucket);
}

/** Where the last value of a field of bytes is; -1 without one of the right length. */
function positionOf(ranges: FieldRanges, length: number): number {
  const last = ranges.count - 1;
  return last >= 0 && ranges.end(last) - ranges.start(last) === length ? ranges.start(last) : -1;
}
