export { JaegerSource } from './jaeger/jaegerSource.ts';
export type { JaegerDependency, JaegerOperation, JaegerSourceOptions } from './jaeger/jaegerSource.ts';
export type { JaegerSearch, JaegerTraces } from './jaeger/jaegerSearch.ts';
export { limitTransport } from './limitTransport.ts';
export { RemoteTelemetry } from './remoteTelemetry.ts';
export { serverHealth } from './health.ts';
export type { ServerHealth } from './health.ts';
export type { Transport, TransportRequest, TransportResponse } from './transport.ts';
