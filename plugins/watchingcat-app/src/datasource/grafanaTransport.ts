// Requests to a data source through Grafana's proxy, which adds the credentials, so that no secret is in the browser.
import {
  getBackendSrv,
  isFetchError,
  type BackendSrv,
  type BackendSrvRequest,
  type FetchResponse,
} from '@grafana/runtime';
import {
  ACCEPT_LINES,
  ProgressLines,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from '@watchingcat/sources';
import { lastValueFrom, Observable, takeUntil, tap } from 'rxjs';

/**
 * @param baseUrl `instanceSettings.url`, that is `/api/datasources/proxy/uid/<uid>`, with the sub-path when Grafana has one; for a plugin route
 *   with its path behind it
 */
export function grafanaTransport(baseUrl: string): Transport {
  return async (request) => (await answerInParts(baseUrl, request)) ?? wholeAnswer(baseUrl, request);
}

async function wholeAnswer(baseUrl: string, request: TransportRequest): Promise<TransportResponse> {
  const { answer, signal } = request;
  const options = { ...optionsOf(baseUrl, request), ...(answer && { responseType: RESPONSE_TYPES[answer] }) };
  try {
    const { status, data, headers } = await lastOf(getBackendSrv().fetch<unknown>(options), signal);
    return {
      status,
      body: isBuffer(data) ? new Uint8Array(data) : data,
      ...(answer === 'text' && { headers }),
    };
  } catch (cause) {
    signal?.throwIfAborted();
    const failure = answerOf(cause);
    if (failure !== undefined) return failure;
    throw cause instanceof Error ? cause : new Error(String(cause));
  }
}

/** What not every Grafana has: the types of 11.0 do not know it. */
interface ReadsInParts {
  readonly chunked?: (options: BackendSrvRequest) => Observable<FetchResponse<Uint8Array | undefined>>;
}

/**
 * `undefined` where it is to be asked for whole: nobody wants to hear of progress, this Grafana's `BackendSrv` has no `chunked`, or it
 * failed. `chunked` tells of a failure without its body and sends no organisation, so only asking again tells whether it is one and which.
 */
async function answerInParts(baseUrl: string, request: TransportRequest): Promise<TransportResponse | undefined> {
  const { onProgress, signal } = request;
  const backend = getBackendSrv() as BackendSrv & ReadsInParts;
  if (onProgress === undefined || backend.chunked === undefined) return undefined;
  const lines = new ProgressLines(onProgress);
  const options = optionsOf(baseUrl, request, { Accept: ACCEPT_LINES });
  const parts = backend.chunked(options).pipe(tap(({ data }) => data && lines.push(data)));
  try {
    await lastOf(parts, signal);
    return lines.answer;
  } catch {
    signal?.throwIfAborted();
    return undefined;
  }
}

function optionsOf(baseUrl: string, { method = 'GET', path, query, body }: TransportRequest, headers: object = {}) {
  return {
    url: `${baseUrl}${path}${queryString(query)}`,
    method,
    ...(body && { data: body.text }),
    headers: { ...headers, ...(body && { 'Content-Type': body.contentType }) },
    showErrorAlert: false,
    showSuccessAlert: false,
  };
}

/** Unsubscribing is what makes Grafana end the request; `fetch` of 11.0 knows no signal. */
function lastOf<T>(values: Observable<T>, signal: AbortSignal | undefined): Promise<T> {
  const aborted = new Observable<never>((subscriber) => {
    const abort = () => subscriber.error(signal?.reason);
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
    return () => signal?.removeEventListener('abort', abort);
  });
  return lastValueFrom(values.pipe(takeUntil(aborted)));
}

const RESPONSE_TYPES = { bytes: 'arraybuffer', text: 'text' } as const;

/** A list repeats its name, as the server's schema wants it. */
function queryString(query: TransportRequest['query'] = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values = value === undefined ? [] : typeof value === 'string' ? [value] : value;
    for (const one of values) parameters.append(name, one);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** `undefined` when nothing answered. */
function answerOf(cause: unknown): TransportResponse | undefined {
  if (!isFetchError(cause) || !cause.status) return undefined;
  const data: unknown = cause.data;
  const body = parsed(isBuffer(data) ? new TextDecoder().decode(data) : data);
  // Grafana turns 401 of a data source into 400, because 401 would end the user's own session.
  const refused = cause.status === 400 && JSON.stringify(body)?.includes('Authentication to data source failed');
  return { status: refused ? 401 : cause.status, body };
}

/** Of whichever frame: `instanceof` knows only those of its own. */
function isBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}

/** The body of a failure whose success was to be bytes or text: JSON all the same. Grafana, and the shell, put such a text into `message`. */
function parsed(data: unknown): unknown {
  const text = typeof data === 'string' ? data : (data as { message?: unknown } | null)?.message;
  if (typeof text !== 'string' || !text.startsWith('{')) return data;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return data;
  }
}
