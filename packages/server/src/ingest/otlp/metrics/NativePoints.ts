// Points of exponential histograms to native histograms; deltas are added up on the way.
import type { ProtobufReader } from '../../protobuf/ProtobufReader.ts';
import type { DeltaStreams } from './DeltaStreams.ts';
import type { HistogramColumns } from './metricColumns.ts';
import { addHistograms, NativePoint } from './nativeHistogram.ts';
import type { NativeHistogram } from './nativeHistogram.ts';
import { AT } from './pointFields.ts';
import type { PointFields } from './pointFields.ts';
import type { PointSeries } from './PointSeries.ts';
import type { PointTime } from './pointTime.ts';

/** Numbers in a total, at most mostly: the SDKs keep 160 buckets. */
const TOTAL_NUMBERS = 160;

export class NativePoints {
  readonly #columns: HistogramColumns;
  readonly #streams: DeltaStreams;
  readonly #point = new NativePoint();

  constructor(columns: HistogramColumns, streams: DeltaStreams) {
    this.#columns = columns;
    this.#streams = streams;
  }

  /** Writes the histogram of a point. Gives why it cannot be stored. @throws MalformedOtlpError */
  write(reader: ProtobufReader, fields: PointFields, series: PointSeries, time: PointTime): string | undefined {
    const point = this.#point;
    const fault = point.read(reader, fields);
    if (fault !== undefined) return fault;
    if (series.streamKey === '') {
      this.#columns.append(series, time.ms, point);
      return undefined;
    }
    if (fields.at[AT.sum] >= 0 && !Number.isFinite(point.sum)) return 'its delta is not a finite number';
    const stream = this.#streams.of<NativeHistogram>(series.streamKey, TOTAL_NUMBERS);
    const step = this.#streams.add(stream, time.startNs, time.ns, (before) => addHistograms(before, point));
    if (typeof step === 'string') return step;
    this.#columns.append(series, time.ms, step.total);
    return undefined;
  }
}
