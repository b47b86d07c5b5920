// How Jaeger's query API wraps its answers: `{"data": …, "errors": [{"code": 404, "msg": "trace not found"}]}`, and under /api/v3
// `{"error": {"httpCode": 404, "message": "trace not found"}}`. Errors come as text/plain and paths that it does not know as a page of its
// UI with status 200, so neither content type nor status alone says what an answer is.
import type { Decoder } from '../decode.ts';
import { list, record } from '../decode.ts';
import type { Source } from '../sourceRequest.ts';
import { askSource } from '../sourceRequest.ts';
import type { Transport, TransportRequest, TransportResponse } from '../transport.ts';

/** Its answers have the status that they mean. */
export function jaegerAt(transport: Transport): Source {
  return { name: 'Jaeger', transport: async (request) => asSentByJaeger(await transport(request)), reasonOf };
}

/** The list under `data`; `null` is an empty one, for that is what Jaeger answers when it has none. @throws TelemetryError */
export function askJaeger<T>(jaeger: Source, request: TransportRequest, item: Decoder<T>): Promise<readonly T[]> {
  return askSource(jaeger, request, dataOf(item));
}

export function dataOf<T>(item: Decoder<T>): Decoder<readonly T[]> {
  return (value, at) => list(item)(record(value, at)['data'] ?? [], 'data');
}

/** Whether an error answer is one of /api/v3, and not of a server that knows no such path. */
export function isOfV3(body: unknown): boolean {
  return typeof objectOf(objectOf(body)['error'])['httpCode'] === 'number';
}

/** A failure in a 200 becomes the failure that it is. */
function asSentByJaeger({ status, body }: TransportResponse): TransportResponse {
  const failure = status === 200 ? failureOf(body) : undefined;
  return { status: failure ?? status, body };
}

/** The code of the first error, when there is no data beside it. */
function failureOf(body: unknown): number | undefined {
  const { data, errors } = objectOf(body);
  if ((data !== null && data !== undefined) || !Array.isArray(errors) || errors.length === 0) return undefined;
  const { code } = objectOf(errors[0]);
  return typeof code === 'number' && code >= 400 && code < 600 ? code : 500;
}

function reasonOf(body: unknown): string | undefined {
  const { errors, error } = objectOf(body);
  const first = Array.isArray(errors) ? objectOf(errors[0])['msg'] : objectOf(error)['message'];
  return typeof first === 'string' && first !== '' ? first : messageOf(body);
}

function messageOf(body: unknown): string | undefined {
  const { message } = objectOf(body);
  return typeof message === 'string' && message !== '' ? message : undefined;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
