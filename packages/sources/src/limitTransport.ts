// Keeps a page from storming a back-end: few requests at once, equal ones asked once, and none that nobody waits for any more.
// Every request of a Telemetry is a read, also where it is a POST, so an equal request has an equal answer.
import type { Transport, TransportRequest, TransportResponse } from './transport.ts';

/** What a browser itself opens to one host over HTTP/1.1. */
const MAX_REQUESTS_IN_FLIGHT = 6;

interface Shared {
  readonly answer: Promise<TransportResponse>;
  readonly abort: AbortController;
  waiting: number;
}

/**
 * The same transport with at most `maxInFlight` requests under way; further ones wait in the order in which they came. A request that
 * equals one under way shares its answer. It is aborted when all who asked have aborted; one who aborts alone rejects at once.
 */
export function limitTransport(transport: Transport, maxInFlight = MAX_REQUESTS_IN_FLIGHT): Transport {
  const underWay = new Map<string, Shared>();
  const queue: (() => void)[] = [];
  let inFlight = 0;

  const turn = async (signal: AbortSignal): Promise<void> => {
    if (inFlight >= maxInFlight) {
      await new Promise<void>((resolve, reject) => {
        const start = () => {
          signal.removeEventListener('abort', leave);
          resolve();
        };
        const leave = () => {
          queue.splice(queue.indexOf(start), 1);
          reject(signal.reason as Error);
        };
        queue.push(start);
        signal.addEventListener('abort', leave, { once: true });
      });
    } else inFlight++;
  };
  const inTurn = async (request: TransportRequest, signal: AbortSignal): Promise<TransportResponse> => {
    await turn(signal);
    try {
      signal.throwIfAborted();
      return await transport({ ...request, signal });
    } finally {
      const next = queue.shift(); // takes over this place, so `inFlight` stays
      if (next) next();
      else inFlight--;
    }
  };
  const shared = (request: TransportRequest): Shared => {
    const key = JSON.stringify([request.method ?? 'GET', request.path, request.query, request.body, request.as]);
    const existing = underWay.get(key);
    if (existing && !existing.abort.signal.aborted) return existing;
    const abort = new AbortController();
    const started: Shared = { abort, waiting: 0, answer: inTurn(request, abort.signal) };
    underWay.set(key, started);
    const forget = () => {
      if (underWay.get(key) === started) underWay.delete(key);
    };
    started.answer.then(forget, forget);
    return started;
  };

  return (request) => {
    const { signal } = request;
    if (signal?.aborted) return Promise.reject(signal.reason as Error);
    const one = shared(request);
    one.waiting++;
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(signal?.reason as Error);
        if (--one.waiting === 0) one.abort.abort(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      one.answer.then(resolve, reject).finally(() => signal?.removeEventListener('abort', leave));
    });
  };
}
