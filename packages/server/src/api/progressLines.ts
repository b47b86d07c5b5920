// A long answer as lines of JSON (NDJSON): how far it is, as often as it is told, and the answer (or the problem) on the last line.
import type { AnalysisProgress } from '@watchingcat/analysis';
import { problemDocument } from './problems.ts';
import { problemOfError } from './problemOfError.ts';

export const NDJSON = 'application/x-ndjson';

/** Whether a client asks for lines. It names JSON as well, which every answer may be. */
export function takesLines(accept: string | undefined): boolean {
  return accept?.split(',').some((range) => range.split(';')[0].trim().toLowerCase() === NDJSON) ?? false;
}

/**
 * `{"progress": …}` lines, then `{"answer": …}`, or `{"problem": …}` (RFC 9457) because the status has been sent already. A reader that is
 * slower than the work misses progress that was told meanwhile, but never the last line.
 */
export async function* progressLines(
  run: (onProgress: (progress: AnalysisProgress) => void) => Promise<unknown>,
  requestId: string,
): AsyncGenerator<string> {
  let told: AnalysisProgress | undefined;
  let last: object | undefined;
  let news = Promise.withResolvers<void>();
  void run((progress) => {
    told = progress;
    news.resolve();
  })
    .then(
      (answer) => (last = { answer }),
      (error: unknown) => (last = { problem: problemDocument(problemOfError(error, requestId)) }),
    )
    .finally(() => news.resolve());
  while (last === undefined) {
    await news.promise;
    news = Promise.withResolvers();
    if (told !== undefined) {
      yield line({ progress: told });
      told = undefined;
    }
  }
  yield line(last);
}

const line = (value: object) => `${JSON.stringify(value)}\n`;
