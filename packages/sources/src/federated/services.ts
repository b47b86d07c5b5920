// Services, operations, RED and exemplars: from span metrics in Prometheus, which count every call, else from sampled traces.
import type {
  Coverage,
  ExemplarQuery,
  ExemplarsAnswer,
  OperationsAnswer,
  RedAnswer,
  RedQuery,
  ServicesAnswer,
  ServiceTrendsAnswer,
  TimeRange,
  TrendsQuery,
} from '@watchingcat/model';
import { MAX_SERVICES, TelemetryError, unixNanoFromMs } from '@watchingcat/model';
import { combined } from './coverages.ts';
import type { SampledCalls } from './sampledRed.ts';
import {
  exemplarsOfCalls,
  operationsOfCalls,
  redOfCalls,
  sampleAllServices,
  sampleService,
  servicesOfCalls,
  trendsOfCalls,
} from './sampledRed.ts';
import type { ServiceNames } from './serviceNames.ts';
import type { Names, Sources } from './sourcesOf.ts';
import { needJaeger } from './sourcesOf.ts';

export class FederatedServices {
  readonly #sources: Sources;
  readonly #names: Names;

  constructor(sources: Sources, names: Names) {
    this.#sources = sources;
    this.#names = names;
  }

  async services(range: TimeRange, signal?: AbortSignal): Promise<ServicesAnswer> {
    const [asked] = await Promise.all([
      this.#ofMetrics((prometheus) => prometheus.services(range, signal), signal),
      this.#names.of(['Jaeger'], range, signal),
    ]);
    if (asked.answer === undefined)
      return capServices(servicesOfCalls(await this.#sampleAll(range, asked.why, signal)));
    const { services, coverage } = asked.answer;
    this.#names.learn(
      'Prometheus',
      services.map(({ name }) => name),
    );
    const names = await this.#spellings(range, signal);
    return capServices({
      services: services.map((one) => ({
        ...one,
        name: names.value.canonical('Prometheus', one.name),
        lastSeen: undefined,
      })),
      coverage: combined([coverage, names.coverage]),
    });
  }

  async trends(query: TrendsQuery, signal?: AbortSignal): Promise<ServiceTrendsAnswer> {
    const { range, stepMs } = query;
    const asked = await this.#ofMetrics((prometheus) => prometheus.trends(range, stepMs, signal), signal);
    if (asked.answer === undefined) return trendsOfCalls(await this.#sampleAll(range, asked.why, signal), query);
    const { answer } = asked;
    const names = await this.#spellings(range, signal, [...answer.p95Ms.keys()]);
    return {
      startMs: answer.startsMs[0],
      stepMs: answer.stepMs,
      services: Array.from(answer.p95Ms, ([name, values]) => ({
        name: names.value.canonical('Prometheus', name),
        p95Ms: Array.from(values, (ms) => (Number.isNaN(ms) ? undefined : ms)),
      })),
      coverage: combined([answer.coverage, names.coverage]),
    };
  }

  async operations(service: string, range: TimeRange, signal?: AbortSignal): Promise<OperationsAnswer> {
    const names = await this.#spellings(range, signal);
    const spellings = names.value.spellings('Prometheus', service);
    const asked = await this.#ofMetrics((prometheus) => prometheus.operations(spellings, range, signal), signal);
    if (asked.answer === undefined)
      return operationsOfCalls(await this.#sample(names.value, service, undefined, range, asked.why, signal));
    const { operations, coverage } = asked.answer;
    return { operations, coverage: combined([coverage, names.coverage]) };
  }

  async red({ service, operation, range, stepMs }: RedQuery, signal?: AbortSignal): Promise<RedAnswer> {
    const names = await this.#spellings(range, signal);
    const query = { serviceNames: names.value.spellings('Prometheus', service), operation, range, stepMs };
    const asked = await this.#ofMetrics((prometheus) => prometheus.red(query, signal), signal);
    if (asked.answer === undefined)
      return redOfCalls(await this.#sample(names.value, service, operation, range, asked.why, signal), range, stepMs);
    return { ...asked.answer, coverage: combined([asked.answer.coverage, names.coverage]) };
  }

  /** Those of the span metrics, where there are any; else from sampled traces, which are examples as good. */
  async exemplars({ service, operation, range }: ExemplarQuery, signal?: AbortSignal): Promise<ExemplarsAnswer> {
    const names = await this.#spellings(range, signal);
    const query = { serviceNames: names.value.spellings('Prometheus', service), operation, range };
    const asked = await this.#ofMetrics((prometheus) => prometheus.spanExemplars(query, signal), signal);
    if (asked.answer?.status === 'found' && asked.answer.exemplars.length > 0) {
      const { exemplars, coverage } = asked.answer;
      return {
        exemplars: exemplars.map(({ timeMs, ...rest }) => ({ time: unixNanoFromMs(timeMs), ...rest })),
        coverage,
      };
    }
    const why = asked.answer === undefined ? asked.why : '';
    return exemplarsOfCalls(await this.#sample(names.value, service, operation, range, why, signal));
  }

  /** @returns the answer, or why there is none, as a sentence; fails only where nothing else could answer */
  async #ofMetrics<T>(
    ask: (prometheus: NonNullable<Sources['prometheus']>) => Promise<T | undefined>,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly answer: T } | { readonly answer: undefined; readonly why: string }> {
    const { prometheus, jaeger } = this.#sources;
    const sampled = 'Numbers are of sampled traces only';
    if (prometheus === undefined) return { answer: undefined, why: `${sampled}, because no Prometheus is connected.` };
    try {
      const answer = await ask(prometheus);
      if (answer !== undefined) return { answer };
      return { answer: undefined, why: `${sampled}, because Prometheus has no span metrics.` };
    } catch (error) {
      signal?.throwIfAborted();
      if (jaeger === undefined || !(error instanceof TelemetryError)) throw error;
      return { answer: undefined, why: `${sampled}: ${error.message}` };
    }
  }

  #spellings(range: TimeRange, signal?: AbortSignal, inMetrics?: readonly string[]) {
    if (inMetrics !== undefined) this.#names.learn('Prometheus', inMetrics);
    return this.#names.of(
      this.#sources.jaeger === undefined ? ['Prometheus'] : ['Jaeger', 'Prometheus'],
      range,
      signal,
    );
  }

  #sampleAll(range: TimeRange, why: string, signal?: AbortSignal): Promise<SampledCalls> {
    return sampleAllServices(needJaeger(this.#sources), range, why, signal);
  }

  #sample(
    names: ServiceNames,
    service: string,
    operation: string | undefined,
    range: TimeRange,
    why: string,
    signal?: AbortSignal,
  ): Promise<SampledCalls> {
    const [spelling] = names.spellings('Jaeger', service);
    return sampleService(needJaeger(this.#sources), spelling, operation, range, why, signal);
  }
}

function capServices({ services, coverage }: ServicesAnswer): ServicesAnswer {
  if (services.length <= MAX_SERVICES) return { services, coverage };
  const cut: Coverage = { kind: 'capped', cap: 'MAX_SERVICES', limit: MAX_SERVICES };
  return { services: services.slice(0, MAX_SERVICES), coverage: combined([coverage, cut]) };
}
