// Logs of Elasticsearch or OpenSearch, with services as pages name them.
import type { LogFilter, LogHistogramAnswer, LogHistogramQuery, LogQuery, LogsAnswer } from '@watchingcat/model';
import { combined } from './coverages.ts';
import type { Names, Sources } from './sourcesOf.ts';
import { needElasticsearch } from './sourcesOf.ts';

export class FederatedLogs {
  readonly #sources: Sources;
  readonly #names: Names;

  constructor(sources: Sources, names: Names) {
    this.#sources = sources;
    this.#names = names;
  }

  async search(query: LogQuery, signal?: AbortSignal): Promise<LogsAnswer> {
    const elasticsearch = needElasticsearch(this.#sources);
    const names = await this.#spellings(query, signal);
    const answer = await elasticsearch.searchLogs({ ...query, serviceNames: names.serviceNames }, signal);
    const logs = answer.logs.map((log) => ({ ...log, service: names.value.canonical('Elasticsearch', log.service) }));
    return { ...answer, logs, coverage: combined([answer.coverage, names.coverage]) };
  }

  async histogram(query: LogHistogramQuery, signal?: AbortSignal): Promise<LogHistogramAnswer> {
    const elasticsearch = needElasticsearch(this.#sources);
    const names = await this.#spellings(query, signal);
    const answer = await elasticsearch.histogram({ ...query, serviceNames: names.serviceNames }, signal);
    return { ...answer, coverage: combined([answer.coverage, names.coverage]) };
  }

  async #spellings({ service, range }: LogFilter, signal?: AbortSignal) {
    const sources = (['Jaeger', 'Prometheus', 'Elasticsearch'] as const).filter((source) => this.#has(source));
    const names = await this.#names.of(sources, range, signal);
    const serviceNames = service === undefined ? undefined : names.value.spellings('Elasticsearch', service);
    return { ...names, serviceNames };
  }

  #has(source: 'Jaeger' | 'Prometheus' | 'Elasticsearch'): boolean {
    const { jaeger, prometheus, elasticsearch } = this.#sources;
    return { Jaeger: jaeger, Prometheus: prometheus, Elasticsearch: elasticsearch }[source] !== undefined;
  }
}
