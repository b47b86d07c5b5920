// A Telemetry for tests of pages: it answers what a test gives it, and remembers what it was asked. The seam is an edge, so replacing it
// replaces no code of the pages.
import {
  COMPLETE,
  type AttributeNamesAnswer,
  type AttributeNamesQuery,
  type AttributeValuesAnswer,
  type AttributeValuesQuery,
  type Capabilities,
  type ExemplarsAnswer,
  type LogHistogramAnswer,
  type LogQuery,
  type LogsAnswer,
  type OperationsAnswer,
  type RedAnswer,
  type RedQuery,
  type ServiceGraph,
  type ServicesAnswer,
  type ServiceTrendsAnswer,
  type SpanDetails,
  type SpansAnswer,
  type Telemetry,
  type TimeRange,
  type TraceAnswer,
  type TraceQuery,
  type TracesAnswer,
  type TrendsQuery,
} from '@watchingcat/model';

export class FakeTelemetry implements Telemetry {
  servicesAnswer: () => Promise<ServicesAnswer> = () => Promise.resolve({ services: [], coverage: COMPLETE });
  operationsAnswer: OperationsAnswer = { operations: [], coverage: COMPLETE };
  redAnswer: RedAnswer = { stepMs: 60_000, points: [], coverage: COMPLETE };
  tracesAnswer: (query: TraceQuery) => Promise<TracesAnswer> = () =>
    Promise.resolve({ traces: [], nextCursor: undefined, coverage: COMPLETE });

  traceAnswer: (traceId: string) => Promise<TraceAnswer | undefined> = () => Promise.resolve(undefined);
  spansAnswer: (traceId: string) => Promise<SpansAnswer | undefined> = () => Promise.resolve(undefined);
  attributeNamesAnswer: (query: AttributeNamesQuery) => Promise<AttributeNamesAnswer> = () =>
    Promise.resolve({ names: [], coverage: COMPLETE });
  attributeValuesAnswer: (query: AttributeValuesQuery) => Promise<AttributeValuesAnswer> = () =>
    Promise.resolve({ values: [], coverage: COMPLETE });
  trendsAnswer: ServiceTrendsAnswer = { startMs: 0, stepMs: 60_000, services: [], coverage: COMPLETE };
  logsAnswer: (query: LogQuery) => Promise<LogsAnswer> = () =>
    Promise.resolve({ logs: [], total: 0, nextCursor: undefined, coverage: COMPLETE });
  logHistogramAnswer: LogHistogramAnswer = { stepMs: 60_000, bars: [], coverage: COMPLETE };
  signalsAnswered: Capabilities['signals'] = ['traces', 'logs'];
  readonly metrics = undefined;

  readonly asked: {
    services: TimeRange[];
    red: RedQuery[];
    traces: TraceQuery[];
    trends: TrendsQuery[];
    logs: LogQuery[];
    attributeNames: AttributeNamesQuery[];
    attributeValues: AttributeValuesQuery[];
  } = { services: [], red: [], traces: [], trends: [], logs: [], attributeNames: [], attributeValues: [] };
  readonly signals: AbortSignal[] = [];

  services(range: TimeRange, signal?: AbortSignal): Promise<ServicesAnswer> {
    this.asked.services.push(range);
    if (signal !== undefined) this.signals.push(signal);
    return this.servicesAnswer();
  }

  serviceTrends(query: TrendsQuery): Promise<ServiceTrendsAnswer> {
    this.asked.trends.push(query);
    return Promise.resolve(this.trendsAnswer);
  }

  operations(): Promise<OperationsAnswer> {
    return Promise.resolve(this.operationsAnswer);
  }

  red(query: RedQuery): Promise<RedAnswer> {
    this.asked.red.push(query);
    return Promise.resolve(this.redAnswer);
  }

  searchTraces(query: TraceQuery, signal?: AbortSignal): Promise<TracesAnswer> {
    this.asked.traces.push(query);
    if (signal !== undefined) this.signals.push(signal);
    return this.tracesAnswer(query);
  }

  trace(traceId: string, signal?: AbortSignal): Promise<TraceAnswer | undefined> {
    if (signal !== undefined) this.signals.push(signal);
    return this.traceAnswer(traceId);
  }

  async span(traceId: string, spanId: string): Promise<SpanDetails | undefined> {
    return (await this.spansAnswer(traceId))?.spans.find((span) => span.spanId === spanId);
  }

  spansOfTrace(traceId: string): Promise<SpansAnswer | undefined> {
    return this.spansAnswer(traceId);
  }

  exemplars(): Promise<ExemplarsAnswer> {
    return Promise.resolve({ exemplars: [], coverage: COMPLETE });
  }

  attributeNames(query: AttributeNamesQuery, signal?: AbortSignal): Promise<AttributeNamesAnswer> {
    this.asked.attributeNames.push(query);
    if (signal !== undefined) this.signals.push(signal);
    return this.attributeNamesAnswer(query);
  }

  attributeValues(query: AttributeValuesQuery, signal?: AbortSignal): Promise<AttributeValuesAnswer> {
    this.asked.attributeValues.push(query);
    if (signal !== undefined) this.signals.push(signal);
    return this.attributeValuesAnswer(query);
  }

  searchLogs(query: LogQuery): Promise<LogsAnswer> {
    this.asked.logs.push(query);
    return this.logsAnswer(query);
  }

  logHistogram(): Promise<LogHistogramAnswer> {
    return Promise.resolve(this.logHistogramAnswer);
  }

  serviceGraph(): Promise<ServiceGraph> {
    return Promise.resolve({ nodes: [], edges: [], coverage: COMPLETE });
  }

  capabilities(): Capabilities {
    return { name: 'Fake', traceSearchByAttribute: true, signals: this.signalsAnswered };
  }
}
