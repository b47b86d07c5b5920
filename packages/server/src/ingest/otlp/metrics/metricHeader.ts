// One Metric message (opentelemetry/proto/metrics/v1/metrics.proto) without its points, and what it is in Prometheus.
import type { ProtobufReader } from '../../protobuf/ProtobufReader.ts';
import type { Naming } from './metricName.ts';
import { HISTOGRAM, NUMBER, SUMMARY } from './sampleKinds.ts';
import type { SampleKind } from './sampleKinds.ts';

/** Metric.metadata = 12. */
const METADATA = 98;
/** Metric.name = 1, description = 2, unit = 3. */
const TEXTS: ReadonlyMap<number, 'name' | 'help' | 'unit'> = new Map([
  [10, 'name'],
  [18, 'help'],
  [26, 'unit'],
]);

/** By the tag of Metric's oneof `data`. */
const KINDS: ReadonlyMap<number, { readonly kind: SampleKind | 'native'; readonly type: MetricType }> = new Map([
  [42, { kind: NUMBER, type: 'gauge' }],
  [58, { kind: NUMBER, type: 'sum' }],
  [74, { kind: HISTOGRAM, type: 'histogram' }],
  [82, { kind: 'native', type: 'histogram' }],
  [90, { kind: SUMMARY, type: 'summary' }],
]);

const NO_DATA = { kind: NUMBER, type: 'gauge' } as const;

type MetricType = 'gauge' | 'sum' | 'histogram' | 'summary';

const DELTA = 1;
const CUMULATIVE = 2;

export interface MetricHeader {
  /** Texts are views into the request. */
  readonly name: Uint8Array;
  readonly help: Uint8Array;
  readonly unit: Uint8Array;
  /** KeyValue messages; mostly none. */
  readonly metadata: readonly Uint8Array[];
  /** Tag of the oneof; 0 for a metric without data. */
  readonly tag: number;
  /** Where its message lies. */
  readonly start: number;
  readonly end: number;
  /** AggregationTemporality; 0 where it means nothing. */
  readonly temporality: number;
  readonly isMonotonic: boolean;
}

/** Reads all but the points. @throws MalformedOtlpError */
export function readMetricHeader(reader: ProtobufReader, end: number): MetricHeader {
  const texts = { name: NOTHING, help: NOTHING, unit: NOTHING };
  const metadata: Uint8Array[] = [];
  let data = { tag: 0, start: end, end };
  while (reader.position < end) {
    const tag = reader.varint();
    const text = TEXTS.get(tag);
    if (text === undefined && tag !== METADATA && !KINDS.has(tag)) {
      reader.skip(tag, end);
      continue;
    }
    const start = reader.delimited(end);
    if (text !== undefined) texts[text] = reader.bytes.subarray(start, reader.position);
    else if (tag === METADATA) metadata.push(reader.bytes.subarray(start, reader.position));
    else data = { tag, start, end: reader.position };
  }
  reader.endMessage(end);
  reader.position = data.start;
  return { ...texts, metadata, ...data, ...readAggregation(reader, data.end) };
}

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

interface PrometheusType {
  readonly kind: SampleKind | 'native';
  /** As the column Type has it. */
  readonly type: string;
  readonly naming: Naming;
  readonly isDelta: boolean;
  /** Why there is no such type. */
  readonly fault?: string | undefined;
}

/**
 * The type by https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/ (Gauges, Sums, Histograms …).
 * @param hint what `prometheus.type` of the metadata says
 */
export function prometheusType(header: MetricHeader, hint: string | undefined): PrometheusType {
  const { kind, type } = KINDS.get(header.tag) ?? NO_DATA;
  if (type === 'gauge') return { kind, type: hint === 'unknown' ? hint : type, naming: 'gauge', isDelta: false };
  if (type === 'summary') return { kind, type, naming: 'other', isDelta: false };
  const isDelta = header.temporality === DELTA;
  const hasTemporality = isDelta || header.temporality === CUMULATIVE;
  const fault = hasTemporality ? undefined : 'its metric has no aggregation temporality';
  if (type === 'histogram') return { kind, type, naming: 'other', isDelta, fault };
  if (header.isMonotonic) return { kind, type: 'counter', naming: 'counter', isDelta, fault };
  return {
    kind,
    type: hint === 'info' || hint === 'stateset' ? hint : 'gauge',
    naming: 'other',
    isDelta,
    // "Otherwise, it MUST be dropped": its value is not known after a restart, and nobody could see that it is wrong.
    fault: isDelta ? 'a sum that may fall cannot be stored with delta temporality' : fault,
  };
}

const NOTHING: Uint8Array = new Uint8Array(0);
