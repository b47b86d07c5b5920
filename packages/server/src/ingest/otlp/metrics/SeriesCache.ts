// Metrics and their series, found by the bytes that say what they are. Points repeat their attributes each time, so a series is worked out
// once: a look-up makes no object.
import { ByteBuffer } from '../../columns/ByteBuffer.ts';
import { ByteDictionary } from '../../columns/ByteDictionary.ts';
import { ProtobufReader } from '../../protobuf/ProtobufReader.ts';
import { attributesHash } from '../attributesHash.ts';
import type { Resource } from '../ResourceRows.ts';
import { ATTRIBUTES_OF, attributesIn, readAttribute } from './attributes.ts';
import { LabelNameError, labelsOf, sortedLabels } from './labels.ts';
import type { Label } from './labels.ts';
import { prometheusType } from './metricHeader.ts';
import type { MetricHeader } from './metricHeader.ts';
import { metricName } from './metricName.ts';
import { AT, RANGES } from './pointFields.ts';
import type { PointFields } from './pointFields.ts';
import { layoutOf, pointSeries } from './PointSeries.ts';
import type { Layout, Metric, PointSeries } from './PointSeries.ts';
import { identityLabels } from './resourceLabels.ts';

/** Above this the memory starts anew: some 400,000 gauges and counters (1 kB each), or 90,000 histograms of 15 buckets. */
const MAX_WEIGHT = 2_000_000;
/** What a metric or point weighs beside its series. */
const OWN_WEIGHT = 4;
/** A point has at most this many. */
const MAX_PARTS = 1_000;

/** Where a metric was found. */
export interface MetricContext {
  readonly tenant: string;
  readonly tenantBytes: Uint8Array;
  readonly resource: Resource;
  /** The InstrumentationScope message, its name and its version. */
  readonly scope: Uint8Array;
  readonly scopeName: Uint8Array;
  readonly scopeVersion: Uint8Array;
}

interface KnownMetric {
  readonly metric: Metric;
  readonly layouts: Map<string, Layout | string>;
  /** Numbers of the series of the last message's points: senders keep to an order, mostly. */
  readonly order: number[];
}

export class SeriesCache {
  readonly #maxWeight: number;
  readonly #metrics = new ByteDictionary();
  readonly #series = new ByteDictionary();
  readonly #key = new ByteBuffer(4096);
  #knownMetrics: KnownMetric[] = [];
  #knownSeries: (PointSeries | string)[] = [];
  /** Each pair of label and value once: series share most of theirs. */
  readonly #labels = new Map<string, Label>();
  #weight = 0;
  #metricIndex = 0;
  /** Points of the metric that were looked up. */
  #pointCount = 0;

  constructor(maxWeight = MAX_WEIGHT) {
    this.#maxWeight = maxWeight;
  }

  /** The metric of a header; following `find`s are of it. @throws MalformedOtlpError */
  metric(header: MetricHeader, context: MetricContext): Metric {
    if (this.#weight > this.#maxWeight) this.#forget();
    const key = this.#key;
    key.clear();
    key.u64(context.resource.idLow, context.resource.idHigh);
    key.u8(header.tag);
    key.u8(header.temporality);
    key.u8(header.isMonotonic ? 1 : 0);
    for (const text of [context.tenantBytes, context.scope, header.name, header.unit]) appendText(key, text);
    const streamKeyLength = key.length;
    for (const text of [header.help, ...header.metadata]) appendText(key, text);
    const index = this.#metrics.indexOf(key.bytes, 0, key.length);
    this.#metricIndex = index;
    this.#pointCount = 0;
    const known = this.#knownMetrics[index];
    if (known) return known.metric;
    const metric = makeMetric(header, context, Buffer.from(key.bytes.subarray(0, streamKeyLength)).toString('latin1'));
    this.#knownMetrics[index] = { metric, layouts: new Map(), order: [] };
    this.#weight += OWN_WEIGHT;
    return metric;
  }

  /** The series of a point of the metric, or why it has none. @throws MalformedOtlpError */
  find(reader: ProtobufReader, fields: PointFields): PointSeries | string {
    const { metric, order } = this.#knownMetrics[this.#metricIndex];
    const { bytes } = reader;
    const attributes = fields.ranges[RANGES.attributes];
    const key = this.#key;
    key.clear();
    key.u32(this.#metricIndex);
    key.u8(fields.at[AT.sum] >= 0 ? 1 : 0);
    key.varint(attributes.count);
    for (let i = 0; i < attributes.count; i++) {
      const length = attributes.end(i) - attributes.start(i);
      key.varint(length);
      key.append(bytes, attributes.start(i), length);
    }
    const shapeStart = key.length;
    if (metric.kind !== 'native') metric.kind.appendShape(key, reader, fields);
    const index = this.#series.indexOf(key.bytes, 0, key.length, order[this.#pointCount]);
    order[this.#pointCount++] = index;
    const known = this.#knownSeries[index];
    if (known !== undefined) return known;
    const series = this.#make(bytes, fields, key.bytes.subarray(shapeStart, key.length));
    this.#knownSeries[index] = series;
    this.#weight += OWN_WEIGHT + (typeof series === 'string' ? 0 : series.parts.length);
    return series;
  }

  #make(bytes: Uint8Array, { at, ranges: allRanges }: PointFields, shape: Uint8Array): PointSeries | string {
    const known = this.#knownMetrics[this.#metricIndex];
    const { metric } = known;
    const ranges = allRanges[RANGES.attributes];
    const messages: Uint8Array[] = [];
    for (let i = 0; i < ranges.count; i++) messages.push(bytes.subarray(ranges.start(i), ranges.end(i)));
    const attributes = messages.map((message) => readAttribute(new ProtobufReader(message), message.length));
    const layout = layoutFor(known, shape, at[AT.sum] >= 0);
    if (typeof layout === 'string') return layout;
    try {
      const labels = sortedLabels(new Map([...labelsOf(attributes), ...metric.labels])).map(this.#shared);
      return pointSeries(metric, layout, labels, metric.streamKey && streamKey(messages, metric.streamKey));
    } catch (error) {
      if (error instanceof LabelNameError) return error.message;
      throw error;
    }
  }

  readonly #shared = (label: Label): Label => {
    const key = label.join('\0');
    const known = this.#labels.get(key);
    if (!known) this.#labels.set(key, label);
    return known ?? label;
  };

  #forget(): void {
    this.#metrics.clear();
    this.#series.clear();
    this.#knownMetrics = [];
    this.#knownSeries = [];
    this.#labels.clear();
    this.#weight = 0;
  }
}

function appendText(key: ByteBuffer, text: Uint8Array): void {
  key.varint(text.length);
  key.append(text, 0, text.length);
}

function layoutFor({ metric, layouts }: KnownMetric, shape: Uint8Array, hasSum: boolean): Layout | string {
  const key = `${hasSum}${Buffer.from(shape).toString('latin1')}`;
  let layout = layouts.get(key);
  if (layout === undefined) {
    const view = new DataView(shape.buffer, shape.byteOffset);
    const numbers = Array.from({ length: shape.length >>> 3 }, (_, i) => view.getFloat64(i * 8, true));
    const parts =
      metric.kind === 'native'
        ? ([{ suffix: '' }] as const)
        : numbers.length >= MAX_PARTS
          ? `it has more than ${MAX_PARTS} series`
          : metric.kind.parts(numbers, hasSum);
    layout = typeof parts === 'string' ? parts : layoutOf(metric, parts);
    layouts.set(key, layout);
  }
  return layout;
}

/** The same in whatever order the attributes come. */
function streamKey(attributes: readonly Uint8Array[], metric: string): string {
  const { idLow, idHigh } = attributesHash(attributes, Buffer.from(metric, 'latin1'));
  return `${idHigh}:${idLow}`;
}

function makeMetric(header: MetricHeader, context: MetricContext, key: string): Metric {
  const { tenant, tenantBytes, resource } = context;
  const hint = header.metadata
    .map((message) => readAttribute(new ProtobufReader(message), message.length))
    .find(([name]) => name === 'prometheus.type')?.[1];
  const { kind, type, naming, isDelta, fault } = prometheusType(header, hint);
  const otlpName = utf8(header.name);
  const { name, unit } = metricName(otlpName, utf8(header.unit), naming);
  return {
    tenant,
    tenantBytes,
    resource,
    kind,
    family: name,
    type,
    unit,
    help: utf8(header.help),
    labels: [...scopeLabels(context), ...identityLabels(resource)],
    streamKey: isDelta ? key : '',
    fault:
      otlpName === ''
        ? 'its metric has no name'
        : name === ''
          ? 'its metric has a name without letters and digits'
          : fault,
  };
}

/** otel_scope_name, otel_scope_version and otel_scope_<attribute>. */
function scopeLabels({ scope, scopeName, scopeVersion }: MetricContext): readonly Label[] {
  return [
    ...labelsOf(attributesIn(scope, ATTRIBUTES_OF.scope), 'otel_scope_'),
    ['otel_scope_name', utf8(scopeName)],
    ['otel_scope_version', utf8(scopeVersion)],
  ];
}

function utf8(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}
