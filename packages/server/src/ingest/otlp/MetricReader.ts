// One Metric message (opentelemetry/proto/metrics/v1/metrics.proto) to rows: one per data point, and one per exemplar.
import type { ProtobufReader } from '../protobuf/ProtobufReader.ts';
import { Freshness } from './Freshness.ts';
import type { DistributionColumns, ExemplarColumns, NumberColumns } from './metricColumns.ts';
import {
  EXEMPLAR,
  EXPONENTIAL_POINT,
  HISTOGRAM_POINT,
  NUMBER_POINT,
  PointFields,
  SUMMARY_POINT,
} from './pointFields.ts';
import type { PointTags } from './pointFields.ts';
import { appendBuckets, appendFixed, doubleAt, fixed, fixedCount, isZero, numberAt } from './pointValues.ts';
import type { Rejections } from './Rejections.ts';
import type { Resource } from './ResourceRows.ts';
import type { Metric, MetricType, Series, SeriesRows } from './SeriesRows.ts';
import type { TimeGuard } from './TimeGuard.ts';

/** By the tag of Metric's oneof `data`. */
const TYPES: ReadonlyMap<number, { readonly type: MetricType; readonly tags: PointTags }> = new Map([
  [42, { type: 'gauge', tags: NUMBER_POINT }],
  [58, { type: 'sum', tags: NUMBER_POINT }],
  [74, { type: 'histogram', tags: HISTOGRAM_POINT }],
  [82, { type: 'exponential_histogram', tags: EXPONENTIAL_POINT }],
  [90, { type: 'summary', tags: SUMMARY_POINT }],
]);

/** What a metric is part of. */
export interface MetricContext {
  readonly tenant: string;
  readonly tenantBytes: Uint8Array;
  readonly resource: Resource;
  readonly scopeName: Uint8Array;
  readonly scopeVersion: Uint8Array;
}

export class MetricReader {
  readonly fresh = new Freshness<Series>();
  readonly #numbers: NumberColumns;
  readonly #distributions: DistributionColumns;
  readonly #exemplars: ExemplarColumns;
  readonly #series: SeriesRows;
  readonly #times: TimeGuard;
  readonly #fields = new PointFields();
  readonly #exemplarFields = new PointFields();

  constructor(
    numbers: NumberColumns,
    distributions: DistributionColumns,
    exemplars: ExemplarColumns,
    series: SeriesRows,
    times: TimeGuard,
  ) {
    this.#numbers = numbers;
    this.#distributions = distributions;
    this.#exemplars = exemplars;
    this.#series = series;
    this.#times = times;
  }

  /** Writes the metric's points and gives their number. @throws MalformedOtlpError */
  read(reader: ProtobufReader, end: number, context: MetricContext, rejections: Rejections): number {
    const { bytes } = reader;
    let name = NOTHING;
    let unit = NOTHING;
    let description = NOTHING;
    let data = { tag: 0, start: 0, end: 0 };
    while (reader.position < end) {
      const tag = reader.varint();
      if (tag === 10 || tag === 18 || tag === 26) {
        const start = reader.delimited(end);
        const text = bytes.subarray(start, reader.position);
        if (tag === 10) name = text;
        else if (tag === 18) description = text;
        else unit = text;
      } else if (TYPES.has(tag)) data = { tag, start: reader.delimited(end), end: reader.position };
      else reader.skip(tag, end);
    }
    reader.endMessage(end);
    const kind = TYPES.get(data.tag);
    if (!kind) return 0; // a metric without data has no points
    reader.position = data.start;
    const { temporality, isMonotonic } = readAggregation(reader, data.end);
    const { resource, scopeName, scopeVersion } = context;
    const metric = { name, unit, description, type: kind.type, temporality, isMonotonic, scopeName, scopeVersion };
    this.#series.enterMetric(metric, resource);
    reader.position = data.start;
    const accepted = this.#points(reader, data.end, metric, kind.tags, context, rejections);
    reader.position = end;
    return accepted;
  }

  #points(
    reader: ProtobufReader,
    end: number,
    metric: Metric,
    tags: PointTags,
    context: MetricContext,
    rejections: Rejections,
  ): number {
    let accepted = 0;
    while (reader.position < end) {
      const tag = reader.varint();
      if (tag !== 10) {
        reader.skip(tag, end);
        continue;
      }
      const pointEnd = reader.length(end) + reader.position;
      this.#fields.read(reader, pointEnd, tags);
      const fault = metric.name.length === 0 ? 'its metric has no name' : this.#fault(reader, metric.type);
      if (fault === undefined) {
        const series = this.#series.find(reader.bytes, this.#fields.ranges.attributes);
        this.fresh.use(series, context.tenant);
        this.#point(reader, series, context.tenantBytes);
        accepted++;
      } else rejections.add(fault);
      reader.position = pointEnd;
    }
    return accepted;
  }

  #fault({ view }: ProtobufReader, type: MetricType): string | undefined {
    const { at, ranges } = this.#fields;
    if (at.time < 0 || isZero(view, at.time)) return 'it has no time';
    if (type === 'histogram') {
      const bounds = fixedCount(ranges.bounds);
      const counts = fixedCount(ranges.counts);
      // "The number of elements in bucket_counts array must be by one greater than … explicit_bounds", or both are empty.
      if (counts !== 0 && counts !== bounds + 1) return 'its bucket counts do not fit its bounds';
    }
    return this.#times.fault(view.getUint32(at.time, true), view.getUint32(at.time + 4, true));
  }

  #point(reader: ProtobufReader, series: Series, tenant: Uint8Array): void {
    const { type } = series.metric;
    if (type === 'gauge' || type === 'sum') this.#number(reader, series, tenant);
    else this.#distribution(reader, series, tenant);
    const { exemplars } = this.#fields.ranges;
    for (let i = 0; i < exemplars.count; i++)
      this.#exemplar(reader, exemplars.start(i), exemplars.end(i), series, tenant);
  }

  #number({ bytes, view }: ProtobufReader, series: Series, tenant: Uint8Array): void {
    const { at, flags } = this.#fields;
    const columns = this.#numbers;
    columns.point.append(tenant, series, bytes, at.time);
    fixed(columns.start, bytes, at.start);
    columns.value.f64(numberAt(view, at));
    columns.flags.u32(flags);
  }

  #distribution(reader: ProtobufReader, series: Series, tenant: Uint8Array): void {
    const { bytes, view } = reader;
    const { at, flags, scale, ranges, buckets } = this.#fields;
    const columns = this.#distributions;
    columns.point.append(tenant, series, bytes, at.time);
    fixed(columns.start, bytes, at.start);
    columns.flags.u32(flags);
    fixed(columns.count, bytes, at.count);
    columns.sum.f64(doubleAt(view, at.sum, NaN));
    columns.min.f64(doubleAt(view, at.min, NaN));
    columns.max.f64(doubleAt(view, at.max, NaN));
    appendFixed(columns.bounds, bytes, ranges.bounds);
    appendFixed(columns.counts, bytes, ranges.counts);
    columns.scale.u32(scale >>> 0);
    fixed(columns.zeroCount, bytes, at.zeroCount);
    columns.zeroThreshold.f64(doubleAt(view, at.zeroThreshold, 0));
    columns.positiveOffset.u32(appendBuckets(reader, buckets.positive, columns.positiveCounts));
    columns.negativeOffset.u32(appendBuckets(reader, buckets.negative, columns.negativeCounts));
    for (let i = 0; i < ranges.quantiles.count; i++)
      this.#quantile(reader, ranges.quantiles.start(i), ranges.quantiles.end(i));
    columns.closeArrays();
  }

  /** SummaryDataPoint.ValueAtQuantile: quantile = 1, value = 2. */
  #quantile(reader: ProtobufReader, start: number, end: number): void {
    let quantile = -1;
    let value = -1;
    reader.position = start;
    while (reader.position < end) {
      const tag = reader.varint();
      if (tag === 9) quantile = reader.position;
      else if (tag === 17) value = reader.position;
      reader.skip(tag, end);
    }
    reader.endMessage(end);
    this.#distributions.quantile.f64(doubleAt(reader.view, quantile, 0));
    this.#distributions.quantileValue.f64(doubleAt(reader.view, value, 0));
  }

  #exemplar(reader: ProtobufReader, start: number, end: number, series: Series, tenant: Uint8Array): void {
    const fields = this.#exemplarFields;
    reader.position = start;
    fields.read(reader, end, EXEMPLAR);
    const { bytes, view } = reader;
    const columns = this.#exemplars;
    // Without a usable time of its own it has the time of the point that it stands for.
    const own = fields.at.time;
    const isUsable =
      own >= 0 &&
      !isZero(view, own) &&
      this.#times.fault(view.getUint32(own, true), view.getUint32(own + 4, true)) === undefined;
    columns.point.append(tenant, series, bytes, isUsable ? own : this.#fields.at.time);
    columns.value.f64(numberAt(view, fields.at));
    const { traceId, spanId } = exemplarIds(reader, start, end);
    fixed(columns.traceId, bytes, traceId);
    fixed(columns.spanId, bytes, spanId);
    const { attributes } = fields.ranges;
    for (let i = 0; i < attributes.count; i++) {
      reader.position = attributes.start(i);
      columns.attributes.append(reader, attributes.end(i));
    }
    columns.attributes.closeRow();
  }
}

const NOTHING: Uint8Array = new Uint8Array(0);

/** aggregation_temporality = 2, is_monotonic = 3; a gauge and a summary have neither. */
function readAggregation(reader: ProtobufReader, end: number): { temporality: number; isMonotonic: boolean } {
  let temporality = 0;
  let isMonotonic = false;
  while (reader.position < end) {
    const tag = reader.varint();
    if (tag === 16) temporality = reader.varint();
    else if (tag === 24) isMonotonic = reader.varint() !== 0;
    else reader.skip(tag, end);
  }
  reader.endMessage(end);
  return { temporality, isMonotonic };
}

/** Positions of trace_id = 5 and span_id = 4; -1 where absent or of a wrong length. */
function exemplarIds(reader: ProtobufReader, start: number, end: number): { traceId: number; spanId: number } {
  let traceId = -1;
  let spanId = -1;
  reader.position = start;
  while (reader.position < end) {
    const tag = reader.varint();
    if (tag === 34 || tag === 42) {
      const at = reader.delimited(end);
      const length = reader.position - at;
      if (tag === 34) spanId = length === 8 ? at : -1;
      else traceId = length === 16 ? at : -1;
    } else reader.skip(tag, end);
  }
  return { traceId, spanId };
}
