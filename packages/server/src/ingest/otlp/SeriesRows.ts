// Series of metrics: metric, resource, scope and attributes, with a 64-bit id, and one row in `metric_series` for those that the store does
// not know yet. Points repeat their attributes each time, so a series is worked out once and then found by its bytes.
import { BlockBuilder } from '../columns/BlockBuilder.ts';
import type { Block } from '../columns/BlockBuilder.ts';
import { ByteBuffer } from '../columns/ByteBuffer.ts';
import { ByteDictionary } from '../columns/ByteDictionary.ts';
import { FixedColumn } from '../columns/FixedColumn.ts';
import { LowCardinalityColumn } from '../columns/LowCardinalityColumn.ts';
import { StringColumn } from '../columns/StringColumn.ts';
import { ProtobufReader } from '../protobuf/ProtobufReader.ts';
import { AttributeColumns } from './AttributeColumns.ts';
import { attributesHash } from './attributesHash.ts';
import type { FieldRanges } from './FieldRanges.ts';
import type { Receipt, StoredAt } from './Freshness.ts';
import type { Resource } from './ResourceRows.ts';

/** As the column Type has it. */
export type MetricType = 'gauge' | 'sum' | 'histogram' | 'exponential_histogram' | 'summary';

/** What all series of a metric of one scope have in common. Texts are UTF-8, and views into the request unless copied. */
export interface Metric {
  readonly name: Uint8Array;
  readonly unit: Uint8Array;
  readonly description: Uint8Array;
  readonly type: MetricType;
  /** AggregationTemporality: 1 delta, 2 cumulative, 0 where it means nothing. */
  readonly temporality: number;
  readonly isMonotonic: boolean;
  readonly scopeName: Uint8Array;
  readonly scopeVersion: Uint8Array;
}

export interface Series {
  readonly idLow: number;
  readonly idHigh: number;
  readonly metric: Metric;
  readonly resource: Resource;
  /** KeyValue messages, copied. */
  readonly attributes: readonly Uint8Array[];
  readonly storedAt: StoredAt;
}

/** Above this many series the memory starts anew. */
const MAX_KNOWN = 200_000;

export class SeriesRows {
  readonly #dictionary = new ByteDictionary();
  readonly #key = new ByteBuffer(4096);
  #known: Series[] = [];
  #metricKeyLength = 0;
  #metric: Metric | undefined;
  #resource: Resource | undefined;

  readonly #tenant = new LowCardinalityColumn();
  readonly #name = new LowCardinalityColumn();
  readonly #id = new FixedColumn('UInt64', 8);
  readonly #type = new LowCardinalityColumn();
  readonly #temporality = new FixedColumn('UInt8', 1);
  readonly #isMonotonic = new FixedColumn('UInt8', 1);
  readonly #unit = new LowCardinalityColumn();
  readonly #description = new StringColumn();
  readonly #service = new LowCardinalityColumn();
  readonly #resourceId = new FixedColumn('UInt64', 8);
  readonly #scopeName = new LowCardinalityColumn();
  readonly #scopeVersion = new LowCardinalityColumn();
  readonly #attributes = new AttributeColumns();
  readonly #lastSeen = new FixedColumn("DateTime64(9, 'UTC')", 8);
  readonly #block = new BlockBuilder('metric_series', {
    Tenant: this.#tenant,
    MetricName: this.#name,
    SeriesId: this.#id,
    Type: this.#type,
    Temporality: this.#temporality,
    IsMonotonic: this.#isMonotonic,
    Unit: this.#unit,
    Description: this.#description,
    ServiceName: this.#service,
    ResourceId: this.#resourceId,
    ScopeName: this.#scopeName,
    ScopeVersion: this.#scopeVersion,
    Attributes: this.#attributes.map,
    AttributeTypes: this.#attributes.types,
    LastSeen: this.#lastSeen,
  });

  /** Following `find`s are of this metric. */
  enterMetric(metric: Metric, resource: Resource): void {
    this.#metric = metric;
    this.#resource = resource;
    const key = this.#key;
    key.clear();
    key.u64(resource.idLow, resource.idHigh);
    key.u8(metric.temporality);
    key.u8(metric.isMonotonic ? 1 : 0);
    key.u8(metric.type.length); // differs between the five
    for (const text of [metric.name, metric.unit, metric.scopeName, metric.scopeVersion]) {
      key.varint(text.length);
      key.append(text, 0, text.length);
    }
    this.#metricKeyLength = key.length;
  }

  /** The series with these attributes (ranges of KeyValue messages). @throws MalformedOtlpError */
  find(bytes: Uint8Array, attributes: FieldRanges): Series {
    const key = this.#key;
    key.length = this.#metricKeyLength;
    for (let i = 0; i < attributes.count; i++) {
      const length = attributes.end(i) - attributes.start(i);
      key.varint(length);
      key.append(bytes, attributes.start(i), length);
    }
    const known = this.#known[this.#dictionary.indexOf(key.bytes, 0, key.length)];
    if (known) return known;
    if (this.#known.length >= MAX_KNOWN) this.#forget();
    try {
      const series = this.#make(bytes, attributes);
      return (this.#known[this.#dictionary.indexOf(key.bytes, 0, key.length)] = series);
    } catch (error) {
      this.#forget(); // its key is in the dictionary, without a series
      throw error;
    }
  }

  /** The rows of a receipt. */
  block(receipt: Receipt<Series>, nowMs: number): Block | undefined {
    for (const [series, tenants] of receipt) for (const tenant of tenants) this.#append(series, tenant, nowMs);
    return this.#block.rows > 0 ? this.#block.take() : undefined;
  }

  #make(bytes: Uint8Array, ranges: FieldRanges): Series {
    const attributes: Uint8Array[] = [];
    const probe = new AttributeColumns();
    for (let i = 0; i < ranges.count; i++) {
      const attribute = copy(bytes.subarray(ranges.start(i), ranges.end(i)));
      probe.append(new ProtobufReader(attribute), attribute.length); // finds malformed values before a row is made of them
      attributes.push(attribute);
    }
    const id = attributesHash(attributes, this.#key.bytes.subarray(0, this.#metricKeyLength));
    const metric = this.#metric as Metric;
    return {
      ...id,
      metric: {
        ...metric,
        name: copy(metric.name),
        unit: copy(metric.unit),
        description: copy(metric.description),
        scopeName: copy(metric.scopeName),
        scopeVersion: copy(metric.scopeVersion),
      },
      resource: this.#resource as Resource,
      attributes,
      storedAt: new Map(),
    };
  }

  #append(series: Series, tenant: string, nowMs: number): void {
    const { metric, resource } = series;
    this.#tenant.text(tenant);
    this.#name.bytes(metric.name, 0, metric.name.length);
    this.#id.u64(series.idLow, series.idHigh);
    this.#type.text(metric.type);
    this.#temporality.u8(metric.temporality);
    this.#isMonotonic.u8(metric.isMonotonic ? 1 : 0);
    this.#unit.bytes(metric.unit, 0, metric.unit.length);
    this.#description.bytes(metric.description, 0, metric.description.length);
    this.#service.bytes(resource.serviceName, 0, resource.serviceName.length);
    this.#resourceId.u64(resource.idLow, resource.idHigh);
    this.#scopeName.bytes(metric.scopeName, 0, metric.scopeName.length);
    this.#scopeVersion.bytes(metric.scopeVersion, 0, metric.scopeVersion.length);
    for (const attribute of series.attributes) this.#attributes.append(new ProtobufReader(attribute), attribute.length);
    this.#attributes.closeRow();
    this.#lastSeen.timeMs(nowMs);
  }

  #forget(): void {
    this.#dictionary.clear();
    this.#known = [];
  }
}

function copy(bytes: Uint8Array): Uint8Array {
  return Uint8Array.prototype.slice.call(bytes);
}
