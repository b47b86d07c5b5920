// What is worked out once for a metric and once for a series, and then remembered.
import type { StoredAt } from '../Freshness.ts';
import type { Resource } from '../ResourceRows.ts';
import { seriesId } from './labels.ts';
import type { Label } from './labels.ts';
import type { SampleKind, SeriesPart } from './sampleKinds.ts';

/** A metric of one scope of one resource of one tenant. */
export interface Metric {
  readonly tenant: string;
  readonly tenantBytes: Uint8Array;
  readonly resource: Resource;
  /** `native`: exponential histograms. */
  readonly kind: SampleKind | 'native';
  /** Its name in Prometheus, without what a series' name has after it. */
  readonly family: string;
  readonly type: string;
  readonly unit: string;
  readonly help: string;
  /** Labels that all its series have: scope, job and instance. */
  readonly labels: readonly Label[];
  /** Its points are deltas: the streams that they make are told apart by this and the attributes. Empty when they are cumulative. */
  readonly streamKey: string;
  /** Why no point of it can be stored. */
  readonly fault?: string | undefined;
}

/** The series that a point has beside its attributes: of each, the name and the label for itself. */
export interface Layout {
  readonly names: readonly Uint8Array[];
  readonly parts: readonly SeriesPart[];
}

export function layoutOf(metric: Metric, parts: readonly SeriesPart[]): Layout {
  return { names: parts.map(({ suffix }) => Buffer.from(metric.family + suffix)), parts };
}

/** The series of all points with the same attributes and layout. */
export interface PointSeries extends Layout {
  readonly metric: Metric;
  /** Without the label that a part has for itself; sorted. */
  readonly labels: readonly Label[];
  /** Low and high half of each series' id. */
  readonly ids: Uint32Array;
  /** Empty when the points are cumulative. */
  readonly streamKey: string;
  readonly storedAt: StoredAt;
  /** The last batch that has samples of them. */
  batch: number;
}

export function pointSeries(metric: Metric, layout: Layout, labels: readonly Label[], streamKey = ''): PointSeries {
  const ids = new Uint32Array(layout.parts.length * 2);
  for (const [i, part] of layout.parts.entries()) {
    const { idLow, idHigh } = seriesId(metric.family + part.suffix, labelsOfPart(labels, part));
    ids[2 * i] = idLow;
    ids[2 * i + 1] = idHigh;
  }
  return { ...layout, metric, labels, ids, streamKey, storedAt: new Map(), batch: -1 };
}

/** All labels of one series, sorted. */
export function labelsOfPart(labels: readonly Label[], { label }: SeriesPart): readonly Label[] {
  if (!label) return labels;
  const others = labels.filter(([name]) => name !== label[0]);
  const at = others.findIndex(([name]) => name > label[0]);
  return others.toSpliced(at < 0 ? others.length : at, 0, label);
}
