export { RemoteTelemetry } from './remoteTelemetry.ts';
export { serverHealth } from './health.ts';
export type { ServerHealth } from './health.ts';
export { traceSpans } from './traceSpans.ts';
export type { TraceSpansAnswer } from './traceSpans.ts';
export type { Transport, TransportRequest, TransportResponse } from './transport.ts';
