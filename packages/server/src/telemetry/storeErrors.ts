// What a failing store means to those who ask a Telemetry, and what they can do about it.
import { TelemetryError } from '@watchingcat/model';
import { StoreError } from '../store/Store.ts';

/** Runs `ask` and turns a StoreError into a TelemetryError that says what to do. An abort stays an abort. */
export async function translatingStoreErrors<T>(signal: AbortSignal | undefined, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    signal?.throwIfAborted();
    throw telemetryError(error);
  }
}

function telemetryError(cause: StoreError): TelemetryError {
  switch (cause.code) {
    case 'timeout':
      return new TelemetryError(
        'timeout',
        'The store did not finish in time. Ask for a shorter time range, or add a service or an operation to the search.',
        { cause },
      );
    case 'memory':
    case 'too_many_rows':
      return new TelemetryError(
        'too_much',
        'The answer needs more memory or rows than one query may use. Ask for a shorter time range, or add a service or an operation.',
        { cause },
      );
    case 'aborted':
    case 'unavailable':
    case 'in_use':
      return new TelemetryError('unreachable', 'The store is restarting. Try again in a few seconds.', { cause });
    case 'query':
      return new TelemetryError(
        'bad_answer',
        'The store refused the query. This is a fault of WatchingCat: see its log.',
        {
          cause,
        },
      );
  }
}
