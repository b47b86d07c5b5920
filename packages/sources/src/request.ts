// One request to a WatchingCat server: from a transport's answer to a typed value or a TelemetryError.
import { TelemetryError } from '@watchingcat/model';
import type { Decoder } from './decode.ts';
import { ShapeError } from './decode.ts';
import { errorOf, problemName } from './problem.ts';
import type { Transport, TransportRequest, TransportResponse } from './transport.ts';

/** @throws TelemetryError; an aborted request rejects with the signal's reason, an `AbortError` unless the caller chose another */
export async function ask<T>(transport: Transport, request: TransportRequest, decoder: Decoder<T>): Promise<T> {
  const response = await send(transport, request);
  if (!isSuccess(response)) throw errorOf(response, request.path);
  return decoded(response, request.path, decoder);
}

/** As `ask`, but `undefined` when the server says by this problem that it knows no such thing. */
export async function askIfKnown<T>(
  transport: Transport,
  request: TransportRequest,
  decoder: Decoder<T>,
  unknownProblems: readonly string[],
): Promise<T | undefined> {
  const response = await send(transport, request);
  if (isSuccess(response)) return decoded(response, request.path, decoder);
  const problem = problemName(response.body);
  if (response.status === 404 && problem !== undefined && unknownProblems.includes(problem)) return undefined;
  throw errorOf(response, request.path);
}

/** The body as it came, and its headers. @throws as `ask` */
export async function askText(
  transport: Transport,
  request: TransportRequest,
): Promise<{ readonly text: string; readonly header: (name: string) => string | undefined }> {
  const response = await send(transport, { ...request, answer: 'text' });
  if (!isSuccess(response)) throw errorOf(response, request.path);
  const { body, headers } = response;
  if (typeof body !== 'string')
    throw new TelemetryError('bad_answer', `${request.path} was not answered with a file. Try again.`);
  return { text: body, header: (name) => headers?.get(name) ?? undefined };
}

function isSuccess({ status }: TransportResponse): boolean {
  return status >= 200 && status < 300;
}

async function send(transport: Transport, request: TransportRequest): Promise<TransportResponse> {
  request.signal?.throwIfAborted();
  try {
    return await transport(request);
  } catch (cause) {
    request.signal?.throwIfAborted();
    if (cause instanceof TelemetryError || isAbort(cause)) throw cause;
    const message =
      'The WatchingCat server cannot be reached. Check that it runs and that the network lets you through.';
    throw new TelemetryError('unreachable', message, { cause });
  }
}

function isAbort(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && (cause as { name?: unknown }).name === 'AbortError';
}

function decoded<T>({ body }: TransportResponse, path: string, decoder: Decoder<T>): T {
  try {
    return decoder(body, '');
  } catch (cause) {
    if (!(cause instanceof ShapeError)) throw cause;
    const message =
      typeof body === 'string'
        ? `${path} was not answered in JSON. Check that the server URL points to WatchingCat and not to another page or a login form.`
        : `The answer to ${path} is not what this version of WatchingCat understands: ${cause.message}. Check that the server is not older than the plugin.`;
    throw new TelemetryError('bad_answer', message, { cause });
  }
}
