// What a failed request means to whoever asked: an RFC 9457 problem document, or an answer that did not come from WatchingCat at all.
import { QueryError, TelemetryError } from '@watchingcat/model';
import type { QueryFault, TelemetryErrorCode } from '@watchingcat/model';
import { count, fields, list, text } from './decode.ts';
import type { TransportResponse } from './transport.ts';

/** Problems whose status alone would mislead: a proxy says 502 for an upstream that is down, WatchingCat for a source that failed. */
const CODE_OF_PROBLEM: Readonly<Record<string, TelemetryErrorCode>> = {
  'body-too-large': 'too_much',
  'not-found': 'bad_answer',
  'source-failed': 'bad_answer',
  timeout: 'timeout',
  'too-much': 'too_much',
  unavailable: 'unreachable',
};
const PROBLEM_PREFIX = 'urn:watchingcat:problem:';

/** `trace-not-found` of `urn:watchingcat:problem:trace-not-found`; `undefined` when the body is not a problem document of WatchingCat. */
export function problemName(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { type } = body as { type?: unknown };
  return typeof type === 'string' && type.startsWith(PROBLEM_PREFIX) ? type.slice(PROBLEM_PREFIX.length) : undefined;
}

/** The error for an answer whose status is not 2xx. The server's own words come first: its `detail` says what to do. */
export function errorOf({ status, body }: TransportResponse, path: string): TelemetryError {
  const older = problemName(body) === 'not-found'; // of a route: ids that are not found have problems of their own
  const message = (older ? undefined : detailOf(body)) ?? standIn(status, path);
  const faults = problemName(body) === 'bad-query' ? faultsOf(body) : undefined;
  if (faults !== undefined) return new QueryError(message, faults);
  return new TelemetryError(codeOf(status, body), message, { cause: { status, body } });
}

/** Where the query cannot be answered; `undefined` when the document does not say it as expected. */
function faultsOf(body: unknown): readonly QueryFault[] | undefined {
  const decode = fields<{ errors: readonly QueryFault[] }>({
    errors: list(fields<QueryFault>({ from: count, to: count, message: text })),
  });
  try {
    return decode(body, '').errors;
  } catch {
    return undefined;
  }
}

function codeOf(status: number, body: unknown): TelemetryErrorCode {
  const problem = problemName(body);
  if (problem !== undefined && Object.hasOwn(CODE_OF_PROBLEM, problem)) return CODE_OF_PROBLEM[problem];
  if (status === 401 || status === 403) return 'unauthorized';
  if (status === 408 || status === 504) return 'timeout';
  if (status === 413 || status === 429) return 'too_much';
  if (status === 502 || status === 503) return 'unreachable';
  if (status >= 400 && status < 500 && problem !== undefined) return 'bad_request';
  return 'bad_answer';
}

function detailOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { detail, title } = body as { detail?: unknown; title?: unknown };
  if (typeof detail === 'string' && detail !== '') return detail;
  return typeof title === 'string' && title !== '' ? title : undefined;
}

function standIn(status: number, path: string): string {
  switch (status) {
    case 401:
    case 403:
      return 'The WatchingCat server refused the access token. Check the token of the data source.';
    case 404:
      return `Nothing answers at ${path}. Check that the server URL points to WatchingCat, and that the server is not older than this plugin.`;
    case 408:
    case 504:
      return 'The WatchingCat server took too long to answer. Try a shorter time range.';
    case 413:
    case 429:
      return 'The WatchingCat server refused the request because it is too big or too much at once. Try again, or a shorter time range.';
    case 502:
    case 503:
      return 'The WatchingCat server cannot be reached. Check that it runs and that the server URL of the data source is right.';
    default:
      return `The server answered ${path} with status ${status} and did not say why.`;
  }
}
