// The answers of an OTLP endpoint (https://opentelemetry.io/docs/specs/otlp/#otlphttp-response): Export*ServiceResponse and
// google.rpc.Status, as protobuf or JSON. The three responses have the same field numbers; only JSON names differ.
import { ByteBuffer } from '../columns/ByteBuffer.ts';
import type { IngestResult, Signal } from '../Ingest.ts';

const REJECTED_NAMES: Readonly<Record<Signal, string>> = {
  traces: 'rejectedSpans',
  logs: 'rejectedLogRecords',
  metrics: 'rejectedDataPoints',
};

/** https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto */
export const RPC_CODE = {
  invalidArgument: 3,
  resourceExhausted: 8,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
} as const;

export function exportResponse(result: IngestResult): Uint8Array {
  if (result.rejected === 0) return new Uint8Array(0);
  const partial = new ByteBuffer(256);
  partial.varint(0x08); // rejected = 1, varint
  partial.varint(result.rejected);
  bytesField(partial, 2, Buffer.from(result.message)); // error_message = 2
  const response = new ByteBuffer(256);
  bytesField(response, 1, partial.written()); // partial_success = 1
  return response.written();
}

export function exportResponseJson(signal: Signal, result: IngestResult): unknown {
  if (result.rejected === 0) return {};
  return { partialSuccess: { [REJECTED_NAMES[signal]]: String(result.rejected), errorMessage: result.message } };
}

/** google.rpc.Status; with `retryAfterMs` it carries a google.rpc.RetryInfo. */
export function rpcStatus(code: number, message: string, retryAfterMs?: number): Uint8Array {
  const status = new ByteBuffer(256);
  status.varint(0x08); // code = 1
  status.varint(code);
  bytesField(status, 2, Buffer.from(message)); // message = 2
  if (retryAfterMs !== undefined) bytesField(status, 3, retryInfo(retryAfterMs)); // details = 3
  return status.written();
}

/** google.protobuf.Any of google.rpc.RetryInfo { retry_delay: google.protobuf.Duration { seconds, nanos } }. */
function retryInfo(retryAfterMs: number): Uint8Array {
  const duration = new ByteBuffer(16);
  duration.varint(0x08);
  duration.varint(Math.floor(retryAfterMs / 1000));
  duration.varint(0x10);
  duration.varint((retryAfterMs % 1000) * 1_000_000);
  const info = new ByteBuffer(32);
  bytesField(info, 1, duration.written());
  const any = new ByteBuffer(128);
  bytesField(any, 1, Buffer.from('type.googleapis.com/google.rpc.RetryInfo'));
  bytesField(any, 2, info.written());
  return any.written();
}

function bytesField(out: ByteBuffer, field: number, bytes: Uint8Array): void {
  out.varint((field << 3) | 2);
  out.varint(bytes.length);
  out.append(bytes, 0, bytes.length);
}
