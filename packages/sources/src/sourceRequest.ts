// One request to a back-end that a team already has, and what a failure means in words that name the back-end. Requests to a
// WatchingCat server have words of their own: request.ts.
import { TelemetryError } from '@watchingcat/model';
import type { TelemetryErrorCode } from '@watchingcat/model';
import type { Decoder } from './decode.ts';
import { ShapeError } from './decode.ts';
import type { Transport, TransportRequest, TransportResponse } from './transport.ts';

export type SourceName = 'Jaeger' | 'Prometheus' | 'Elasticsearch';

/** One back-end: how it is reached, and where its error answers carry their reason. */
export interface Source {
  readonly name: SourceName;
  readonly transport: Transport;
  /** What an error answer of this back-end says, `undefined` when the body is not one of its own (a proxy's page, say). */
  readonly reasonOf: (body: unknown) => string | undefined;
}

/** @throws TelemetryError; an aborted request rejects with the signal's reason, an `AbortError` unless the caller chose another */
export async function askSource<T>(source: Source, request: TransportRequest, decoder: Decoder<T>): Promise<T> {
  const response = await sendToSource(source, request);
  if (!isSuccess(response)) throw sourceError(source, response);
  return decodeSource(source, request.path, response.body, decoder);
}

/** Any answer, whatever its status, for those to whom a 404 or a 400 says something. @throws TelemetryError `unreachable` */
export async function sendToSource(source: Source, request: TransportRequest): Promise<TransportResponse> {
  request.signal?.throwIfAborted();
  try {
    return asSentBySource(await source.transport(request));
  } catch (cause) {
    request.signal?.throwIfAborted();
    if (cause instanceof TelemetryError || (cause as { name?: unknown } | null)?.name === 'AbortError') throw cause;
    const message = `${source.name} cannot be reached. Check that it runs and that its URL is right.`;
    throw new TelemetryError('unreachable', message, { cause });
  }
}

/** Grafana's proxy says 400 where the back-end said 401 (GRAFANA.md §5). */
function asSentBySource(response: TransportResponse): TransportResponse {
  const { message } = (typeof response.body === 'object' && response.body !== null ? response.body : {}) as {
    message?: unknown;
  };
  const isRefused = typeof message === 'string' && message.startsWith('Authentication to data source failed');
  return response.status === 400 && isRefused ? { ...response, status: 401 } : response;
}

/** @throws TelemetryError `bad_answer` */
export function decodeSource<T>(source: Source, path: string, body: unknown, decoder: Decoder<T>): T {
  try {
    return decoder(body, '');
  } catch (cause) {
    if (!(cause instanceof ShapeError)) throw cause;
    const message =
      typeof body === 'string'
        ? `${source.name} answered ${path} with something that is not JSON, perhaps a login page. Check that its URL leads to ${source.name}.`
        : `${source.name}'s answer to ${path} is not what was expected: ${cause.message}. Check that its URL leads to ${source.name}.`;
    throw new TelemetryError('bad_answer', message, { cause });
  }
}

export function isSuccess({ status }: TransportResponse): boolean {
  return status >= 200 && status < 300;
}

/** The error for an answer whose status is not 2xx. */
export function sourceError(source: Source, response: TransportResponse): TelemetryError {
  const { status, body } = response;
  const reason = source.reasonOf(body);
  return new TelemetryError(codeOf(status, reason), `${source.name} ${advice(status, reason)}`, {
    cause: { status, body },
  });
}

function codeOf(status: number, reason: string | undefined): TelemetryErrorCode {
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 408 || status === 504) return 'timeout';
  if (status === 413 || status === 429) return 'too_much';
  if (status === 502 || status === 503) return 'unreachable';
  if (status >= 400 && status < 500 && reason !== undefined) return 'bad_request';
  return 'bad_answer';
}

/** Continues a sentence that starts with the back-end's name. */
function advice(status: number, reason: string | undefined): string {
  const said = reason === undefined ? '' : ` It says: ${reason}`;
  switch (status) {
    case 401:
      return `refused the credentials (401). Check user, password or token of its data source.${said}`;
    case 403:
      return `does not allow this (403). Check the rights of its data source's user.${said}`;
    case 404:
      return `knows no such path (404). Check that its URL leads to it, with the path prefix that it may have.${said}`;
    case 408:
    case 504:
      return `took too long to answer (${status}). Try a shorter time range.${said}`;
    case 413:
      return `refused the request because it is too big (413). Try a shorter time range.${said}`;
    case 429:
      return `has too much to do (429). Wait a little and try again.${said}`;
    case 502:
    case 503:
      return `cannot be reached (${status}). Check that it runs and that its URL is right.${said}`;
    default:
      return reason === undefined
        ? `answered with status ${status} and did not say why.`
        : `failed (${status}): ${reason}`;
  }
}
