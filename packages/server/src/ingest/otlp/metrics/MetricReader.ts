// One Metric message (opentelemetry/proto/metrics/v1/metrics.proto) to rows: samples or native histograms, and exemplars.
import type { ProtobufReader } from '../../protobuf/ProtobufReader.ts';
import { Freshness } from '../Freshness.ts';
import type { Receipt } from '../Freshness.ts';
import type { Rejections } from '../Rejections.ts';
import type { Resource } from '../ResourceRows.ts';
import type { TimeGuard } from '../TimeGuard.ts';
import { DeltaStreams } from './DeltaStreams.ts';
import { Exemplars } from './Exemplars.ts';
import { ExemplarColumns, HistogramColumns, SampleColumns } from './metricColumns.ts';
import { readMetricHeader } from './metricHeader.ts';
import { NativePoints } from './NativePoints.ts';
import { AT, EXPONENTIAL_POINT, PointFields } from './pointFields.ts';
import type { Metric, PointSeries } from './PointSeries.ts';
import { PointTime } from './pointTime.ts';
import { isZero } from './pointValues.ts';
import { SamplePoints } from './SamplePoints.ts';
import { SeriesCache } from './SeriesCache.ts';
import type { MetricContext } from './SeriesCache.ts';
import { TargetInfo } from './TargetInfo.ts';

/** DataPointFlags: "This DataPoint is valid but has no recorded value." */
const NO_RECORDED_VALUE = 1;

export class MetricReader {
  readonly #fresh = new Freshness<PointSeries>();
  #batch = 0;
  readonly streams = new DeltaStreams();
  readonly samples = new SampleColumns();
  readonly histograms = new HistogramColumns();
  readonly exemplars = new ExemplarColumns();
  readonly #series = new SeriesCache();
  readonly #samplePoints = new SamplePoints(this.samples, this.streams);
  readonly #nativePoints = new NativePoints(this.histograms, this.streams);
  readonly #exemplarPoints: Exemplars;
  readonly #targetInfo: TargetInfo;
  readonly #times: TimeGuard;
  readonly #fields = new PointFields();
  readonly #time = new PointTime();

  constructor(times: TimeGuard) {
    this.#times = times;
    this.#exemplarPoints = new Exemplars(this.exemplars, times);
    this.#targetInfo = new TargetInfo(this.samples, times);
  }

  /** Metrics of another resource follow. */
  enterResource(): void {
    this.#targetInfo.clear();
  }

  /** There are no more metrics of the resource. @throws MalformedOtlpError */
  leaveResource(resource: Resource, tenant: string): void {
    const series = this.#targetInfo.write(resource, tenant);
    if (series) this.#use(series);
  }

  /** Writes the metric's points and gives their number. @throws MalformedOtlpError */
  read(reader: ProtobufReader, end: number, context: MetricContext, rejections: Rejections): number {
    const header = readMetricHeader(reader, end);
    const metric = this.#series.metric(header, context);
    const tags = metric.kind === 'native' ? EXPONENTIAL_POINT : metric.kind.tags;
    let accepted = 0;
    reader.position = header.start;
    while (reader.position < header.end) {
      const tag = reader.varint();
      if (tag !== 10) {
        reader.skip(tag, header.end);
        continue;
      }
      const pointEnd = reader.length(header.end) + reader.position;
      this.#fields.read(reader, pointEnd, tags);
      const fault = metric.fault ?? this.#timeFault(reader.view) ?? this.#write(reader, metric);
      if (fault === undefined) accepted++;
      else rejections.add(fault);
      reader.position = pointEnd;
    }
    reader.position = end;
    return accepted;
  }

  /** Closes the batch: its series that need rows. */
  takeSeries(nowMs: number): Receipt<PointSeries> {
    this.#batch++;
    return this.#fresh.take(nowMs);
  }

  #use(series: PointSeries): void {
    if (series.batch === this.#batch) return;
    series.batch = this.#batch;
    this.#fresh.use(series, series.metric.tenant);
  }

  #timeFault(view: DataView): string | undefined {
    const time = this.#fields.at[AT.time];
    if (time < 0 || isZero(view, time)) return 'it has no time';
    return this.#times.fault(view.getUint32(time, true), view.getUint32(time + 4, true));
  }

  /** The point that was read. Gives why it cannot be stored. */
  #write(reader: ProtobufReader, metric: Metric): string | undefined {
    const fields = this.#fields;
    const time = this.#time;
    const isStale = (fields.flags & NO_RECORDED_VALUE) !== 0;
    const fault = metric.kind === 'native' ? undefined : metric.kind.fault(fields, isStale);
    if (fault !== undefined) return fault;
    const series = this.#series.find(reader, fields);
    if (typeof series === 'string') return series;
    time.read(reader.view, fields.at[AT.time], fields.at[AT.start]);
    if (isStale) (metric.kind === 'native' ? this.histograms : this.samples).appendStale(series, time.ms);
    else {
      const refused =
        metric.kind === 'native'
          ? this.#nativePoints.write(reader, fields, series, time)
          : this.#samplePoints.write(reader, fields, metric.kind, series, time);
      if (refused !== undefined) return refused;
    }
    this.#exemplarPoints.write(reader, fields, series, time.ms);
    this.#use(series);
    this.#targetInfo.seen(time.ms);
    return undefined;
  }
}
