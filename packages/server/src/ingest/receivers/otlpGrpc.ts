// OTLP over gRPC (https://opentelemetry.io/docs/specs/otlp/#otlpgrpc): the three Export calls. Messages stay bytes: they go to ingest as
// they came. A call is answered when its rows are durable.
import { logVerbosity, Metadata, Server, ServerCredentials, setLogVerbosity, status } from '@grpc/grpc-js';
import type { sendUnaryData, ServerUnaryCall, ServiceDefinition } from '@grpc/grpc-js';
import type { Log } from '../../store/engineSupervisor.ts';
import type { Ingest, Signal } from '../Ingest.ts';
import { DEFAULT_HOST, exportFailure, listenError, TENANT } from './listen.ts';
import type { ListenOptions, Receiver } from './listen.ts';
import { exportResponse, rpcStatus } from './otlpAnswer.ts';
import { DEFAULT_LIMITS } from './requestBody.ts';

export interface OtlpGrpcOptions extends ListenOptions {
  readonly ingest: Ingest;
  readonly log: Log;
  /** Of one message, unpacked. gRPC itself refuses larger ones with RESOURCE_EXHAUSTED. */
  readonly maxMessageBytes?: number;
}

const SERVICES: ReadonlyMap<string, Signal> = new Map([
  ['opentelemetry.proto.collector.trace.v1.TraceService', 'traces'],
  ['opentelemetry.proto.collector.logs.v1.LogsService', 'logs'],
  ['opentelemetry.proto.collector.metrics.v1.MetricsService', 'metrics'],
]);
const CLOSE_MS = 5_000;

// The library writes to stderr what it also reports to us; the server's log has one line per event, in one format.
setLogVerbosity(logVerbosity.NONE);

/** @throws PortInUseError */
export async function startOtlpGrpc(options: OtlpGrpcOptions): Promise<Receiver> {
  const { ingest, log } = options;
  const host = options.host ?? DEFAULT_HOST;
  const server = new Server({
    'grpc.max_receive_message_length': options.maxMessageBytes ?? DEFAULT_LIMITS.maxBodyBytes,
    'grpc.so_reuseport': 0, // or a second server would share the port silently
  });
  for (const [service, signal] of SERVICES) {
    server.addService(exportService(service), {
      Export: (call: ServerUnaryCall<Buffer, Uint8Array>, callback: sendUnaryData<Uint8Array>) =>
        void answer(signal, call.request, callback, ingest, log),
    });
  }
  const address = host.includes(':') ? `[${host}]` : host;
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${address}:${options.port}`, ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(listenError(error, 'OTLP gRPC', host, options.port, 'WATCHINGCAT_OTLP_GRPC_PORT'));
      else resolve(bound);
    });
  });
  return {
    host,
    port,
    async close() {
      const timer = setTimeout(() => server.forceShutdown(), CLOSE_MS);
      await new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
      clearTimeout(timer);
    },
  };
}

/** A service with one unary call whose messages are bytes on our side too. */
function exportService(service: string): ServiceDefinition {
  return {
    Export: {
      path: `/${service}/Export`,
      requestStream: false,
      responseStream: false,
      requestSerialize: asBuffer,
      requestDeserialize: asBuffer,
      responseSerialize: asBuffer,
      responseDeserialize: asBuffer,
    },
  };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes);
}

async function answer(
  signal: Signal,
  body: Buffer,
  callback: sendUnaryData<Uint8Array>,
  ingest: Ingest,
  log: Log,
): Promise<void> {
  try {
    callback(null, exportResponse(await ingest.export(signal, body, TENANT)));
  } catch (error) {
    const failure = exportFailure(error);
    const { kind, message } = failure;
    if (kind === 'malformed') return callback({ code: status.INVALID_ARGUMENT, details: message });
    if (kind === 'internal') {
      log.error({ err: error, signal }, 'An OTLP export failed');
      return callback({ code: status.INTERNAL, details: message });
    }
    log.warn({ err: error, signal }, 'An OTLP export was put off');
    const code = kind === 'saturated' ? status.RESOURCE_EXHAUSTED : status.UNAVAILABLE;
    // A RESOURCE_EXHAUSTED without RetryInfo would mean "do not try again" (OTLP specification, "OTLP/gRPC Throttling").
    const metadata = new Metadata();
    metadata.set('grpc-status-details-bin', asBuffer(rpcStatus(code, message, failure.retryAfterMs)));
    callback({ code, details: message, metadata });
  }
}
