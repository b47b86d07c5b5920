// Telemetry over a Store: SQL on the tables of store/migrations.ts, parameters bound, the tenant in every query.
import type {
  AttributeNamesAnswer,
  AttributeNamesQuery,
  AttributeValuesAnswer,
  AttributeValuesQuery,
  Capabilities,
  ExemplarQuery,
  ExemplarsAnswer,
  LogHistogramAnswer,
  LogHistogramQuery,
  LogQuery,
  LogsAnswer,
  OperationsAnswer,
  RedAnswer,
  RedQuery,
  ServiceGraph,
  ServicesAnswer,
  ServiceTrendsAnswer,
  SpanDetails,
  SpansAnswer,
  Telemetry,
  TimeRange,
  TraceAnswer,
  TraceQuery,
  TracesAnswer,
  TrendsQuery,
} from '@watchingcat/model';
import type { Store } from '../store/Store.ts';
import { readAttributeNames, readAttributeValues } from './attributes.ts';
import { readExemplars } from './exemplars.ts';
import { readLogHistogram, searchLogs } from './logSearch.ts';
import { readOperations, readRed, readServices, readServiceTrends } from './redRollup.ts';
import { readServiceGraph } from './serviceGraph.ts';
import { readSpan, readSpansOfTrace } from './spanDetails.ts';
import { translatingStoreErrors } from './storeErrors.ts';
import { readTrace } from './traceColumns.ts';
import { searchTraces } from './traceSearch.ts';

export class StoreTelemetry implements Telemetry {
  readonly #store: Store;
  readonly #tenant: string;
  readonly metrics = undefined;

  constructor(store: Store, tenant: string) {
    this.#store = store;
    this.#tenant = tenant;
  }

  /** The range is widened to whole minutes, here and in `serviceTrends`, `operations` and `red`. */
  services(range: TimeRange, signal?: AbortSignal): Promise<ServicesAnswer> {
    return translatingStoreErrors(signal, () => readServices(this.#store, this.#tenant, range, signal));
  }

  serviceTrends(query: TrendsQuery, signal?: AbortSignal): Promise<ServiceTrendsAnswer> {
    return translatingStoreErrors(signal, () => readServiceTrends(this.#store, this.#tenant, query, signal));
  }

  operations(service: string, range: TimeRange, signal?: AbortSignal): Promise<OperationsAnswer> {
    return translatingStoreErrors(signal, () => readOperations(this.#store, this.#tenant, service, range, signal));
  }

  red(query: RedQuery, signal?: AbortSignal): Promise<RedAnswer> {
    return translatingStoreErrors(signal, () => readRed(this.#store, this.#tenant, query, signal));
  }

  exemplars(query: ExemplarQuery, signal?: AbortSignal): Promise<ExemplarsAnswer> {
    return translatingStoreErrors(signal, () => readExemplars(this.#store, this.#tenant, query, signal));
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

  attributeNames(query: AttributeNamesQuery, signal?: AbortSignal): Promise<AttributeNamesAnswer> {
    return translatingStoreErrors(signal, () => readAttributeNames(this.#store, this.#tenant, query, signal));
  }

  attributeValues(query: AttributeValuesQuery, signal?: AbortSignal): Promise<AttributeValuesAnswer> {
    return translatingStoreErrors(signal, () => readAttributeValues(this.#store, this.#tenant, query, signal));
  }

  searchLogs(query: LogQuery, signal?: AbortSignal): Promise<LogsAnswer> {
    return translatingStoreErrors(signal, () => searchLogs(this.#store, this.#tenant, query, signal));
  }

  logHistogram(query: LogHistogramQuery, signal?: AbortSignal): Promise<LogHistogramAnswer> {
    return translatingStoreErrors(signal, () => readLogHistogram(this.#store, this.#tenant, query, signal));
  }

  serviceGraph(range: TimeRange, signal?: AbortSignal): Promise<ServiceGraph> {
    return translatingStoreErrors(signal, () => readServiceGraph(this.#store, this.#tenant, range, signal));
  }

  capabilities(): Capabilities {
    return { name: 'WatchingCat', traceSearchByAttribute: true, signals: ['traces', 'logs'] };
  }
}
