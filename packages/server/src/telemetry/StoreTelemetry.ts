// Telemetry over a Store: SQL on the tables of store/migrations.ts, parameters bound, the tenant in every query.
import type {
  Capabilities,
  OperationsAnswer,
  RedAnswer,
  RedQuery,
  ServicesAnswer,
  SpanDetails,
  TimeRange,
  TraceAnswer,
  TraceQuery,
  TracesAnswer,
} from '@watchingcat/model';
import type { Store } from '../store/Store.ts';
import { readOperations, readRed, readServices } from './redRollup.ts';
import type { ServerTelemetry, SpansAnswer } from './ServerTelemetry.ts';
import { readSpan, readSpansOfTrace } from './spanDetails.ts';
import { translatingStoreErrors } from './storeErrors.ts';
import { readTrace } from './traceColumns.ts';
import { searchTraces } from './traceSearch.ts';

export class StoreTelemetry implements ServerTelemetry {
  readonly #store: Store;
  readonly #tenant: string;

  constructor(store: Store, tenant: string) {
    this.#store = store;
    this.#tenant = tenant;
  }

  /** The range is widened to whole minutes, here and in `operations` and `red`. */
  services(range: TimeRange, signal?: AbortSignal): Promise<ServicesAnswer> {
    return translatingStoreErrors(signal, () => readServices(this.#store, this.#tenant, range, signal));
  }

  operations(service: string, range: TimeRange, signal?: AbortSignal): Promise<OperationsAnswer> {
    return translatingStoreErrors(signal, () => readOperations(this.#store, this.#tenant, service, range, signal));
  }

  red(query: RedQuery, signal?: AbortSignal): Promise<RedAnswer> {
    return translatingStoreErrors(signal, () => readRed(this.#store, this.#tenant, query, signal));
  }

  searchTraces(query: TraceQuery, signal?: AbortSignal): Promise<TracesAnswer> {
    return translatingStoreErrors(signal, () => searchTraces(this.#store, this.#tenant, query, signal));
  }

  trace(traceId: string, signal?: AbortSignal): Promise<TraceAnswer | undefined> {
    return translatingStoreErrors(signal, () => readTrace(this.#store, this.#tenant, traceId, signal));
  }

  span(traceId: string, spanId: string, signal?: AbortSignal): Promise<SpanDetails | undefined> {
    return translatingStoreErrors(signal, () => readSpan(this.#store, this.#tenant, traceId, spanId, signal));
  }

  spansOfTrace(traceId: string, signal?: AbortSignal): Promise<SpansAnswer | undefined> {
    return translatingStoreErrors(signal, () => readSpansOfTrace(this.#store, this.#tenant, traceId, signal));
  }

  capabilities(): Capabilities {
    return { name: 'WatchingCat', traceSearchByAttribute: true, signals: ['traces'] };
  }
}
