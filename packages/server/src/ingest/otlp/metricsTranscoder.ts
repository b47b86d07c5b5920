// ExportMetricsServiceRequest to blocks of the metric tables and `resources`.
import { MetricReader } from './MetricReader.ts';
import type { MetricContext } from './MetricReader.ts';
import { DistributionColumns, ExemplarColumns, NumberColumns } from './metricColumns.ts';
import type { Resource } from './ResourceRows.ts';
import { SeriesRows } from './SeriesRows.ts';
import { signalTranscoder } from './signalTranscoder.ts';
import type { Transcoder } from './Transcoder.ts';

/** The transcoder of the signal `metrics`. */
export function metricsTranscoder(): Transcoder {
  return signalTranscoder((times) => {
    const numbers = new NumberColumns();
    const distributions = new DistributionColumns();
    const exemplars = new ExemplarColumns();
    const series = new SeriesRows();
    const metrics = new MetricReader(numbers, distributions, exemplars, series, times);
    let body: Uint8Array = new Uint8Array(0);
    let tenant = '';
    let resource: Resource;
    let context: MetricContext;
    return {
      noun: 'data point',
      blocks: [numbers.block, distributions.block, exemplars.block],
      startRequest(ofBody, ofTenant) {
        body = ofBody;
        tenant = ofTenant;
      },
      resource: (next) => (resource = next),
      scope({ name, version }) {
        context = {
          tenant,
          tenantBytes: Buffer.from(tenant),
          resource,
          scopeName: body.subarray(name.start, name.end),
          scopeVersion: body.subarray(version.start, version.end),
        };
      },
      record: (reader, end, rejections) => metrics.read(reader, end, context, rejections),
      abandonRequest: () => exemplars.attributes.abandonRow(),
      takeExtra(nowMs) {
        const receipt = metrics.fresh.take(nowMs);
        return { block: series.block(receipt, nowMs), receipt };
      },
    };
  });
}
