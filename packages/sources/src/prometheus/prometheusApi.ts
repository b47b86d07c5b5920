// One request to the HTTP API that Prometheus, Mimir, Thanos and VictoriaMetrics share (https://prometheus.io/docs/prometheus/latest/querying/api/):
// method, envelope, what they remark, and what their errors mean.
import { COMPLETE, TelemetryError } from '@watchingcat/model';
import type { Coverage } from '@watchingcat/model';
import type { Decoder } from '../decode.ts';
import { list, optional, record, text } from '../decode.ts';
import { decodeSource, isSuccess, sendToSource, sourceError } from '../sourceRequest.ts';
import type { Source } from '../sourceRequest.ts';
import type { Transport, TransportRequest, TransportResponse } from '../transport.ts';

export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What an answer holds, and what the back-end says of it. */
export interface ApiAnswer<T> {
  readonly data: T;
  readonly warnings: readonly string[];
  /** `partial` when the back-end says that a part of it did not answer. */
  readonly coverage: Coverage;
}

export class PrometheusApi {
  readonly #source: Source;
  /** Queries are POSTed, because a URL is limited in length; GET where something on the way allows nothing else. */
  #queryMethod: 'GET' | 'POST' = 'POST';

  constructor(transport: Transport) {
    this.#source = { name: 'Prometheus', transport, reasonOf: prometheusReason };
  }

  /** For query, query_range, labels, series and query_exemplars, which take both methods. @throws TelemetryError */
  async query<T>(
    path: string,
    parameters: Parameters,
    decoder: Decoder<T>,
    signal?: AbortSignal,
  ): Promise<ApiAnswer<T>> {
    return this.answer(path, await this.queryResponse(path, parameters, signal), decoder);
  }

  /** As `query`, whatever the status: for those to whom a failure says something. */
  async queryResponse(path: string, parameters: Parameters, signal?: AbortSignal): Promise<TransportResponse> {
    const get: TransportRequest = { path, query: parameters, signal };
    if (this.#queryMethod === 'GET') return sendToSource(this.#source, get);
    const body = { contentType: 'application/x-www-form-urlencoded', text: formText(parameters) };
    const posted = await sendToSource(this.#source, { method: 'POST', path, body, signal });
    // A gateway for reading may forbid POST. Whether that was it, or the rights, the same by GET will tell.
    if (posted.status !== 405 && posted.status !== 403) return posted;
    const got = await sendToSource(this.#source, get);
    if (isSuccess(got)) this.#queryMethod = 'GET';
    return got;
  }

  /** For what takes GET only. */
  async get<T>(path: string, parameters: Parameters, decoder: Decoder<T>, signal?: AbortSignal): Promise<ApiAnswer<T>> {
    const response = await sendToSource(this.#source, { path, query: parameters, signal });
    return this.answer(path, response, decoder);
  }

  /** What a response of `path` says. @throws TelemetryError */
  answer<T>(path: string, response: TransportResponse, decoder: Decoder<T>): ApiAnswer<T> {
    if (!isSuccess(response) || errorType(response.body) !== undefined) throw prometheusError(this.#source, response);
    return decodeSource(this.#source, path, response.body, (body, at) => {
      const { data, warnings, infos, isPartial } = record(body, at);
      const warned = remarks(warnings, 'warnings');
      return {
        data: decoder(data, 'data'),
        warnings: [...warned, ...remarks(infos, 'infos')],
        coverage: coverageOf(warned, isPartial === true),
      };
    });
  }
}

/** The error that Prometheus reports in its own words; `undefined` when the body is not of the API. */
function prometheusReason(body: unknown): string | undefined {
  const { error } = (typeof body === 'object' && body !== null ? body : {}) as { error?: unknown };
  return typeof error === 'string' && error !== '' ? error : undefined;
}

/** `bad_data`, `execution`, `timeout`, …; `undefined` when the body is not an error of the API. */
export function errorType(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { status, errorType: type } = body as { status?: unknown; errorType?: unknown };
  return status === 'error' ? (typeof type === 'string' ? type : 'unknown') : undefined;
}

/** Prometheus says 503 for a query that took too long, and 422 for one that would read too much: neither is what the status says alone. */
function prometheusError(source: Source, response: TransportResponse): TelemetryError {
  const { status, body } = response;
  const reason = prometheusReason(body) ?? 'it does not say why';
  const options = { cause: { status, body } };
  const type = errorType(body);
  if (type === 'timeout' || type === 'canceled') {
    return new TelemetryError(
      'timeout',
      `Prometheus gave up the query (${reason}). Try a shorter time range.`,
      options,
    );
  }
  if (type === 'execution' && /too many|exceed|limit/i.test(reason)) {
    const advice = 'Try a shorter time range, or raise the limit in Prometheus.';
    return new TelemetryError('too_much', `Prometheus refused the query (${reason}). ${advice}`, options);
  }
  if (type === 'execution' || type === 'bad_data')
    return new TelemetryError('bad_request', `Prometheus: ${reason}`, options);
  if (isSuccess(response)) return new TelemetryError('bad_answer', `Prometheus failed: ${reason}`, options);
  return sourceError(source, response);
}

/** As `application/x-www-form-urlencoded`. */
function formText(parameters: Parameters): string {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) form.append(name, one);
  }
  return form.toString();
}

function remarks(value: unknown, at: string): readonly string[] {
  return optional(list(text))(value, at) ?? [];
}

/** Remarks on the PromQL itself say nothing about what is missing; others are from a store that did not answer (Thanos, remote read). */
function coverageOf(warnings: readonly string[], isPartial: boolean): Coverage {
  const missing = warnings.find((warning) => !warning.startsWith('PromQL '));
  if (missing !== undefined) return { kind: 'partial', reason: `Prometheus warns: ${missing}` };
  return isPartial
    ? { kind: 'partial', reason: 'Prometheus says that a part of its stores did not answer.' }
    : COMPLETE;
}
