// The thread of ingest: OTLP receivers, transcoders, group commit. Whatever arrives keeps this thread busy and not the one that answers
// people. It asks the server's thread for one thing: to have the store insert a file.
import { parentPort, workerData } from 'node:worker_threads';
import { createLog } from '../../logging/createLog.ts';
import { StoreError, type FileInsert } from '../../store/Store.ts';
import { createIngest } from '../createIngest.ts';
import { refusalOf } from '../refusalOf.ts';
import { PortInUseError } from '../receivers/listen.ts';
import { startOtlpGrpc } from '../receivers/otlpGrpc.ts';
import { startOtlpHttp } from '../receivers/otlpHttp.ts';
import type { FromIngest, IngestThreadOptions, ToIngest } from './messages.ts';

const port = parentPort!;
const { directory, host, grpcPort, httpPort, logLevel, ...initial } = workerData as IngestThreadOptions;
let { problem } = initial;
const tell = (message: FromIngest): void => port.postMessage(message);
const inserts = new Map<number, { readonly resolve: () => void; readonly reject: (error: StoreError) => void }>();
let insertIds = 0;

function insertFile(insert: FileInsert): Promise<void> {
  return new Promise((resolve, reject) => {
    const id = insertIds++;
    inserts.set(id, { resolve, reject });
    tell({ kind: 'insert', id, insert });
  });
}

const onMessage: { current?: (message: ToIngest) => void } = {};
port.on('message', (message: ToIngest) => {
  if (message.kind !== 'inserted') return onMessage.current?.(message);
  const insert = inserts.get(message.id);
  inserts.delete(message.id);
  if (message.failure === undefined) insert?.resolve();
  else insert?.reject(new StoreError(message.failure.code, message.failure.message));
});

try {
  const log = createLog(logLevel);
  const ingest = await createIngest({ insertFile }, directory, { refusal: () => refusalOf(problem) });
  const grpc = await startOtlpGrpc({ host, port: grpcPort, ingest, log });
  const http = await startOtlpHttp({ host, port: httpPort, ingest, log });
  onMessage.current = (message) => {
    if (message.kind === 'stats') tell({ kind: 'stats', id: message.id, stats: ingest.stats() });
    else if (message.kind === 'refuse') problem = message.problem;
    else if (message.kind === 'close')
      // Receivers wait for their last answers, which wait for the store: both at once.
      void Promise.all([grpc.close(), http.close(), ingest.drain()]).finally(() => port.close());
  };
  const addressOf = (receiver: { host: string; port: number }) => ({ host: receiver.host, port: receiver.port });
  tell({ kind: 'ready', grpc: addressOf(grpc), http: addressOf(http) });
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  tell({ kind: 'failed', message, isPortInUse: error instanceof PortInUseError });
  port.close();
}
