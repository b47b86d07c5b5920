// OTLP over HTTP (https://opentelemetry.io/docs/specs/otlp/#otlphttp): POST /v1/traces, /v1/logs, /v1/metrics with protobuf or JSON.
// A request is answered with 200 when its rows are durable.
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../../store/engineSupervisor.ts';
import type { Ingest, IngestResult, Signal } from '../Ingest.ts';
import { BufferPool } from '../columns/BufferPool.ts';
import type { MalformedKind } from '../IngestCounters.ts';
import { jsonToProtobuf } from '../otlp/jsonToProtobuf.ts';
import { DEFAULT_HOST, exportFailure, listenError, TENANT } from './listen.ts';
import type { ListenOptions, Receiver } from './listen.ts';
import { exportResponse, exportResponseJson, RPC_CODE, rpcStatus } from './otlpAnswer.ts';
import { BodyError, DEFAULT_LIMITS, readBody } from './requestBody.ts';
import type { BodyLimits } from './requestBody.ts';

export interface OtlpHttpOptions extends ListenOptions {
  readonly ingest: Ingest;
  readonly log: Log;
  readonly limits?: Partial<BodyLimits>;
}

const SIGNALS: ReadonlyMap<string, Signal> = new Map([
  ['/v1/traces', 'traces'],
  ['/v1/logs', 'logs'],
  ['/v1/metrics', 'metrics'],
]);
const CLOSE_MS = 5_000;
const KEPT_BODIES = 32;
const KEPT_BODY_BYTES = 4 * 2 ** 20;

const KIND_OF_BODY_ERROR: Readonly<Record<BodyError['status'], MalformedKind>> = {
  400: 'unreadable_body',
  413: 'body_too_large',
  415: 'content_encoding',
};

type Encoding = 'protobuf' | 'json';

/** @throws PortInUseError */
export async function startOtlpHttp(options: OtlpHttpOptions): Promise<Receiver> {
  const { port, ingest, log } = options;
  const host = options.host ?? DEFAULT_HOST;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const bodies = new BufferPool(KEPT_BODIES, KEPT_BODY_BYTES);
  const server = createServer((request, response) => void handle(request, response, ingest, bodies, limits, log));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, 'OTLP HTTP', host, port, 'WATCHINGCAT_OTLP_HTTP_PORT')));
    server.listen(port, host, resolve);
  });
  return {
    host,
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
      await closed;
      clearTimeout(timer);
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  ingest: Ingest,
  bodies: BufferPool,
  limits: BodyLimits,
  log: Log,
): Promise<void> {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const signal = SIGNALS.get(path);
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
  const encoding: Encoding = type === 'application/json' ? 'json' : 'protobuf';
  const fail = (status: number, code: number, message: string, headers: Record<string, string> = {}): void => {
    const answer = encoding === 'json' ? JSON.stringify({ code, message }) : rpcStatus(code, message);
    send(response, status, encoding, answer, headers);
    request.resume();
  };
  if (!signal)
    return fail(
      404,
      RPC_CODE.unimplemented,
      `There is no ${path} here; OTLP goes to ${[...SIGNALS.keys()].join(', ')}`,
    );
  if (request.method !== 'POST') return fail(405, RPC_CODE.unimplemented, `${path} takes POST only`, { allow: 'POST' });
  if (encoding === 'protobuf' && type !== 'application/x-protobuf') {
    ingest.malformed(signal, 'content_type');
    return fail(
      415,
      RPC_CODE.invalidArgument,
      `Content-Type is ${type || 'missing'}; use application/x-protobuf or application/json`,
    );
  }
  try {
    const result = await (await exporting(request, signal, encoding, ingest, bodies, limits)).result;
    send(
      response,
      200,
      encoding,
      encoding === 'json' ? JSON.stringify(exportResponseJson(signal, result)) : exportResponse(result),
    );
  } catch (error) {
    if (error instanceof BodyError) {
      ingest.malformed(signal, KIND_OF_BODY_ERROR[error.status]);
      return fail(error.status, RPC_CODE.invalidArgument, error.message, { connection: 'close' });
    }
    const failure = exportFailure(error);
    if (failure.kind === 'malformed') return fail(400, RPC_CODE.invalidArgument, failure.message);
    if (failure.kind === 'internal') {
      log.error({ err: error, signal }, 'An OTLP export failed');
      return fail(500, RPC_CODE.internal, failure.message);
    }
    log.warn({ err: error, signal }, 'An OTLP export was put off');
    const retryAfter = { 'retry-after': String(Math.ceil(failure.retryAfterMs / 1000)) };
    if (failure.kind === 'saturated') fail(429, RPC_CODE.resourceExhausted, failure.message, retryAfter);
    else fail(503, RPC_CODE.unavailable, failure.message, retryAfter);
  }
}

/** Resolves when the body was read and taken; its memory is then free for the next request, while this one waits for the store. */
async function exporting(
  request: IncomingMessage,
  signal: Signal,
  encoding: Encoding,
  ingest: Ingest,
  bodies: BufferPool,
  limits: BodyLimits,
): Promise<{ readonly result: Promise<IngestResult> }> {
  const buffer = bodies.take();
  try {
    const body = await readBody(request, limits, buffer);
    const message = encoding === 'json' ? fromJson(signal, body, ingest) : body;
    return { result: ingest.export(signal, message, TENANT) };
  } finally {
    bodies.give(buffer);
  }
}

function fromJson(signal: Signal, body: Uint8Array, ingest: Ingest): Uint8Array {
  try {
    return jsonToProtobuf(signal, body);
  } catch (error) {
    ingest.malformed(signal, 'json');
    throw error;
  }
}

function send(
  response: ServerResponse,
  status: number,
  encoding: Encoding,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': encoding === 'json' ? 'application/json' : 'application/x-protobuf',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  });
  response.end(body);
}
