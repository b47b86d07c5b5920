// The data source that Grafana makes of its settings: queries to frames, variables, the health check.
import {
  DataSourceApi,
  getDefaultTimeRange,
  LoadingState,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type LegacyMetricFindQueryOptions,
  type MetricFindValue,
  type ScopedVars,
  type TestDataSourceResponse,
  type TimeRange as GrafanaRange,
} from '@grafana/data';
import { getDataSourceSrv, getTemplateSrv } from '@grafana/runtime';
import { unixNanoFromMs, type Telemetry, type TimeRange } from '@watchingcat/model';
import { serverHealth, type FederatedTelemetry, type Transport } from '@watchingcat/sources';
import { map, merge, Observable, of } from 'rxjs';
import { answerQuery, type QueryContext } from './answerQuery';
import { DEFAULT_QUERY, type WatchingCatJsonData, type WatchingCatQuery } from './types';
import { serverUrlFault } from './serverUrl';
import { connect, type Connected } from '../telemetry/connect';
import { reportResponse } from './reportResponse';
import { readVariableQuery } from './variableQuery';

export class WatchingCatDataSource extends DataSourceApi<WatchingCatQuery, WatchingCatJsonData> {
  readonly #settings: DataSourceInstanceSettings<WatchingCatJsonData>;
  readonly #serverUrl: string;
  #connection: Connected | undefined;

  // Exactly one parameter: Grafana 11.0 takes a class with any other number for an Angular data source.
  constructor(settings: DataSourceInstanceSettings<WatchingCatJsonData>) {
    super(settings);
    this.#settings = settings;
    this.#serverUrl = settings.jsonData.serverUrl ?? '';
  }

  /** Made when first asked: by then Grafana knows its other data sources. */
  get #connected(): Connected {
    this.#connection ??= connect(this.#settings, otherDataSources(this.#settings));
    return this.#connection;
  }

  get #telemetry(): Telemetry {
    return this.#connected.telemetry;
  }

  override getDefaultQuery(): Partial<WatchingCatQuery> {
    return DEFAULT_QUERY;
  }

  override filterQuery(query: WatchingCatQuery): boolean {
    return !query.hide && (query.queryType !== 'red' || Boolean(query.service));
  }

  override getQueryDisplayText({ queryType, service, operation, traceId }: WatchingCatQuery): string {
    return [queryType ?? DEFAULT_QUERY.queryType, service, operation, traceId].filter(Boolean).join(' ');
  }

  override interpolateVariablesInQueries(queries: WatchingCatQuery[], scopedVars: ScopedVars): WatchingCatQuery[] {
    return queries.map((query) => ({ ...interpolate(query, scopedVars), datasource: this.getRef() }));
  }

  /** One answer per target, each as soon as it is there; one that fails does not take the others away. */
  override query(request: DataQueryRequest<WatchingCatQuery>): Observable<DataQueryResponse> {
    const targets = request.targets.filter((target) => this.filterQuery(target));
    if (targets.length === 0) return of({ data: [], state: LoadingState.Done });
    const answers = targets.map((target) => this.#answer(interpolate(target, request.scopedVars), request));
    return merge(...answers).pipe(
      map((answer, index) => ({
        ...answer,
        state: answer.error
          ? LoadingState.Error
          : index + 1 < targets.length
            ? LoadingState.Loading
            : LoadingState.Done,
      })),
    );
  }

  #answer(query: WatchingCatQuery, request: DataQueryRequest<WatchingCatQuery>): Observable<DataQueryResponse> {
    return new Observable((subscriber) => {
      const abort = new AbortController();
      const context: QueryContext = {
        fromMs: request.range.from.valueOf(),
        toMs: request.range.to.valueOf(),
        intervalMs: request.intervalMs,
        nowMs: Date.now(),
        links: { datasourceUid: this.uid, datasourceName: this.name, app: request.app },
        signal: abort.signal,
      };
      answerQuery(this.#telemetry, query, context).then(
        (data) => {
          subscriber.next({ data, key: query.refId });
          subscriber.complete();
        },
        (cause: unknown) => {
          const error = { message: messageOf(cause), refId: query.refId };
          subscriber.next({ data: [], key: query.refId, error, errors: [error] });
          subscriber.complete();
        },
      );
      return () => abort.abort();
    });
  }

  /** `services()` and `operations(service)`, for dashboard variables. */
  override async metricFindQuery(text: string, options?: LegacyMetricFindQueryOptions): Promise<MetricFindValue[]> {
    const query = readVariableQuery(getTemplateSrv().replace(text, options?.scopedVars));
    const range = options?.range ?? getDefaultTimeRange();
    const names =
      query.kind === 'services' ? await this.serviceNames(range) : await this.operationNames(query.service, range);
    return names.map((name) => ({ text: name }));
  }

  /** Sorted by name. */
  async serviceNames(range: GrafanaRange, signal?: AbortSignal): Promise<string[]> {
    const { services } = await this.#telemetry.services(nanoRange(range), signal);
    return services.map(({ name }) => name).sort((a, b) => a.localeCompare(b));
  }

  /** Sorted by name. `service` may hold variables. */
  async operationNames(service: string, range: GrafanaRange, signal?: AbortSignal): Promise<string[]> {
    const { operations } = await this.#telemetry.operations(
      getTemplateSrv().replace(service),
      nanoRange(range),
      signal,
    );
    return operations.map(({ name }) => name).sort((a, b) => a.localeCompare(b));
  }

  override testDatasource(): Promise<TestDataSourceResponse> {
    // What was just saved may choose other sources.
    this.#connection = undefined;
    const connected = this.#connected;
    return connected.kind === 'sources' ? testSources(connected.telemetry) : this.#testServer(connected.transport);
  }

  /** Asks for the health, and then for data, because only that needs the token. */
  async #testServer(transport: Transport): Promise<TestDataSourceResponse> {
    try {
      const { version } = await serverHealth(transport);
      const names = await this.serviceNames(getDefaultTimeRange());
      const seen =
        names.length === 0
          ? 'no service has sent traces'
          : `${names.length} ${names.length === 1 ? 'service has' : 'services have'} sent traces`;
      return { status: 'success', message: `WatchingCat ${version} answers; ${seen} in the last 6 hours.` };
    } catch (cause) {
      return { status: 'error', message: this.#urlFault() ?? messageOf(cause) };
    }
  }

  /** Of an URL that was given; without one, the failure itself says more. */
  #urlFault(): string | undefined {
    return this.#serverUrl === '' ? undefined : serverUrlFault(this.#serverUrl);
  }
}

/** A server needs none of them. */
function otherDataSources({ jsonData }: DataSourceInstanceSettings<WatchingCatJsonData>) {
  return jsonData.connection === 'sources' ? getDataSourceSrv().getList({ all: true }) : [];
}

async function testSources(telemetry: FederatedTelemetry): Promise<TestDataSourceResponse> {
  try {
    return reportResponse(await telemetry.check());
  } catch (cause) {
    return { status: 'error', message: messageOf(cause) };
  }
}

function nanoRange({ from, to }: GrafanaRange): TimeRange {
  return { start: unixNanoFromMs(from.valueOf()), end: unixNanoFromMs(to.valueOf()) };
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** Variables are replaced in every text that a person typed. */
function interpolate(query: WatchingCatQuery, scopedVars: ScopedVars | undefined): WatchingCatQuery {
  const replaced = { ...query };
  for (const name of [
    'service',
    'operation',
    'attributes',
    'minDuration',
    'maxDuration',
    'traceId',
    'text',
    'traceQl',
  ] as const) {
    const text = query[name];
    if (text) replaced[name] = getTemplateSrv().replace(text, scopedVars);
  }
  return replaced;
}
