export { JaegerSource } from './jaeger/jaegerSource.ts';
export type { JaegerDependency, JaegerOperation, JaegerSourceOptions } from './jaeger/jaegerSource.ts';
export type { JaegerSearch, JaegerTraces } from './jaeger/jaegerSearch.ts';
export { RemoteTelemetry } from './remoteTelemetry.ts';
export { serverHealth } from './health.ts';
export type { ServerHealth } from './health.ts';
export { traceSpans } from './traceSpans.ts';
export type { TraceSpansAnswer } from './traceSpans.ts';
export type { Transport, TransportRequest, TransportResponse } from './transport.ts';
