// A long answer of a WatchingCat server, read line by line while it is computed: `{"progress": …}` lines, then `{"answer": …}` or
// `{"problem": …}`. The other end is the server's api/progressLines.ts.
import type { AnalysisProgress } from '@watchingcat/analysis';
import { count, fields, record } from './decode.ts';
import type { TransportResponse } from './transport.ts';

/** The server answers in lines to who accepts them, and in JSON to who does not. */
export const ACCEPT_LINES = 'application/x-ndjson, application/json';

const progress = fields<AnalysisProgress>({ traces: count, of: count });

export class ProgressLines {
  readonly #onProgress: (progress: AnalysisProgress) => void;
  readonly #decoder = new TextDecoder();
  #rest = '';
  #answer: TransportResponse | undefined;

  constructor(onProgress: (progress: AnalysisProgress) => void) {
    this.#onProgress = onProgress;
  }

  /** What came on the last line; `undefined` until it is whole. */
  get answer(): TransportResponse | undefined {
    return this.#answer;
  }

  /** The next part of the answer, wherever it is cut. @throws SyntaxError, ShapeError where it is no such answer */
  push(bytes: Uint8Array): void {
    const lines = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#read(record(JSON.parse(line), ''));
  }

  #read(line: Record<string, unknown>): void {
    if (line.progress !== undefined) this.#onProgress(progress(line.progress, 'progress'));
    // The status was sent before anything was known, so the document tells it.
    else if (line.problem !== undefined) {
      const { status } = fields<{ status: number }>({ status: count })(line.problem, 'problem');
      this.#answer = { status, body: line.problem };
    } else this.#answer = { status: 200, body: line.answer };
  }
}
