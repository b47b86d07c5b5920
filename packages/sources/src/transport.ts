// How a request reaches a server: passed in, because the browser goes through Grafana's data-source proxy and Node does not.

/** One request. Names and ids go into `query` or `body`, never into `path`: Grafana's plugin routes escape paths twice. */
export interface TransportRequest {
  /** GET when not given. */
  readonly method?: 'GET' | 'POST' | undefined;
  /** Without host, for example `/api/v1/services`. */
  readonly path: string;
  /** A list repeats its parameter; `undefined` leaves it out. */
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** Any answer, whatever its status. `body` is parsed JSON, or text when it was not JSON. */
export interface TransportResponse {
  readonly status: number;
  readonly body: unknown;
}

/** Rejects only when there is no answer: the network failed, or (with an `AbortError`) the signal was aborted. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;
