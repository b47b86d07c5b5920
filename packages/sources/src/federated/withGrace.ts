// A back-end that only adds to an answer may not hold it up, nor take it away when it fails: it gets a short time, and then the answer
// goes without it and says so.
import type { Coverage } from '@watchingcat/model';
import { COMPLETE, TelemetryError } from '@watchingcat/model';

/** Longer than a healthy back-end takes, shorter than a person waits without wondering. */
const GRACE_MS = 3_000;

/** Resolves after `ms`, or at once when the signal is aborted; never rejects. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

export interface Addition<T> {
  readonly value: T | undefined;
  /** `complete`, or `partial` with the reason why there is no value. */
  readonly coverage: Coverage;
}

/**
 * @param what continues "Without …": `Jaeger's names of services`
 * @throws the signal's reason when it was aborted, and what is no `TelemetryError`
 */
export async function withGrace<T>(
  what: string,
  pause: Pause,
  ask: (signal: AbortSignal) => Promise<T>,
  signal?: AbortSignal,
): Promise<Addition<T>> {
  const stop = new AbortController();
  const both = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
  const answer = ask(both).then(
    (value): Addition<T> => ({ value, coverage: COMPLETE }),
    (cause: unknown): Addition<T> => {
      signal?.throwIfAborted();
      if (cause instanceof TelemetryError) return without(what, cause.message);
      throw cause;
    },
  );
  const late = pause(GRACE_MS, both).then(() => undefined);
  try {
    const first = await Promise.race([answer, late]);
    signal?.throwIfAborted();
    return first ?? without(what, `No answer within ${GRACE_MS / 1e3} s.`);
  } finally {
    answer.catch(() => {}); // aborted below, with nobody left to hear it
    stop.abort();
  }
}

function without<T>(what: string, why: string): Addition<T> {
  return { value: undefined, coverage: { kind: 'partial', reason: `Without ${what}: ${why}` } };
}
