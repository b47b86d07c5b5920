import { ProtobufReader } from '../../protobuf/ProtobufReader.ts';
import type { MetricHeader } from './metricHeader.ts';
import { PointFields } from './pointFields.ts';
import type { PointSeries } from './PointSeries.ts';
import { SeriesCache } from './SeriesCache.ts';

const NOTHING = new Uint8Array(0);
/** A gauge, which is field 5 of Metric: tag 42. */
const gauge = (name: string): MetricHeader => ({
  name: Buffer.from(name),
  help: NOTHING,
  unit: NOTHING,
  metadata: [],
  tag: 42,
  start: 0,
  end: 0,
  temporality: 0,
  isMonotonic: false,
});
const context = (tenant: string) => ({
  tenant,
  tenantBytes: Buffer.from(tenant),
  resource: { idLow: 1, idHigh: 2, serviceName: NOTHING, message: NOTHING, storedAt: new Map<string, number>() },
  scope: NOTHING,
  scopeName: NOTHING,
  scopeVersion: NOTHING,
});
/** The series of a point without attributes. */
const find = (cache: SeriesCache, name: string, tenant = 'a'): PointSeries => {
  cache.metric(gauge(name), context(tenant));
  return cache.find(new ProtobufReader(NOTHING), new PointFields()) as PointSeries;
};

describe('series that were seen before', () => {
  it('are found, each tenant its own', () => {
    const cache = new SeriesCache();
    const first = find(cache, 'first');
    const second = find(cache, 'second');
    expect(find(cache, 'first')).toBe(first);
    expect(find(cache, 'second')).toBe(second);
    expect(find(cache, 'first', 'b')).not.toBe(first);
  });

  it('are forgotten when there are too many, and get the same ids again', () => {
    const cache = new SeriesCache(20); // a metric with one series weighs 9
    const names = ['a', 'b', 'c', 'd', 'e'];
    const before = names.map((name) => find(cache, name));
    const after = names.map((name) => find(cache, name));
    expect(after[0]).not.toBe(before[0]);
    expect(after.map(({ ids }) => ids)).toEqual(before.map(({ ids }) => ids));
    expect(new Set(after.map(({ ids }) => ids.join(':'))).size).toBe(names.length);
  });
});
