// The series `target_info`: what a resource is, for as long as it sends (resourceLabels.ts).
import type { Resource } from '../ResourceRows.ts';
import type { TimeGuard } from '../TimeGuard.ts';
import { LabelNameError, sortedLabels } from './labels.ts';
import type { SampleColumns } from './metricColumns.ts';
import { layoutOf, pointSeries } from './PointSeries.ts';
import type { Metric, PointSeries } from './PointSeries.ts';
import { targetInfoLabels } from './resourceLabels.ts';
import { NUMBER } from './sampleKinds.ts';

/** Between two samples of a request that reaches over longer: half of Prometheus' look-back, so that none of that time is without one. */
const STEP_MS = 150_000;
/** Of one resource in one request; the newest times have them. */
const MAX_SAMPLES = 100;
const ONE = Float64Array.of(1);

export class TargetInfo {
  readonly #columns: SampleColumns;
  readonly #times: TimeGuard;
  readonly #known = new WeakMap<Resource, Map<string, PointSeries | undefined>>();
  #firstMs = Infinity;
  #lastMs = -Infinity;

  constructor(columns: SampleColumns, times: TimeGuard) {
    this.#columns = columns;
    this.#times = times;
  }

  /** A point of the resource in hand was stored. */
  seen(timeMs: number): void {
    if (timeMs < this.#firstMs) this.#firstMs = timeMs;
    if (timeMs > this.#lastMs) this.#lastMs = timeMs;
  }

  /** Forgets the points that were seen. */
  clear(): void {
    this.#firstMs = Infinity;
    this.#lastMs = -Infinity;
  }

  /** Writes the samples for the points that were seen since `clear`, and gives their series, if there are any. @throws MalformedOtlpError */
  write(resource: Resource, tenant: string): PointSeries | undefined {
    if (this.#lastMs < 0) return undefined;
    const series = this.#seriesOf(resource, tenant);
    if (!series) return undefined;
    for (let i = 0, ms = this.#lastMs; i < MAX_SAMPLES && ms > this.#firstMs - STEP_MS; i++, ms -= STEP_MS) {
      const timeMs = Math.max(ms, this.#firstMs);
      if (this.#isAllowed(timeMs)) this.#columns.append(series, timeMs, ONE);
    }
    return series;
  }

  #isAllowed(timeMs: number): boolean {
    const ns = BigInt(timeMs) * 1_000_000n;
    return this.#times.fault(Number(ns & 0xffff_ffffn), Number(ns >> 32n)) === undefined;
  }

  #seriesOf(resource: Resource, tenant: string): PointSeries | undefined {
    const known = this.#known.get(resource) ?? new Map<string, PointSeries | undefined>();
    this.#known.set(resource, known);
    if (!known.has(tenant)) known.set(tenant, makeSeries(resource, tenant));
    return known.get(tenant);
  }
}

function makeSeries(resource: Resource, tenant: string): PointSeries | undefined {
  const metric: Metric = {
    tenant,
    tenantBytes: Buffer.from(tenant),
    resource,
    kind: NUMBER,
    family: 'target_info',
    type: 'info',
    unit: '',
    help: 'Target metadata',
    labels: [],
    streamKey: '',
  };
  try {
    const labels = targetInfoLabels(resource);
    return labels && pointSeries(metric, layoutOf(metric, [{ suffix: '' }]), sortedLabels(labels));
  } catch (error) {
    if (error instanceof LabelNameError) return undefined; // its points are stored all the same
    throw error;
  }
}
