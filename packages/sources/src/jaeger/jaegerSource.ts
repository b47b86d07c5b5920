// A team's Jaeger 1.x or 2.x, through the HTTP API that its UI uses. That API is called internal by its authors but has been the same from
// 1.0 to 2.x; /api/v3 (https://www.jaegertracing.io/docs/latest/architecture/apis/) is used where it says more. What each way loses of a span
// stands in jaegerTraces.ts and otlpTrace.ts.
import type { SpanDetails, SpanKind, TimeRange } from '@watchingcat/model';
import { NS_PER_MS, SPAN_KINDS, TelemetryError } from '@watchingcat/model';
import type { Decoder } from '../decode.ts';
import { count, fields, record, ShapeError, text } from '../decode.ts';
import type { SourceReport } from '../sourceReport.ts';
import type { Source } from '../sourceRequest.ts';
import { decodeSource, isSuccess, sendToSource, sourceError } from '../sourceRequest.ts';
import type { Transport, TransportResponse } from '../transport.ts';
import { checkJaeger } from './checkJaeger.ts';
import { isTraceId } from './ids.ts';
import { askJaeger, dataOf, isOfV3, jaegerAt } from './jaegerApi.ts';
import type { JaegerSearch, JaegerTraces } from './jaegerSearch.ts';
import { searchInBatches } from './jaegerSearch.ts';
import { jaegerTrace } from './jaegerTraces.ts';
import { otlpTrace } from './otlpTrace.ts';

/** New services appear rarely, and every page asks for them. */
const SERVICES_KEPT_MS = 30_000;

export interface JaegerSourceOptions {
  /** Milliseconds, of any origin. */
  readonly now?: (() => number) | undefined;
}

export interface JaegerOperation {
  readonly name: string;
  /** `unspecified` also where Jaeger does not tell: before 1.16, and with stores that keep no kinds. */
  readonly kind: SpanKind;
}

/** As counted by Jaeger: with memory and Badger from the spans, else by its Spark job, once a day where nobody set it otherwise. */
export interface JaegerDependency {
  readonly parent: string;
  readonly child: string;
  readonly calls: number;
}

/** Every method rejects with a `TelemetryError`, or with an `AbortError` when its signal was aborted. Names are compared as given. */
export class JaegerSource {
  readonly #jaeger: Source;
  readonly #now: () => number;
  #services: { readonly names: readonly string[]; readonly askedMs: number } | undefined;
  /** Not known until a trace was asked for. */
  #hasV3: boolean | undefined;

  constructor(transport: Transport, options: JaegerSourceOptions = {}) {
    this.#jaeger = jaegerAt(transport);
    this.#now = options.now ?? (() => performance.now());
  }

  /** All that Jaeger has seen, whatever the time; sorted by name. Asked again after 30 s. */
  async services(signal?: AbortSignal): Promise<readonly string[]> {
    signal?.throwIfAborted();
    const askedMs = this.#now();
    if (this.#services !== undefined && askedMs - this.#services.askedMs < SERVICES_KEPT_MS)
      return this.#services.names;
    const names = [...(await askJaeger(this.#jaeger, { path: '/api/services', signal }, text))].sort();
    this.#services = { names, askedMs };
    return names;
  }

  /** Names of all spans of a service, calls that it makes included. An unknown service has none. */
  async operations(service: string, signal?: AbortSignal): Promise<readonly JaegerOperation[]> {
    const response = await sendToSource(this.#jaeger, { path: '/api/operations', query: { service }, signal });
    if (isAbsent(response)) {
      const path = `/api/services/${encodeURIComponent(service)}/operations`;
      return askJaeger(this.#jaeger, { path, signal }, operation);
    }
    if (!isSuccess(response)) throw sourceError(this.#jaeger, response);
    return decodeSource(this.#jaeger, '/api/operations', response.body, dataOf(operation));
  }

  /** In several requests where traces are large: see `searchInBatches`, also for which traces Jaeger calls the newest. */
  async searchTraces(search: JaegerSearch, signal?: AbortSignal): Promise<JaegerTraces> {
    const { service, operation, tags = {}, minDurationMs, maxDurationMs, limit } = search;
    if (!Number.isSafeInteger(limit) || limit < 1)
      throw new TelemetryError('bad_request', `limit must be a whole number from 1, got ${limit}.`);
    if (search.range.end <= search.range.start) return { traces: [], isCut: false };
    return searchInBatches(search, (batch, startUs, endUs) => {
      const query = {
        service,
        operation,
        tags: Object.keys(tags).length > 0 ? JSON.stringify(tags) : undefined,
        minDuration: minDurationMs === undefined ? undefined : `${Math.floor(minDurationMs * 1e3)}us`,
        maxDuration: maxDurationMs === undefined ? undefined : `${Math.ceil(maxDurationMs * 1e3)}us`,
        start: startUs.toString(),
        end: endUs.toString(),
        limit: batch.toString(),
        lookback: 'custom',
        raw: 'true', // 2.x: times as they were sent, not moved against clock skew
      };
      return askJaeger(this.#jaeger, { path: '/api/traces', query, signal }, jaegerTrace);
    });
  }

  /** All spans of a trace, `undefined` when Jaeger knows none. */
  async spans(traceId: string, signal?: AbortSignal): Promise<readonly SpanDetails[] | undefined> {
    signal?.throwIfAborted();
    if (!isTraceId(traceId)) return undefined;
    if (this.#hasV3 !== false) {
      const answer = await this.#spansOfV3(traceId, signal);
      this.#hasV3 = answer !== 'no such API';
      if (answer !== 'no such API') return answer;
    }
    const path = `/api/traces/${traceId}`;
    const response = await sendToSource(this.#jaeger, { path, query: { raw: 'true' }, signal });
    if (response.status === 404 && this.#jaeger.reasonOf(response.body) !== undefined) return undefined;
    if (!isSuccess(response)) throw sourceError(this.#jaeger, response);
    const traces = decodeSource(this.#jaeger, path, response.body, dataOf(jaegerTrace));
    return known(traces.flat());
  }

  async #spansOfV3(traceId: string, signal?: AbortSignal): Promise<readonly SpanDetails[] | undefined | 'no such API'> {
    const path = `/api/v3/traces/${traceId}`;
    const response = await sendToSource(this.#jaeger, { path, query: { raw_traces: 'true' }, signal });
    if (isAbsent(response)) return isOfV3(response.body) ? undefined : 'no such API';
    if (!isSuccess(response)) throw sourceError(this.#jaeger, response);
    try {
      return known(otlpTrace(response.body));
    } catch (cause) {
      if (cause instanceof ShapeError) return 'no such API'; // an early /api/v3, whose JSON was no OTLP yet, or a proxy's page
      throw cause;
    }
  }

  /** Calls between services in a range, from all traces that have a span in it. */
  async dependencies(range: TimeRange, signal?: AbortSignal): Promise<readonly JaegerDependency[]> {
    const endTs = (range.end + NS_PER_MS - 1n) / NS_PER_MS;
    const lookback = endTs - range.start / NS_PER_MS;
    const query = { endTs: endTs.toString(), lookback: lookback.toString() };
    return askJaeger(this.#jaeger, { path: '/api/dependencies', query, signal }, dependency);
  }

  /** Rejects only with an AbortError. */
  check(signal?: AbortSignal): Promise<SourceReport> {
    return checkJaeger(this.#jaeger, signal);
  }
}

/** A 404, or the UI's page, which Jaeger answers with status 200 to paths that it does not know. */
function isAbsent({ status, body }: TransportResponse): boolean {
  return status === 404 || (status === 200 && typeof body === 'string' && /^\s*</.test(body));
}

function known(spans: readonly SpanDetails[]): readonly SpanDetails[] | undefined {
  return spans.length === 0 ? undefined : spans;
}

/** Names alone from the path of old, and from `/api/operations` before kinds. */
const operation: Decoder<JaegerOperation> = (value, at) => {
  if (typeof value === 'string') return { name: value, kind: 'unspecified' };
  const { name, spanKind } = record(value, at);
  const kind = typeof spanKind === 'string' ? spanKind.toLowerCase() : '';
  return { name: text(name, `${at}.name`), kind: SPAN_KINDS.find((known) => known === kind) ?? 'unspecified' };
};

const dependency: Decoder<JaegerDependency> = (value, at) => {
  const { parent, child, callCount } = fields<{ parent: string; child: string; callCount: number }>({
    parent: text,
    child: text,
    callCount: count,
  })(value, at);
  return { parent, child, calls: callCount };
};
