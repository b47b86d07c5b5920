// Grafana's BackendSrv over the browser's fetch: an observable that sends when subscribed, aborts when unsubscribed, and fails with a FetchError for every
// status outside 2xx. Alerts, retries and the query inspector are left out. No import at run time but rxjs, so that it can be tested on Node.
import { firstValueFrom, Observable } from 'rxjs';
import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';

/** Requests under way that have a `requestId`: a new one with the same id cancels the old one. */
const underWay = new Map<string, AbortController>();

/**
 * @param baseUrl where relative addresses start; the page's own origin in a browser
 */
export function createBackendSrv(baseUrl = ''): BackendSrv {
  const send = <T>(options: BackendSrvRequest) =>
    new Observable<FetchResponse<T>>((subscriber) => {
      const abort = new AbortController();
      const cancelled = () => abort.abort();
      options.abortSignal?.addEventListener('abort', cancelled);
      if (options.abortSignal?.aborted) abort.abort();
      if (options.requestId !== undefined) {
        underWay.get(options.requestId)?.abort();
        underWay.set(options.requestId, abort);
      }
      exchange<T>(baseUrl, options, abort.signal).then(
        (response) => {
          if (response.ok) {
            subscriber.next(response);
            subscriber.complete();
          } else subscriber.error(toFetchError(response));
        },
        (error: unknown) =>
          subscriber.error(abort.signal.aborted ? cancelledError(options) : networkError(options, error)),
      );
      return () => {
        options.abortSignal?.removeEventListener('abort', cancelled);
        if (options.requestId !== undefined && underWay.get(options.requestId) === abort)
          underWay.delete(options.requestId);
        abort.abort();
      };
    });
  const request = async <T>(options: BackendSrvRequest) => (await firstValueFrom(send<T>(options))).data;
  return {
    fetch: send,
    request,
    datasourceRequest: <T>(options: BackendSrvRequest) => firstValueFrom(send<T>(options)),
    get: <T>(url: string, params?: Record<string, unknown>, requestId?: string, options?: Partial<BackendSrvRequest>) =>
      request<T>({ ...options, method: 'GET', url, ...(params && { params }), ...(requestId && { requestId }) }),
    post: <T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) =>
      request<T>({ ...options, method: 'POST', url, data }),
    put: <T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) =>
      request<T>({ ...options, method: 'PUT', url, data }),
    patch: <T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) =>
      request<T>({ ...options, method: 'PATCH', url, data }),
    delete: <T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>) =>
      request<T>({ ...options, method: 'DELETE', url, data }),
    chunked: (options) => chunks(baseUrl, options),
  };
}

async function exchange<T>(
  baseUrl: string,
  options: BackendSrvRequest,
  signal: AbortSignal,
): Promise<FetchResponse<T>> {
  const response = await fetch(address(baseUrl, options), init(options, signal));
  return { ...describe(response, options), data: (await read(response, options.responseType)) as T };
}

/** Each chunk of a long answer as it arrives, in Grafana's shape; the last value has no data. */
function chunks(baseUrl: string, options: BackendSrvRequest): Observable<FetchResponse<Uint8Array | undefined>> {
  return new Observable((subscriber) => {
    const abort = new AbortController();
    const run = async () => {
      const response = await fetch(address(baseUrl, options), init(options, abort.signal));
      const head = describe(response, options);
      if (!response.ok) return subscriber.error(toFetchError({ ...head, data: await read(response, undefined) }));
      const reader = response.body?.getReader();
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
        subscriber.next({ ...head, data: part.value });
      subscriber.next({ ...head, data: undefined });
      subscriber.complete();
    };
    run().catch((error: unknown) => subscriber.error(abort.signal.aborted ? cancelledError(options) : error));
    return () => abort.abort();
  });
}

function address(baseUrl: string, { url, params }: BackendSrvRequest): string {
  const absolute = /^https?:/.test(url) ? url : `${baseUrl}/${url.replace(/^\/+/, '')}`;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params ?? {})) {
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) query.append(name, String(one));
  }
  if (query.size === 0) return absolute;
  return `${absolute}${absolute.includes('?') ? '&' : '?'}${query}`;
}

function init({ method = 'GET', headers, data, credentials }: BackendSrvRequest, signal: AbortSignal): RequestInit {
  const isPlain =
    typeof data === 'string' || data instanceof Blob || data instanceof FormData || data instanceof ArrayBuffer;
  const body: BodyInit | undefined =
    data === undefined || data === null ? undefined : isPlain ? data : JSON.stringify(data);
  const type: Record<string, string> = typeof body === 'string' ? { 'Content-Type': 'application/json' } : {};
  return {
    method,
    signal,
    credentials: credentials ?? 'same-origin',
    headers: { Accept: 'application/json, text/plain, */*', ...type, ...headers },
    ...(body !== undefined && { body }),
  };
}

function describe(response: Response, config: BackendSrvRequest) {
  const { status, statusText, ok, headers, redirected, type, url } = response;
  return { status, statusText, ok, headers, redirected, type, url, config };
}

/** As Grafana: bytes and blobs when asked for, else JSON when it parses, else text. */
async function read(response: Response, as: BackendSrvRequest['responseType']): Promise<unknown> {
  if (as === 'arraybuffer') return response.arrayBuffer();
  if (as === 'blob') return response.blob();
  const text = await response.text();
  if (as === 'text') return text;
  if (text === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function toFetchError({ status, statusText, data, config }: FetchResponse<unknown>): FetchError {
  if (data instanceof ArrayBuffer) return { status, statusText, config, data };
  const body = typeof data === 'string' ? { message: data || statusText } : (data ?? {});
  const { message, detail, title } = body as { message?: string; detail?: string; title?: string };
  return { status, statusText, config, data: { ...body, message: message ?? detail ?? title ?? statusText } };
}

function cancelledError(config: BackendSrvRequest): FetchError {
  return {
    status: -1,
    statusText: 'Request was aborted',
    cancelled: true,
    config,
    data: { message: 'Request was aborted' },
  };
}

function networkError(config: BackendSrvRequest, error: unknown): FetchError {
  const message = `The server cannot be reached: ${error instanceof Error ? error.message : String(error)}`;
  return { status: 0, statusText: 'Unreachable', config, message, data: { message } };
}
