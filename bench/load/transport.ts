// One Export call over HTTP or gRPC: what came of it, and when to try again. Nothing here gives up: that is the caller's.
import { Client, credentials, status, type ServiceError } from '@grpc/grpc-js';
import { Agent, request } from 'node:http';
import type { Signal } from './templates.ts';

/** `detail` of a refusal is the receiver's own words. */
export type Outcome =
  | { readonly kind: 'stored' }
  | { readonly kind: 'partial'; readonly detail: string }
  | { readonly kind: 'retry'; readonly afterMs: number; readonly detail: string }
  | { readonly kind: 'refused'; readonly detail: string };

export interface Transport {
  send(body: Buffer): Promise<Outcome>;
  close(): void;
}

const TIMEOUT_MS = 120_000;
/** Where the receiver names no time: soon enough for a server that was just killed, seldom enough for one that starts. */
const RETRY_MS = 100;
const GRPC_SERVICES: Readonly<Record<Signal, string>> = {
  traces: 'trace.v1.Trace',
  logs: 'logs.v1.Logs',
  metrics: 'metrics.v1.Metrics',
};

/** @param url base URL of OTLP over HTTP, to which `/v1/traces` is appended */
export function httpTransport(url: string, signal: Signal, connections: number): Transport {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const address = new URL(`/v1/${signal}`, url);
  const headers = { 'content-type': 'application/x-protobuf' };
  return {
    send: (body) =>
      new Promise((resolve) => {
        const failed = (error: Error): void => resolve({ kind: 'retry', afterMs: RETRY_MS, detail: error.message });
        const call = request(address, {
          method: 'POST',
          agent,
          headers: { ...headers, 'content-length': body.length },
        });
        call.setTimeout(TIMEOUT_MS, () => call.destroy(new Error(`no answer within ${TIMEOUT_MS / 1000} s`)));
        call.on('error', failed).on('response', (response) => {
          const chunks: Buffer[] = [];
          response.on('error', failed).on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const retryAfterS = Number(response.headers['retry-after']);
            const retryMs = Number.isFinite(retryAfterS) ? retryAfterS * 1000 : RETRY_MS;
            resolve(httpOutcome(response.statusCode ?? 0, retryMs, Buffer.concat(chunks)));
          });
        });
        call.end(body);
      }),
    close: () => agent.destroy(),
  };
}

/** https://opentelemetry.io/docs/specs/otlp/#failures-1: 429, 502, 503 and 504 ask for another try. */
function httpOutcome(code: number, afterMs: number, body: Buffer): Outcome {
  if (code === 200) return answered(body);
  const detail = `HTTP ${code}: ${body.toString('latin1')}`;
  return [429, 502, 503, 504].includes(code) ? { kind: 'retry', afterMs, detail } : { kind: 'refused', detail };
}

/** Export*ServiceResponse: empty, or with a partial success, which means nothing when it is empty itself (Jaeger sends that). */
function answered(response: Buffer): Outcome {
  const isWhole = response.length === 0 || response.equals(Buffer.of(0x0a, 0));
  return isWhole ? { kind: 'stored' } : { kind: 'partial', detail: response.toString('latin1') };
}

/** @param address host:port. Each connection is an HTTP/2 connection of its own, as of several exporters. */
export function grpcTransport(address: string, signal: Signal, connections: number): Transport {
  const path = `/opentelemetry.proto.collector.${GRPC_SERVICES[signal]}Service/Export`;
  const options = { 'grpc.use_local_subchannel_pool': 1, 'grpc.enable_retries': 0 };
  const clients = Array.from({ length: connections }, () => new Client(address, credentials.createInsecure(), options));
  let next = 0;
  const same = (bytes: Buffer): Buffer => bytes;
  return {
    send: (body) =>
      new Promise((resolve) => {
        const deadline = Date.now() + TIMEOUT_MS;
        const client = clients[next++ % clients.length];
        client.makeUnaryRequest(path, same, same, body, { deadline }, (error, answer) =>
          resolve(grpcOutcome(error, answer)),
        );
      }),
    close: () => clients.forEach((client) => client.close()),
  };
}

/** https://opentelemetry.io/docs/specs/otlp/#failures: RESOURCE_EXHAUSTED may be tried again when it says when, which ours does. */
function grpcOutcome(error: ServiceError | null, answer: Buffer | undefined): Outcome {
  if (error === null) return answered(answer ?? Buffer.alloc(0));
  const detail = `gRPC ${status[error.code]}: ${error.details}`;
  if (error.code === status.RESOURCE_EXHAUSTED) return { kind: 'retry', afterMs: 1_000, detail };
  const isTransient = [status.UNAVAILABLE, status.DEADLINE_EXCEEDED, status.ABORTED, status.CANCELLED].includes(
    error.code,
  );
  return isTransient ? { kind: 'retry', afterMs: RETRY_MS, detail } : { kind: 'refused', detail };
}
