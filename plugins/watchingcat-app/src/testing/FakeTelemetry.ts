// A Telemetry for tests of pages: it answers what a test gives it, and remembers what it was asked. The seam is an edge, so replacing it
// replaces no code of the pages.
import {
  COMPLETE,
  type Capabilities,
  type OperationsAnswer,
  type RedAnswer,
  type RedQuery,
  type ServicesAnswer,
  type Telemetry,
  type TimeRange,
  type TraceAnswer,
  type TraceQuery,
  type TracesAnswer,
} from '@watchingcat/model';

export class FakeTelemetry implements Telemetry {
  servicesAnswer: () => Promise<ServicesAnswer> = () => Promise.resolve({ services: [], coverage: COMPLETE });
  operationsAnswer: OperationsAnswer = { operations: [], coverage: COMPLETE };
  redAnswer: RedAnswer = { stepMs: 60_000, points: [], coverage: COMPLETE };
  tracesAnswer: (query: TraceQuery) => Promise<TracesAnswer> = () =>
    Promise.resolve({ traces: [], nextCursor: undefined, coverage: COMPLETE });

  readonly asked: { services: TimeRange[]; red: RedQuery[]; traces: TraceQuery[] } = {
    services: [],
    red: [],
    traces: [],
  };
  readonly signals: AbortSignal[] = [];

  services(range: TimeRange, signal?: AbortSignal): Promise<ServicesAnswer> {
    this.asked.services.push(range);
    if (signal !== undefined) this.signals.push(signal);
    return this.servicesAnswer();
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

  trace(): Promise<TraceAnswer | undefined> {
    return Promise.resolve(undefined);
  }

  span(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  capabilities(): Capabilities {
    return { name: 'Fake', traceSearchByAttribute: true, signals: ['traces'] };
  }
}
