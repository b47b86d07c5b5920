// Rows of `metric_series`.
import { MapColumn } from '../../columns/ArrayColumn.ts';
import { BlockBuilder } from '../../columns/BlockBuilder.ts';
import type { Block } from '../../columns/BlockBuilder.ts';
import { FixedColumn } from '../../columns/FixedColumn.ts';
import { LowCardinalityColumn } from '../../columns/LowCardinalityColumn.ts';
import { StringColumn } from '../../columns/StringColumn.ts';
import type { Receipt } from '../Freshness.ts';
import { labelsOfPart } from './PointSeries.ts';
import type { PointSeries } from './PointSeries.ts';

export class SeriesRows {
  readonly #tenant = new LowCardinalityColumn();
  readonly #name = new LowCardinalityColumn();
  readonly #id = new FixedColumn('UInt64', 8);
  readonly #labels = new MapColumn(new LowCardinalityColumn(), new StringColumn());
  readonly #family = new LowCardinalityColumn();
  readonly #type = new LowCardinalityColumn();
  readonly #unit = new LowCardinalityColumn();
  readonly #help = new StringColumn();
  readonly #service = new LowCardinalityColumn();
  readonly #resourceId = new FixedColumn('UInt64', 8);
  readonly #lastSeen = new FixedColumn("DateTime64(9, 'UTC')", 8);
  readonly #block = new BlockBuilder('metric_series', {
    Tenant: this.#tenant,
    MetricName: this.#name,
    SeriesId: this.#id,
    Labels: this.#labels,
    MetricFamily: this.#family,
    Type: this.#type,
    Unit: this.#unit,
    Help: this.#help,
    ServiceName: this.#service,
    ResourceId: this.#resourceId,
    LastSeen: this.#lastSeen,
  });

  /** The rows of a receipt. */
  block(receipt: Receipt<PointSeries>, nowMs: number): Block | undefined {
    for (const series of receipt.keys()) for (let i = 0; i < series.parts.length; i++) this.#append(series, i, nowMs);
    return this.#block.rows > 0 ? this.#block.take() : undefined;
  }

  #append({ metric, names, parts, ids, labels }: PointSeries, i: number, nowMs: number): void {
    const { resource } = metric;
    this.#tenant.text(metric.tenant);
    this.#name.bytes(names[i], 0, names[i].length);
    this.#id.u64(ids[2 * i], ids[2 * i + 1]);
    for (const [name, value] of labelsOfPart(labels, parts[i])) {
      this.#labels.keys.text(name);
      this.#labels.values.text(value);
    }
    this.#labels.closeRow();
    this.#family.text(metric.family);
    this.#type.text(metric.type);
    this.#unit.text(metric.unit);
    this.#help.text(metric.help);
    this.#service.bytes(resource.serviceName, 0, resource.serviceName.length);
    this.#resourceId.u64(resource.idLow, resource.idHigh);
    this.#lastSeen.timeMs(nowMs);
  }
}
