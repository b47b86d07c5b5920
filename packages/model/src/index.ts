export * from './attributes.ts';
export * from './buildTrace.ts';
export * from './coverage.ts';
export * from './telemetry.ts';
export * from './time.ts';
export * from './trace.ts';
export * from './traceWire.ts';
