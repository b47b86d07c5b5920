// Sets up the official OpenTelemetry SDK before any other module is loaded: `node --import <this file> main.ts`. Reads OTEL_SERVICE_NAME,
// SHOP_SERVICE_VERSION and the standard OTEL_EXPORTER_OTLP_*, OTEL_BSP_*, OTEL_BLRP_* and OTEL_METRIC_EXPORT_INTERVAL.
import { BaggageSpanProcessor } from '@opentelemetry/baggage-span-processor';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { BatchLogRecordProcessor } from '@opentelemetry/sdk-logs';
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { describeRequest, isUntraced } from '../service/client.ts';
import { SkewedLogExporter, SkewedSpanExporter } from './clockSkew.ts';
import { isShopBaggage } from './baggage.ts';
import { serviceName, shopResource } from './resource.ts';

/** Batches leave after about a second, so that the first trace can be opened seconds after the start. */
const BATCH_DELAY_MS = Number(process.env['OTEL_BSP_SCHEDULE_DELAY'] ?? 1_000);
const METRIC_INTERVAL_MS = Number(process.env['OTEL_METRIC_EXPORT_INTERVAL'] ?? 10_000);

const sdk = new NodeSDK({
  resource: shopResource(),
  autoDetectResources: false,
  spanProcessors: [
    new BaggageSpanProcessor(isShopBaggage),
    new BatchSpanProcessor(new SkewedSpanExporter(new OTLPTraceExporter(), serviceName), {
      scheduledDelayMillis: BATCH_DELAY_MS,
    }),
  ],
  logRecordProcessors: [
    new BatchLogRecordProcessor({
      exporter: new SkewedLogExporter(new OTLPLogExporter(), serviceName),
      scheduledDelayMillis: BATCH_DELAY_MS,
    }),
  ],
  metricReaders: [
    new PeriodicExportingMetricReader({
      exporter: new OTLPMetricExporter(),
      exportIntervalMillis: METRIC_INTERVAL_MS,
      exportTimeoutMillis: Math.min(METRIC_INTERVAL_MS, 5_000),
    }),
  ],
  instrumentations: [
    new HttpInstrumentation({
      disableOutgoingRequestInstrumentation: true, // the shop calls with fetch
      ignoreIncomingRequestHook: isUntraced,
    }),
    new UndiciInstrumentation({ requireParentforSpans: true, ...describeRequest }),
    new RuntimeNodeInstrumentation({ monitoringPrecision: 1_000 }),
  ],
});
sdk.start();

/** Sends what is still in the batches; waits no longer than `timeoutMs`, because the receiver may be gone. */
export async function shutdownTelemetry(timeoutMs: number): Promise<void> {
  const timeout = new Promise<void>((resolve) => setTimeout(resolve, timeoutMs).unref());
  await Promise.race([sdk.shutdown().catch(() => undefined), timeout]);
}
