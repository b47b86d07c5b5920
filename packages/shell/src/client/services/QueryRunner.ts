// `createQueryRunner()` of @grafana/runtime: runs queries of a mixed or named data source for an app page and publishes PanelData.
import { Subject, type Observable, type Subscription } from 'rxjs';
import {
  CoreApp,
  dateTime,
  rangeUtil,
  type DataQueryRequest,
  type PanelData,
  type QueryRunner,
  type QueryRunnerOptions,
} from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import { preparePanelData, runRequest } from './runRequest.ts';

let count = 0;

export class ShellQueryRunner implements QueryRunner {
  readonly #answers = new Subject<PanelData>();
  #subscription: Subscription | undefined;
  #last: PanelData | undefined;

  get(): Observable<PanelData> {
    return this.#answers.asObservable();
  }

  run(options: QueryRunnerOptions): void {
    this.cancel();
    const {
      queries,
      datasource,
      timezone,
      timeRange,
      timeInfo,
      panelId = 0,
      maxDataPoints,
      minInterval,
      app = CoreApp.Unknown,
    } = options;
    const points = maxDataPoints || 500;
    const { interval, intervalMs } = rangeUtil.calculateInterval(timeRange, points, minInterval ?? undefined);
    const request: DataQueryRequest = {
      app,
      requestId: `query-runner-${count++}`,
      timezone,
      panelId,
      range: timeRange,
      rangeRaw: timeRange.raw,
      timeInfo,
      interval,
      intervalMs,
      targets: queries,
      maxDataPoints: points,
      scopedVars: {
        ...options.scopedVars,
        __interval: { text: interval, value: interval },
        __interval_ms: { text: intervalMs, value: intervalMs },
      },
      startTime: dateTime().valueOf(),
    };
    const find =
      datasource && 'query' in datasource
        ? Promise.resolve(datasource)
        : getDataSourceSrv().get(datasource, options.scopedVars);
    find.then(
      (api) => {
        this.#subscription = runRequest(api, request).subscribe((data) => {
          this.#last = preparePanelData(data, this.#last);
          this.#answers.next(this.#last);
        });
      },
      (error: unknown) => this.#answers.error(error),
    );
  }

  cancel(): void {
    this.#subscription?.unsubscribe();
    this.#subscription = undefined;
  }

  destroy(): void {
    this.cancel();
    this.#answers.complete();
  }
}
