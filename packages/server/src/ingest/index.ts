// Ingest: OTLP in, rows in the store out.
export { createIngest } from './createIngest.ts';
export type { IngestOptions } from './createIngest.ts';
export type { Ingest, IngestStats } from './Ingest.ts';
export { PortInUseError } from './receivers/listen.ts';
export type { Receiver } from './receivers/listen.ts';
export { startOtlpGrpc } from './receivers/otlpGrpc.ts';
export { startOtlpHttp } from './receivers/otlpHttp.ts';
