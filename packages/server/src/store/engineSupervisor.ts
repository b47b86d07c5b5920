// Starts the engine's process, passes calls to it, starts it again when it ends unasked, and ends it in order. It knows no SQL.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { EngineFormat, EngineLane, EngineReply, EngineRequest } from './engineProtocol.ts';
import { StoreError } from './Store.ts';

export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** Threads for the calls of all lanes (sessionPool.ts has 9 sessions), for kills beside them, and for Node's own file calls. */
const ENGINE_THREADS = 16;
const FIRST_RESTART_MS = 200;
const LAST_RESTART_MS = 10_000;
/** An engine that ran this long is healthy again: the next crash is restarted without delay. */
const HEALTHY_MS = 60_000;
const CLOSE_MS = 15_000;

export interface EngineStatement {
  readonly lane: EngineLane;
  readonly sql: string;
  /** Gets the call's id, gives the SET statement to run before, or nothing. */
  readonly setup: (id: number) => string;
  /** JSONColumns when not given. */
  readonly format?: EngineFormat;
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface Call {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: StoreError) => void;
}

export class EngineSupervisor {
  readonly #directory: string;
  readonly #log: Log;
  readonly #calls = new Map<number, Call>();
  #child: ChildProcess | undefined;
  #isReady = false;
  #isClosing = false;
  #nextId = 1;
  #restartMs = FIRST_RESTART_MS;
  #restartTimer: NodeJS.Timeout | undefined;

  constructor(directory: string, log: Log) {
    this.#directory = directory;
    this.#log = log;
  }

  /** The process that runs the engine now, for logs and for tests that kill it. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Resolves when the engine answers. @throws StoreError `unavailable` when it cannot open its directory */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      const startedAt = Date.now();
      const child = fork(fileURLToPath(new URL('./engineProcess.ts', import.meta.url)), [this.#directory], {
        serialization: 'advanced',
        env: { ...process.env, UV_THREADPOOL_SIZE: String(ENGINE_THREADS) },
        execArgv: [],
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      this.#child = child;
      let openError = 'it ended before it was ready';
      for (const stream of [child.stdout, child.stderr]) {
        if (stream) createInterface(stream).on('line', (line) => this.#log.debug({ line }, 'engine'));
      }
      child.on('message', (message: EngineReply) => {
        if (message.kind === 'ready') {
          this.#isReady = true;
          resolve();
        } else if (message.kind === 'openFailed') openError = message.message;
        else this.#settle(message);
      });
      child.on('error', (error) => (openError = error.message));
      child.on('exit', (code, signal) => {
        const wasReady = this.#isReady;
        this.#isReady = false;
        this.#child = undefined;
        this.#failCalls();
        if (!wasReady) reject(new StoreError('unavailable', `The storage engine did not start: ${openError}`));
        else if (!this.#isClosing) {
          this.#log.error(
            { code, signal, ranMs: Date.now() - startedAt },
            'The storage engine ended unexpectedly, it is started again',
          );
          if (Date.now() - startedAt > HEALTHY_MS) this.#restartMs = FIRST_RESTART_MS;
          this.#scheduleRestart();
        }
      });
    });
  }

  /**
   * Runs one statement. Aborting `signal` or passing `timeoutMs` rejects at once and kills the statement in the engine.
   * @throws StoreError
   */
  run({ lane, sql, setup, format = 'JSONColumns', timeoutMs, signal }: EngineStatement): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new StoreError('aborted', 'The query was aborted before it ran'));
      if (!this.#isReady) return reject(this.#unavailable());
      const id = this.#nextId++;
      const request: EngineRequest = { kind: 'run', id, lane, setup: setup(id), sql, format };
      const cancel = (error: StoreError): void => {
        this.#send({ kind: 'cancel', id });
        this.#calls.get(id)?.reject(error);
      };
      const onAbort = (): void => cancel(new StoreError('aborted', 'The query was aborted'));
      const timer =
        timeoutMs === undefined
          ? undefined
          : setTimeout(
              () => cancel(new StoreError('timeout', `The query took longer than ${timeoutMs} ms`)),
              timeoutMs,
            );
      signal?.addEventListener('abort', onAbort, { once: true });
      const settled = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        this.#calls.delete(id);
      };
      this.#calls.set(id, {
        resolve: (bytes) => (settled(), resolve(bytes)),
        reject: (error) => (settled(), reject(error)),
      });
      this.#send(request);
    });
  }

  /** Kills queries, lets inserts finish, ends the process. */
  async close(): Promise<void> {
    this.#isClosing = true;
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    if (!child) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    this.#send({ kind: 'close' });
    const timer = setTimeout(() => {
      this.#log.warn({ closeMs: CLOSE_MS }, 'The storage engine did not close in time and is killed');
      child.kill('SIGKILL');
    }, CLOSE_MS);
    await ended;
    clearTimeout(timer);
  }

  #send(request: EngineRequest): void {
    // A failed send means that the process is ending; its exit settles every call.
    if (this.#child?.connected) this.#child.send(request, () => {});
  }

  #settle(message: Extract<EngineReply, { kind: 'done' | 'failed' }>): void {
    const call = this.#calls.get(message.id);
    if (!call) return;
    if (message.kind === 'done') call.resolve(message.bytes);
    else call.reject(new StoreError(message.code, message.message));
  }

  #failCalls(): void {
    for (const call of [...this.#calls.values()]) call.reject(this.#unavailable());
  }

  #unavailable(): StoreError {
    return new StoreError(
      'unavailable',
      this.#isClosing ? 'The store is closed' : 'The storage engine is being restarted, try again in a few seconds',
    );
  }

  #scheduleRestart(): void {
    const delayMs = this.#restartMs;
    this.#restartMs = Math.min(LAST_RESTART_MS, delayMs * 2);
    this.#restartTimer = setTimeout(() => {
      this.start().then(
        () => this.#log.info({ pid: this.pid }, 'The storage engine runs again'),
        (error: unknown) => {
          this.#log.error({ err: error }, 'The storage engine could not be started again');
          if (!this.#isClosing) this.#scheduleRestart();
        },
      );
    }, delayMs);
  }
}
