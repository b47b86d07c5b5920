// The back-ends of one FederatedTelemetry, and what its parts share: names across back-ends, and how long to wait for what only adds.
import type { TimeRange } from '@watchingcat/model';
import { TelemetryError } from '@watchingcat/model';
import type { ElasticsearchSource } from '../elasticsearch/elasticsearchSource.ts';
import type { JaegerSource } from '../jaeger/jaegerSource.ts';
import type { PrometheusSource } from '../prometheus/prometheusSource.ts';
import { selector } from '../prometheus/promql.ts';
import type { SourceName } from '../sourceRequest.ts';
import { ServiceNames } from './serviceNames.ts';
import type { Addition, Pause } from './withGrace.ts';
import { withGrace } from './withGrace.ts';

/** Any may be missing; what needs it then comes from another, or is refused with what to do. */
export interface Sources {
  readonly jaeger: JaegerSource | undefined;
  readonly prometheus: PrometheusSource | undefined;
  readonly elasticsearch: ElasticsearchSource | undefined;
}

/** New services appear rarely, and every page asks for their names. */
const NAMES_KEPT_MS = 60_000;

interface KeptNames {
  readonly names: readonly string[];
  readonly untilMs: number;
}

/** The names of services by back-end: asked when first needed, kept for a minute, learnt from answers that hold them anyway. */
export class Names {
  readonly #sources: Sources;
  readonly #pause: Pause;
  readonly #now: () => number;
  readonly #kept = new Map<SourceName, KeptNames>();

  constructor(sources: Sources, pause: Pause, now: () => number) {
    this.#sources = sources;
    this.#pause = pause;
    this.#now = now;
  }

  /** Names of an answer, which may be of a part of the time only: they add to what is known. */
  learn(source: SourceName, names: readonly string[]): void {
    const known = this.#fresh(source) ?? [];
    this.#kept.set(source, { names: [...new Set([...known, ...names])], untilMs: this.#now() + NAMES_KEPT_MS });
  }

  #fresh(source: SourceName): readonly string[] | undefined {
    const kept = this.#kept.get(source);
    return kept !== undefined && this.#now() < kept.untilMs ? kept.names : undefined;
  }

  /** The names in these back-ends; one that does not answer in time is asked with names as they are, which the coverage says. */
  async of(
    wanted: readonly SourceName[],
    range: TimeRange,
    signal?: AbortSignal,
  ): Promise<Addition<ServiceNames> & { readonly value: ServiceNames }> {
    const asked = await Promise.all(wanted.map((source) => this.#names(source, range, signal)));
    const known = wanted.flatMap((source, index): [SourceName, readonly string[]][] => {
      const names = asked[index].value;
      return names === undefined ? [] : [[source, names]];
    });
    const missing = asked.find(({ coverage }) => coverage.kind !== 'complete');
    return { value: new ServiceNames(new Map(known)), coverage: missing?.coverage ?? { kind: 'complete' } };
  }

  /** As Jaeger spells them, the busiest first; `undefined` where Prometheus cannot tell in time. */
  async byCalls(range: TimeRange, signal?: AbortSignal): Promise<readonly string[] | undefined> {
    const { prometheus } = this.#sources;
    if (prometheus === undefined) return undefined;
    const ask = (one: AbortSignal) => prometheus.services(range, one);
    const { value } = await withGrace('the numbers of calls in Prometheus', this.#pause, ask, signal);
    if (value === undefined) return undefined;
    this.learn(
      'Prometheus',
      value.services.map(({ name }) => name),
    );
    const names = await this.of(['Jaeger', 'Prometheus'], range, signal);
    return value.services.map(({ name }) => names.value.canonical('Prometheus', name));
  }

  async #names(source: SourceName, range: TimeRange, signal?: AbortSignal): Promise<Addition<readonly string[]>> {
    const known = this.#fresh(source);
    if (known !== undefined) return { value: known, coverage: { kind: 'complete' } };
    const what = `the names of services in ${source}, which may be spelled otherwise there`;
    const answer = await withGrace(what, this.#pause, (one) => this.#ask(source, range, one), signal);
    if (answer.value !== undefined) this.learn(source, answer.value);
    return answer;
  }

  async #ask(source: SourceName, range: TimeRange, signal: AbortSignal): Promise<readonly string[]> {
    const { jaeger, prometheus, elasticsearch } = this.#sources;
    switch (source) {
      case 'Jaeger':
        return (await jaeger?.services(signal)) ?? [];
      case 'Prometheus': {
        const metrics = await prometheus?.spanMetrics(signal);
        const metric = metrics?.calls ?? metrics?.duration?.metric;
        if (prometheus === undefined || metrics === undefined || metric === undefined) return [];
        return (await prometheus.labelValues(metrics.labels.service, range, selector(metric), signal)).names;
      }
      case 'Elasticsearch':
        return (await elasticsearch?.services(range, signal))?.names ?? [];
    }
  }
}

/** @throws TelemetryError `bad_request` when there is none */
export function needJaeger({ jaeger }: Sources): JaegerSource {
  if (jaeger !== undefined) return jaeger;
  throw new TelemetryError('bad_request', 'Traces need a Jaeger. Choose one in the settings of the data source.');
}

/** @throws TelemetryError `bad_request` when there is none */
export function needElasticsearch({ elasticsearch }: Sources): ElasticsearchSource {
  if (elasticsearch !== undefined) return elasticsearch;
  throw new TelemetryError(
    'bad_request',
    'Logs need an Elasticsearch or OpenSearch. Choose one in the settings of the data source.',
  );
}
