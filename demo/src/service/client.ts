// How one service calls another: fetch with JSON, errors as exceptions, and what the HTTP client's spans say about a call.
import type { IncomingMessage } from 'node:http';
import type { Attributes, Span } from '@opentelemetry/api';
import { ATTR_SERVICE_PEER_NAME, ATTR_URL_TEMPLATE } from '@opentelemetry/semantic-conventions/incubating';
import type { EndpointName } from '../services.ts';
import { endpointUrl } from './endpoints.ts';

/** The called service answered with an error, or not at all (`status` is then 0). */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly status: number;

  constructor(message: string, status: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path with `{name}` where `params` go; it names the client span. */
  readonly path: string;
  readonly params?: Readonly<Record<string, string>>;
  /** With its question mark; no part of the span's name. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Set from the second attempt on. */
  readonly resendCount?: number;
}

const CALL_TIMEOUT_MS = 15_000;
const TEMPLATE_HEADER = 'x-url-template';
const PEER_HEADER = 'x-peer';
const RESEND_HEADER = 'x-resend-count';
const UNTRACED_HEADER = 'x-shop-untraced';

/** Health checks, the admin page's polling, files, and calls to the stand-ins for other companies make no server spans. */
export function isUntraced({ headers, method, url = '' }: IncomingMessage): boolean {
  const peer = headers[PEER_HEADER];
  if (headers[UNTRACED_HEADER] !== undefined || peer === 'payment' || peer === 'shipping') return true;
  return method === 'GET' && (url.startsWith('/assets/') || url === '/admin/faults');
}

/**
 * Calls another service and returns its JSON answer.
 * @throws CallError for an answer of 400 and above, and when there is none
 */
export async function call<T>(
  peer: EndpointName,
  { method = 'GET', path, params, query = '', headers, body, resendCount }: Call,
): Promise<T> {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ''));
  const response = await fetch(endpointUrl(peer) + filled + query, {
    method,
    signal: AbortSignal.timeout(CALL_TIMEOUT_MS),
    headers: {
      ...headers,
      [PEER_HEADER]: peer,
      [TEMPLATE_HEADER]: path,
      ...(resendCount !== undefined && { [RESEND_HEADER]: String(resendCount) }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new CallError(`${peer} did not answer ${method} ${path}`, 0, { cause });
  });
  const text = await response.text();
  if (!response.ok)
    throw new CallError(
      `${peer} answered ${response.status} to ${method} ${path}: ${messageOf(text)}`,
      response.status,
    );
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    return text.slice(0, 200);
  }
}

interface OutgoingRequest {
  readonly method: string;
  readonly headers: string | (string | string[])[];
}

function header(request: OutgoingRequest, name: string): string | undefined {
  if (typeof request.headers === 'string') return undefined;
  const at = request.headers.findIndex((value, index) => index % 2 === 0 && value === name);
  return at === -1 ? undefined : String(request.headers[at + 1]);
}

/**
 * Hooks for the fetch instrumentation. It cannot know a call's URL template or the name of the peer; with them the span is named
 * `{method} {url.template}`, as the HTTP conventions ask (https://opentelemetry.io/docs/specs/semconv/http/http-spans/#name).
 */
export const describeRequest = {
  startSpanHook: (request: OutgoingRequest): Attributes => {
    const [template, peer, resend] = [TEMPLATE_HEADER, PEER_HEADER, RESEND_HEADER].map((name) => header(request, name));
    return {
      ...(template !== undefined && { [ATTR_URL_TEMPLATE]: template }),
      ...(peer !== undefined && { [ATTR_SERVICE_PEER_NAME]: peer }),
      ...(resend !== undefined && { 'http.request.resend_count': Number(resend) }),
    };
  },
  requestHook: (span: Span, request: OutgoingRequest): void => {
    const template = header(request, TEMPLATE_HEADER);
    if (template !== undefined) span.updateName(`${request.method} ${template}`);
  },
};
