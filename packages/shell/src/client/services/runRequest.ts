// Runs one query against a data source and folds what it emits into PanelData: Loading at once, then each packet by its key, errors as data. Grafana's core
// has the original; scenes and `getRunRequest` ask for it. Rate limiting of streams is left out.
import { catchError, finalize, from, isObservable, map, Observable, of, scan, tap, throwError } from 'rxjs';
import {
  compareArrayValues,
  compareDataFrameStructures,
  LoadingState,
  toDataFrame,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type PanelData,
} from '@grafana/data';
import { toDataQueryError } from '@grafana/runtime';

interface Running {
  packets: Map<string, DataQueryResponse>;
  panelData: PanelData;
}

/** A slow answer shows the loading state after this time; a fast one never flickers. */
const LOADING_AFTER_MS = 200;

export function runRequest(
  datasource: DataSourceApi,
  request: DataQueryRequest,
  queryFunction?: typeof datasource.query,
): Observable<PanelData> {
  const loading: PanelData = { state: LoadingState.Loading, series: [], request, timeRange: request.range };
  if (request.targets.length === 0)
    return of({ ...loading, state: LoadingState.Done, request: { ...request, endTime: Date.now() } });
  const start: Running = { packets: new Map(), panelData: loading };
  const answers = ask(datasource, request, queryFunction).pipe(
    scan((running, packet) => fold(running, packet, request), start),
    map(({ panelData }) => panelData),
    catchError((error: unknown) => {
      if ((error as { cancelled?: boolean } | null)?.cancelled) return of({ ...loading, state: LoadingState.Done });
      console.error('query failed', error);
      const dataError = toDataQueryError(error);
      return of({ ...loading, state: LoadingState.Error, error: dataError, errors: [dataError] });
    }),
    finalize(() => (request.endTime = Date.now())),
  );
  return new Observable((subscriber) => {
    const slow = setTimeout(() => subscriber.next(loading), LOADING_AFTER_MS);
    const subscription = answers.pipe(tap(() => clearTimeout(slow))).subscribe(subscriber);
    return () => {
      clearTimeout(slow);
      subscription.unsubscribe();
    };
  });
}

function ask(
  datasource: DataSourceApi,
  request: DataQueryRequest,
  queryFunction?: typeof datasource.query,
): Observable<DataQueryResponse> {
  try {
    const answer = queryFunction ? queryFunction(request) : datasource.query(request);
    return isObservable(answer) ? answer : from(answer);
  } catch (error) {
    return throwError(() => error);
  }
}

function fold({ packets }: Running, packet: DataQueryResponse, request: DataQueryRequest): Running {
  const next = new Map(packets).set(packet.key ?? 'A', packet);
  const answers = [...next.values()];
  const failed = answers.find(({ error, errors }) => error ?? errors?.length);
  const states = answers.map(({ state }) => state ?? LoadingState.Done);
  const state = failed
    ? LoadingState.Error
    : ([LoadingState.Streaming, LoadingState.Loading].find((one) => states.includes(one)) ?? LoadingState.Done);
  const frames = answers.flatMap(({ data }) => data as DataFrame[]);
  const isAnnotation = ({ meta }: DataFrame) => (meta?.dataTopic as string | undefined) === 'annotations';
  return {
    packets: next,
    panelData: {
      state,
      series: frames.filter((frame) => !isAnnotation(frame)),
      annotations: frames.filter(isAnnotation),
      ...(failed && {
        error: failed.error ?? failed.errors?.[0],
        errors: failed.errors ?? (failed.error ? [failed.error] : []),
      }),
      request,
      timeRange: request.range,
    },
  };
}

/** Frames as panels need them, with the revision by which charts know that only values changed. */
export function preparePanelData(data: PanelData, last?: PanelData): PanelData {
  const series = data.series.map((frame) => toDataFrame(frame));
  const sameStructure = last !== undefined && compareArrayValues(series, last.series, compareDataFrameStructures);
  return { ...data, series, structureRev: (last?.structureRev ?? 0) + (sameStructure ? 0 : 1) };
}
