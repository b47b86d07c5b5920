// Stands in for Grafana's Prometheus data source, which is not on npm as a class: range queries with a legend, and label_values() for variables.
// Left out: everything else that it can do.
import {
  DataSourceApi,
  FieldType,
  LoadingState,
  rangeUtil,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type LegacyMetricFindQueryOptions,
  type MetricFindValue,
  type TestDataSourceResponse,
} from '@grafana/data';
import { getBackendSrv, getTemplateSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { from, type Observable } from 'rxjs';

interface PrometheusQuery extends DataQuery {
  expr?: string;
  legendFormat?: string;
  instant?: boolean;
}

interface Matrix {
  data: { result: Array<{ metric: Record<string, string>; values: Array<[number, string]> }> };
}

const MIN_STEP_S = 5;

export class PrometheusStandIn extends DataSourceApi<PrometheusQuery> {
  readonly #url: string;

  constructor(settings: DataSourceInstanceSettings) {
    super(settings);
    this.#url = settings.url ?? '';
  }

  override query(request: DataQueryRequest<PrometheusQuery>): Observable<DataQueryResponse> {
    return from(this.#answer(request));
  }

  async #answer({
    targets,
    range,
    intervalMs,
    scopedVars,
  }: DataQueryRequest<PrometheusQuery>): Promise<DataQueryResponse> {
    const stepS = Math.max(MIN_STEP_S, Math.round(intervalMs / 1e3));
    // As Grafana has it: four scrapes at least, so that a rate has samples.
    const variables = {
      ...scopedVars,
      __rate_interval: { text: '', value: `${Math.max(60, 4 * stepS)}s` },
      __interval: { text: '', value: rangeUtil.secondsToHms(stepS) },
    };
    const answers = targets
      .filter(({ hide, expr }) => !hide && expr)
      .map(async ({ refId, expr = '', legendFormat = '' }) => {
        const query = getTemplateSrv().replace(expr, variables);
        const parameters = new URLSearchParams({
          query,
          start: String(range.from.valueOf() / 1e3),
          end: String(range.to.valueOf() / 1e3),
          step: String(stepS),
        });
        const { data } = await getBackendSrv().get<Matrix>(`${this.#url}/api/v1/query_range?${parameters}`);
        return data.result.map((series) => frameOf(refId, series, legendFormat));
      });
    return { data: (await Promise.all(answers)).flat(), state: LoadingState.Done };
  }

  override async metricFindQuery(query: string, options?: LegacyMetricFindQueryOptions): Promise<MetricFindValue[]> {
    const match = /^label_values\((?:(.*),\s*)?([^,()]+)\)$/.exec(getTemplateSrv().replace(query, options?.scopedVars));
    if (match === null) return [];
    const [, metric, label = ''] = match;
    const parameters = new URLSearchParams(metric === undefined ? {} : { 'match[]': metric });
    const path = `${this.#url}/api/v1/label/${encodeURIComponent(label)}/values?${parameters}`;
    const { data } = await getBackendSrv().get<{ data: string[] }>(path);
    return data.map((text) => ({ text }));
  }

  override async testDatasource(): Promise<TestDataSourceResponse> {
    await getBackendSrv().get(`${this.#url}/api/v1/query?query=1`);
    return { status: 'success', message: 'Prometheus answers.' };
  }
}

/** `{{label}}` in a legend is the label's value; without a legend the series says its labels. */
function frameOf(refId: string, { metric, values }: Matrix['data']['result'][number], legend: string): DataFrame {
  const { __name__: name = '', ...labels } = metric;
  const text = legend.replace(/\{\{\s*(\w+)\s*\}\}/g, (_all, label: string) => metric[label] ?? '');
  const own = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return {
    refId,
    length: values.length,
    fields: [
      { name: 'Time', type: FieldType.time, config: {}, values: values.map(([seconds]) => seconds * 1e3) },
      {
        name: 'Value',
        type: FieldType.number,
        config: { displayNameFromDS: text || `${name}{${own.join(', ')}}` },
        labels,
        values: values.map(([, value]) => Number(value)),
      },
    ],
  };
}
