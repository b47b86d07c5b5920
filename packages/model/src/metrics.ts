// Metrics as PromQL sees them: the seam's part for those who can answer it (see `Telemetry.metrics`).
import type { Coverage } from './coverage.ts';
import type { TimeRange, UnixNano } from './time.ts';

/** Every method rejects with a `TelemetryError`; PromQL that cannot be read is a `bad_request` in the words of whoever read it. */
export interface MetricTelemetry {
  /** Evaluates PromQL at one moment; each series has one sample. A scalar is one series without labels. */
  query(promql: string, time: UnixNano, signal?: AbortSignal): Promise<MetricAnswer>;
  /** Evaluates PromQL from `range.start` on at every step up to and with `range.end`. */
  queryRange(promql: string, range: TimeRange, stepMs: number, signal?: AbortSignal): Promise<MetricAnswer>;
  /** @param match a series selector; all series when not given */
  labelNames(range: TimeRange, match?: string, signal?: AbortSignal): Promise<NamesAnswer>;
  labelValues(label: string, range: TimeRange, match?: string, signal?: AbortSignal): Promise<NamesAnswer>;
  /** Label sets of the series that `match` selects. */
  series(match: string, range: TimeRange, signal?: AbortSignal): Promise<SeriesAnswer>;
  /** Type, help and unit by metric name. @param metric only this one */
  metadata(metric?: string, signal?: AbortSignal): Promise<MetadataAnswer>;
  /** Exemplars of every series that the PromQL touches. */
  exemplars(promql: string, range: TimeRange, signal?: AbortSignal): Promise<MetricExemplarsAnswer>;
}

export type Labels = Readonly<Record<string, string>>;

export interface MetricAnswer {
  readonly series: readonly Series[];
  /** What the backend remarked, for people. */
  readonly warnings: readonly string[];
  readonly coverage: Coverage;
}

/** `values[i]` at `timesMs[i]`, which ascend. Steps without a sample are left out. NaN and infinities are values. */
export interface Series {
  readonly labels: Labels;
  readonly timesMs: Float64Array;
  readonly values: Float64Array;
}

export interface NamesAnswer {
  /** Sorted. */
  readonly names: readonly string[];
  readonly coverage: Coverage;
}

export interface SeriesAnswer {
  readonly series: readonly Labels[];
  readonly coverage: Coverage;
}

export interface MetadataAnswer {
  readonly metrics: ReadonlyMap<string, MetricMetadata>;
  readonly coverage: Coverage;
}

/** `type` in Prometheus' words: counter, gauge, histogram, gaugehistogram, summary, info, stateset, unknown. */
export interface MetricMetadata {
  readonly type: string;
  readonly help: string;
  readonly unit: string;
}

export interface MetricExemplarsAnswer {
  readonly exemplars: readonly MetricExemplar[];
  readonly coverage: Coverage;
}

export interface MetricExemplar {
  readonly series: Labels;
  readonly timeMs: number;
  readonly value: number;
  /** 32 hexadecimal digits, lower case; `undefined` when the exemplar names no trace. */
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  readonly labels: Labels;
}
