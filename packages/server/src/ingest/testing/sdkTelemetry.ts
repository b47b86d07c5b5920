// Telemetry as OpenTelemetry's SDKs hand it to their exporters, for tests: the official serializers then make the bytes.
import {
  JsonLogsSerializer,
  JsonMetricsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufMetricsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import type { Signal } from '../Ingest.ts';

export const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
/** 2026-11-18T11:06:40Z */
export const START_S = 1_795_000_000;

const resource = {
  attributes: { 'service.name': 'checkout', 'service.version': '1.4.0', 'process.pid': 42 },
};
const instrumentationScope = { name: '@opentelemetry/instrumentation-http', version: '0.222.0' };
const spanContext = { traceId: TRACE_ID, spanId: 'b7ad6b7169203331', traceFlags: 1 };

/** A span with everything; `overrides` are those of the SDK's ReadableSpan. */
export function sdkSpan(overrides: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    name: 'POST /checkout',
    kind: 1, // the API's SERVER; 2 in OTLP
    spanContext: () => spanContext,
    parentSpanContext: { ...spanContext, spanId: '00f067aa0ba902b7' },
    startTime: [START_S, 5],
    endTime: [START_S + 2, 1_005],
    status: { code: 2, message: 'card declined – überzogen' },
    attributes: {
      'http.route': '/checkout',
      'http.response.status_code': 502,
      'demo.huge': 2 ** 52,
      'demo.negative': -7,
      'demo.ratio': 0.1,
      'demo.retried': true,
      'demo.tags': ['a', 1, 2.5, false],
    },
    events: [{ name: 'exception', time: [START_S + 1, 7], attributes: { 'exception.type': 'CardError', attempt: 3 } }],
    links: [{ context: { ...spanContext, spanId: 'aaaaaaaaaaaaaaaa' }, attributes: { queue: 'orders' } }],
    duration: [2, 1_000],
    ended: true,
    resource,
    instrumentationScope,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
    ...overrides,
  };
}

export function sdkLog(overrides: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    hrTime: [START_S, 9],
    hrTimeObserved: [START_S, 10],
    spanContext,
    severityNumber: 17,
    severityText: 'ERROR',
    body: 'payment failed',
    eventName: 'payment.failed',
    attributes: { 'order.id': 'o-1', amount: 12.5 },
    resource,
    instrumentationScope,
    droppedAttributesCount: 0,
    ...overrides,
  };
}

/** One metric of each type that the SDK has; a summary it never makes. */
export function sdkMetrics(): Readonly<Record<string, unknown>> {
  const times = { startTime: [START_S, 0], endTime: [START_S + 60, 0] };
  const metric = (name: string, rest: object, dataPoint: object): object => ({
    descriptor: { name, description: `about ${name}`, unit: '{thing}', valueType: 1 },
    aggregationTemporality: 1, // the SDK's CUMULATIVE; 2 in OTLP
    dataPoints: [{ ...times, attributes: { route: '/checkout' }, ...dataPoint }],
    ...rest,
  });
  return {
    resource,
    scopeMetrics: [
      {
        scope: instrumentationScope,
        metrics: [
          metric('orders', { dataPointType: 3, isMonotonic: true }, { value: 41.5 }),
          metric('queue.length', { dataPointType: 2 }, { value: -3 }),
          metric(
            'latency',
            { dataPointType: 0 },
            { value: { count: 6, sum: 21, min: 1, max: 9, buckets: { boundaries: [2, 5], counts: [1, 2, 3] } } },
          ),
          metric(
            'latency.exponential',
            { dataPointType: 1 },
            {
              value: {
                count: 5,
                sum: 11.5,
                min: 0,
                max: 4,
                scale: 3,
                zeroCount: 1,
                positive: { offset: -2, bucketCounts: [1, 300] },
                negative: { offset: 0, bucketCounts: [] },
              },
            },
          ),
        ],
      },
    ],
  };
}

type Serialize = (input: unknown) => Uint8Array;
const asSerialize = (serializer: { serializeRequest(input: never): Uint8Array | undefined }): Serialize => {
  return (input) => serializer.serializeRequest(input as never) ?? new Uint8Array(0);
};

/** An Export request as the official exporters write it: spans and logs from a list, metrics from one ResourceMetrics. */
export const serialize: Readonly<Record<'protobuf' | 'json', Readonly<Record<Signal, Serialize>>>> = {
  protobuf: {
    traces: asSerialize(ProtobufTraceSerializer),
    logs: asSerialize(ProtobufLogsSerializer),
    metrics: asSerialize(ProtobufMetricsSerializer),
  },
  json: {
    traces: asSerialize(JsonTraceSerializer),
    logs: asSerialize(JsonLogsSerializer),
    metrics: asSerialize(JsonMetricsSerializer),
  },
};
