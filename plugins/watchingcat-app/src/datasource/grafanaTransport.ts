// Requests to a data source through Grafana's proxy, which adds the credentials, so that no secret is in the browser.
import { getBackendSrv, isFetchError } from '@grafana/runtime';
import type { Transport, TransportRequest, TransportResponse } from '@watchingcat/sources';

/**
 * @param baseUrl `instanceSettings.url`, that is `/api/datasources/proxy/uid/<uid>`, with the sub-path when Grafana has one; for a plugin route
 *   with its path behind it
 */
export function grafanaTransport(baseUrl: string): Transport {
  return (request) =>
    new Promise((resolve, reject) => {
      const { method = 'GET', body, answer, signal } = request;
      const url = `${baseUrl}${request.path}${queryString(request.query)}`;
      const settled = () => signal?.removeEventListener('abort', abort);
      const subscription = getBackendSrv()
        .fetch<unknown>({
          url,
          method,
          ...(body && { data: body.text, headers: { 'Content-Type': body.contentType } }),
          ...(answer && { responseType: RESPONSE_TYPES[answer] }),
          showErrorAlert: false,
          showSuccessAlert: false,
        })
        .subscribe({
          next: ({ status, data, headers }) => {
            settled();
            resolve({
              status,
              body: isBuffer(data) ? new Uint8Array(data) : data,
              ...(answer === 'text' && { headers }),
            });
          },
          error: (cause: unknown) => {
            settled();
            const answer = answerOf(cause);
            if (answer === undefined) reject(cause instanceof Error ? cause : new Error(String(cause)));
            else resolve(answer);
          },
        });
      // Unsubscribing is what makes Grafana end the request; `fetch` of 11.0 knows no signal.
      function abort() {
        subscription.unsubscribe();
        settled();
        reject(signal?.reason as Error);
      }
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort);
    });
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
