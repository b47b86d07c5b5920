// Starts the thread of ingest and serves it: the store's inserts, and what the server wants to know of it.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { StoreError, type Store } from '../../store/Store.ts';
import type { IngestStats } from '../Ingest.ts';
import { PortInUseError } from '../receivers/listen.ts';
import type { Address, FromIngest, IngestThreadOptions, ToIngest } from './messages.ts';

export interface IngestThread {
  readonly otlpGrpc: Address;
  readonly otlpHttp: Address;
  stats(): Promise<IngestStats>;
  /** Takes nothing while there is a problem (of the disk, for people). */
  refuse(problem: string | undefined): void;
  /** Takes nothing new; resolves when all that was taken is stored or has failed. */
  close(): Promise<void>;
}

/**
 * Bodies come in pieces of 64 KB that lie outside of the heap and die at once, but stay until young objects are collected. Where that comes
 * seldom, they make the whole heap be marked twice a second: a smaller young generation halves the time that collection takes.
 */
const YOUNG_MB = 8;

/**
 * Resolves when both receivers listen.
 * @param onEnd it ended although nobody asked it to: nothing is taken any more
 * @throws PortInUseError
 */
export async function startIngestThread(
  store: Pick<Store, 'insertFile'>,
  options: IngestThreadOptions,
  onEnd: (error: Error) => void,
): Promise<IngestThread> {
  const worker = new Worker(fileURLToPath(new URL('./ingestThread.ts', import.meta.url)), {
    workerData: options,
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
  const tell = (message: ToIngest): void => worker.postMessage(message);
  const questions = new Map<number, (stats: IngestStats) => void>();
  let questionIds = 0;
  let isClosing = false;
  let failure = new Error('The thread of ingest ended unexpectedly');

  const insert = async ({ id, insert: file }: Extract<FromIngest, { kind: 'insert' }>): Promise<void> => {
    try {
      await store.insertFile(file);
      tell({ kind: 'inserted', id });
    } catch (error) {
      const { code, message } = error instanceof StoreError ? error : new StoreError('query', String(error));
      tell({ kind: 'inserted', id, failure: { code, message } });
    }
  };

  const ready = new Promise<Extract<FromIngest, { kind: 'ready' }>>((resolve, reject) => {
    worker.on('message', (message: FromIngest) => {
      if (message.kind === 'insert') return void insert(message);
      if (message.kind === 'stats') return questions.get(message.id)?.(message.stats);
      if (message.kind === 'ready') return resolve(message);
      reject(message.isPortInUse ? new PortInUseError(message.message) : new Error(message.message));
    });
    worker.on('error', (error: Error) => (failure = error));
    worker.on('exit', () => {
      reject(failure);
      if (!isClosing) onEnd(failure);
    });
  });
  const { grpc, http } = await ready.catch((error: unknown) => {
    isClosing = true;
    throw error;
  });
  return {
    otlpGrpc: grpc,
    otlpHttp: http,
    stats() {
      return new Promise((resolve) => {
        const id = questionIds++;
        questions.set(id, (stats) => (questions.delete(id), resolve(stats)));
        tell({ kind: 'stats', id });
      });
    },
    refuse: (problem) => tell({ kind: 'refuse', problem }),
    async close() {
      isClosing = true;
      const ended = once(worker, 'exit');
      tell({ kind: 'close' });
      await ended;
    },
  };
}
