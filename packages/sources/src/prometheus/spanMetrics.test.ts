import type { FoundMetric } from './spanMetrics.ts';
import { chooseSpanMetrics } from './spanMetrics.ts';

const COLLECTOR = {
  service_name: 'cart',
  span_name: 'GET',
  span_kind: 'SPAN_KIND_SERVER',
  status_code: 'STATUS_CODE_UNSET',
};
const TEMPO = { service: 'cart', span_name: 'GET', span_kind: 'SPAN_KIND_SERVER', status_code: 'STATUS_CODE_UNSET' };
const found = (labels: FoundMetric['labels'], ...names: string[]): FoundMetric[] =>
  names.map((name) => ({ name, labels, seriesCount: 10 }));

describe('chooseSpanMetrics', () => {
  it.each([
    [
      'the Collector of today',
      found(COLLECTOR, 'traces_span_metrics_calls_total', 'traces_span_metrics_duration_milliseconds_count'),
      'traces_span_metrics_duration_milliseconds',
      1,
    ],
    [
      'the Collector in seconds',
      found(COLLECTOR, 'traces_span_metrics_calls_total', 'traces_span_metrics_duration_seconds_count'),
      'traces_span_metrics_duration_seconds',
      1000,
    ],
    ['an older Collector', found(COLLECTOR, 'calls_total', 'duration_milliseconds_count'), 'duration_milliseconds', 1],
    [
      'a namespace of its own',
      found(COLLECTOR, 'acme_calls_total', 'acme_duration_milliseconds_count'),
      'acme_duration_milliseconds',
      1,
    ],
    [
      'the processor of old',
      found({ service_name: 'cart', operation: 'GET', span_kind: 'SPAN_KIND_SERVER' }, 'calls_total', 'latency_count'),
      'latency',
      1,
    ],
    [
      'Tempo and Beyla',
      found(TEMPO, 'traces_spanmetrics_calls_total', 'traces_spanmetrics_latency_count'),
      'traces_spanmetrics_latency',
      1000,
    ],
    [
      'names with dots',
      found(
        { 'service.name': 'cart', 'span.name': 'GET', 'span.kind': 'SPAN_KIND_SERVER' },
        'traces.span.metrics.calls',
        'traces.span.metrics.duration_count',
      ),
      'traces.span.metrics.duration',
      1,
    ],
    [
      'native histograms',
      [
        ...found(COLLECTOR, 'traces_span_metrics_calls_total'),
        ...found(undefined, 'traces_span_metrics_duration_seconds'),
      ],
      'traces_span_metrics_duration_seconds',
      1000,
    ],
  ])('reads the metrics of %s', (_who, metrics, metric, msPerUnit) => {
    expect(chooseSpanMetrics(metrics, new Map())?.duration).toMatchObject({ metric, msPerUnit });
  });

  it.each([
    [
      'what applications measure themselves',
      found({ job: 'shop', http_route: '/' }, 'http_server_request_duration_seconds_count'),
    ],
    ['a counter of something else', found({ job: 'shop' }, 'rpc_calls_total')],
    ['nothing', []],
  ])('does not take %s for span metrics', (_what, metrics) =>
    expect(chooseSpanMetrics(metrics, new Map())).toBeUndefined(),
  );

  it('takes the family with counter and histogram, then the larger one, and names the others', () => {
    const metrics = [
      ...found(COLLECTOR, 'a_calls_total').map((metric) => ({ ...metric, seriesCount: 999 })),
      ...found(COLLECTOR, 'b_calls_total', 'b_duration_milliseconds_count'),
    ];
    expect(chooseSpanMetrics(metrics, new Map())).toMatchObject({ prefix: 'b_', others: ['a_calls_total'] });
    expect(chooseSpanMetrics(metrics, new Map(), { prefix: 'a_' })).toMatchObject({ prefix: 'a_' });
  });
});
