// What both receivers say about where they listen.
import { RefusedError, SaturatedError } from '../Ingest.ts';
import { MalformedOtlpError } from '../protobuf/ProtobufReader.ts';
import { StoreError } from '../../store/Store.ts';

export interface ListenOptions {
  /** 127.0.0.1 when not given. */
  readonly host?: string;
  /** 0 picks a free one. */
  readonly port: number;
}

export interface Receiver {
  readonly host: string;
  readonly port: number;
  /** Takes no new requests, lets running ones finish. */
  close(): Promise<void>;
}

export const DEFAULT_HOST = '127.0.0.1';
/** Every row belongs to a tenant; there is one until users and organisations come. */
export const TENANT = 'default';

/** The port is taken. `message` says which, and how to choose another. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
}

/** A person can act on "in use"; other errors of listening are passed on. */
export function listenError(error: unknown, what: string, host: string, port: number, variable: string): Error {
  const failure = error as NodeJS.ErrnoException;
  if (!failure.message.includes('EADDRINUSE')) return failure; // Node also has it as code, grpc-js has the text only
  return new PortInUseError(
    `${what}: port ${port} on ${host} is in use by another program. End it, or choose another port: ${variable}=<port> (0 picks a free one).`,
    { cause: error },
  );
}

/** What a failed export means for the sender, in terms that HTTP and gRPC share. */
export type ExportFailure =
  | { readonly kind: 'malformed'; readonly message: string }
  | { readonly kind: 'internal'; readonly message: string }
  | { readonly kind: 'saturated' | 'unavailable'; readonly message: string; readonly retryAfterMs: number };

const UNAVAILABLE_RETRY_MS = 2_000;

export function exportFailure(error: unknown): ExportFailure {
  if (error instanceof MalformedOtlpError) return { kind: 'malformed', message: error.message };
  if (error instanceof SaturatedError)
    return { kind: 'saturated', message: error.message, retryAfterMs: error.retryAfterMs };
  if (error instanceof RefusedError)
    return { kind: 'unavailable', message: error.message, retryAfterMs: error.retryAfterMs };
  // Whatever the store's reason, the data was good: the sender keeps it and tries again.
  if (error instanceof StoreError) {
    return {
      kind: 'unavailable',
      message: 'The store did not take the data, try again',
      retryAfterMs: UNAVAILABLE_RETRY_MS,
    };
  }
  return { kind: 'internal', message: 'The server failed, its log says why' };
}
