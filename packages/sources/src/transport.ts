// How a request reaches a server: passed in, because the browser goes through Grafana's data-source proxy and Node does not.
import type { AnalysisProgress } from '@watchingcat/analysis';

/**
 * One request. To a WatchingCat server, names and ids go into `query` or `body`, never into `path`: Grafana's plugin routes escape
 * paths twice. Other back-ends are not behind a plugin route; what stands in their `path` is escaped by whoever builds the path.
 */
export interface TransportRequest {
  /** GET when not given. */
  readonly method?: 'GET' | 'POST' | undefined;
  /** Without host, for example `/api/v1/services`. */
  readonly path: string;
  /** A list repeats its parameter; `undefined` leaves it out. */
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
  readonly body?: TransportBody | undefined;
  /** What a success answers; JSON when not given. `text`: as it came, also where it is JSON, with its headers: for files. */
  readonly answer?: 'bytes' | 'text' | undefined;
  /** Of JSON that takes long: how far it is. A transport that cannot read an answer while it comes tells nothing. */
  readonly onProgress?: ((progress: AnalysisProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** For POST. `contentType` says what `text` is: JSON, NDJSON, a form. */
export interface TransportBody {
  readonly contentType: string;
  readonly text: string;
}

/**
 * Any answer, whatever its status. `body` is parsed JSON, or text when it was not JSON; of a success that was to be bytes a Uint8Array, of one
 * that was to be text the text, with the headers.
 */
export interface TransportResponse {
  readonly status: number;
  readonly body: unknown;
  /** Only of what was asked for as text. */
  readonly headers?: Pick<Headers, 'get'> | undefined;
}

/** Rejects only when there is no answer: the network failed, or (with an `AbortError`) the signal was aborted. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;
