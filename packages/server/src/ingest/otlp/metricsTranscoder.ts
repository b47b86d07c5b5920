// ExportMetricsServiceRequest to blocks of the metric tables and `resources`, by the rules of
// https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/ ("OTLP Metric points to Prometheus").
//
// Keeps the totals of delta points in memory: all points of a series must come to the same transcoder.
import { MetricReader } from './metrics/MetricReader.ts';
import type { MetricContext } from './metrics/SeriesCache.ts';
import { SeriesRows } from './metrics/SeriesRows.ts';
import type { Resource } from './ResourceRows.ts';
import { signalTranscoder } from './signalTranscoder.ts';
import type { Transcoder } from './Transcoder.ts';

/** The transcoder of the signal `metrics`. */
export function metricsTranscoder(): Transcoder {
  return signalTranscoder((times) => {
    const metrics = new MetricReader(times);
    const series = new SeriesRows();
    let body: Uint8Array = new Uint8Array(0);
    let tenant = '';
    let resource: Resource | undefined;
    let context: MetricContext;
    const leaveResource = (): void => {
      if (resource) metrics.leaveResource(resource, tenant);
      resource = undefined;
    };
    return {
      noun: 'data point',
      blocks: [metrics.samples.block, metrics.histograms.block, metrics.exemplars.block],
      startRequest(ofBody, ofTenant) {
        body = ofBody;
        tenant = ofTenant;
        metrics.streams.startRequest();
      },
      resource(next) {
        leaveResource();
        resource = next;
        metrics.enterResource();
      },
      scope({ message, name, version }) {
        context = {
          tenant,
          tenantBytes: Buffer.from(tenant),
          resource: resource as Resource,
          scope: body.subarray(message.start, message.end),
          scopeName: body.subarray(name.start, name.end),
          scopeVersion: body.subarray(version.start, version.end),
        };
      },
      record: (reader, end, rejections) => metrics.read(reader, end, context, rejections),
      endRequest: leaveResource,
      abandonRequest() {
        resource = undefined;
        metrics.streams.abandonRequest();
      },
      takeExtra(nowMs) {
        const receipt = metrics.takeSeries(nowMs);
        return { block: series.block(receipt, nowMs), receipt, settle: metrics.streams.takeBatch() };
      },
    };
  });
}
