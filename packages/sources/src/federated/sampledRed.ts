// Services, operations and RED where Prometheus has no span metrics: counted from traces of Jaeger. Where those are all traces of the range,
// the numbers are exact; else they are of the sample, and every answer says so.
import { isCall, redOfSpans, totalMsOfSpans } from '@watchingcat/analysis';
import type {
  Coverage,
  ExemplarsAnswer,
  OperationsAnswer,
  RedAnswer,
  ServicesAnswer,
  ServiceTrendsAnswer,
  SpanDetails,
  TimeRange,
  TrendsQuery,
} from '@watchingcat/model';
import {
  COMPLETE,
  MAX_EXEMPLARS,
  MAX_OPERATIONS,
  MAX_RED_POINTS,
  MAX_TREND_POINTS,
  msFromUnixNano,
} from '@watchingcat/model';
import type { JaegerSource } from '../jaeger/jaegerSource.ts';
import { inTurns } from './inTurns.ts';
import type { SampleSize, TraceSample } from './sampleTraces.ts';
import { distinct, sampleTraces } from './sampleTraces.ts';
import { stepsOf } from './steps.ts';

/** For one service: about 240 traces, which give its quantiles within some percent. */
const ONE_SERVICE: SampleSize = { slices: 6, tracesPerSlice: 40 };
/** For all services: a little of each. */
const ALL_SERVICES: SampleSize = { slices: 4, tracesPerSlice: 10 };
/** Where no service was left out, what is seen is all; with more services those come first that no trace has shown yet. */
export const MAX_SAMPLED_SERVICES = 12;
const SERVICES_AT_ONCE = 3;

/** Calls of the range, from a sample. */
export interface SampledCalls {
  readonly calls: readonly SpanDetails[];
  readonly coverage: Coverage;
  readonly traces: readonly (readonly SpanDetails[])[];
}

/** @param why there are no span metrics: a sentence */
export async function sampleService(
  jaeger: JaegerSource,
  service: string,
  operation: string | undefined,
  range: TimeRange,
  why: string,
  signal?: AbortSignal,
): Promise<SampledCalls> {
  const sample = await sampleTraces(jaeger, { service, operation, range }, ONE_SERVICE, signal);
  const { calls, ...rest } = callsIn(sample, range, why);
  const wanted = calls.filter(
    (call) => call.service === service && (operation === undefined || call.operation === operation),
  );
  return { calls: wanted, ...rest };
}

/** Services are asked for in rounds, those first that no trace of the former rounds has shown. */
export async function sampleAllServices(
  jaeger: JaegerSource,
  range: TimeRange,
  why: string,
  signal?: AbortSignal,
): Promise<SampledCalls> {
  const names = await jaeger.services(signal);
  const isSmall = names.length <= MAX_SAMPLED_SERVICES;
  const seen = new Set<string>();
  const asked = new Set<string>();
  const samples: TraceSample[] = [];
  while (asked.size < Math.min(names.length, MAX_SAMPLED_SERVICES)) {
    const open = names.filter((name) => !asked.has(name) && (isSmall || !seen.has(name)));
    if (open.length === 0) break;
    const round = open.slice(0, Math.min(SERVICES_AT_ONCE, MAX_SAMPLED_SERVICES - asked.size));
    for (const name of round) asked.add(name);
    const answers = await inTurns(round, SERVICES_AT_ONCE, (service) =>
      sampleTraces(jaeger, { service, range }, ALL_SERVICES, signal),
    );
    samples.push(...answers);
    for (const { traces } of answers) for (const { service } of traces.flat()) seen.add(service);
  }
  const unseen = names.filter((name) => !asked.has(name) && !seen.has(name)).length;
  const missing = unseen === 0 ? '' : ` ${unseen} of ${names.length} services were not looked at.`;
  const isComplete = asked.size === names.length && samples.every((sample) => sample.isComplete);
  const traces = distinct(samples.flatMap((sample) => sample.traces));
  return callsIn({ traces, isComplete }, range, `${why}${missing}`);
}

function callsIn({ traces, isComplete }: TraceSample, range: TimeRange, why: string): SampledCalls {
  const calls = traces.flat().filter((span) => isCall(span) && span.start >= range.start && span.start < range.end);
  return { calls, traces, coverage: isComplete ? COMPLETE : { kind: 'sampled', seen: traces.length, reason: why } };
}

export function servicesOfCalls({ calls, coverage }: SampledCalls): ServicesAnswer {
  const services = Array.from(
    Map.groupBy(calls, ({ service }) => service),
    ([name, own]) => {
      const lastSeen = own.reduce((last, { start }) => (start > last ? start : last), own[0].start);
      return { name, ...redOfSpans(own), lastSeen };
    },
  );
  return { services: services.sort((a, b) => b.calls - a.calls), coverage };
}

export function operationsOfCalls({ calls, coverage }: SampledCalls): OperationsAnswer {
  const operations = Array.from(
    Map.groupBy(calls, ({ operation }) => operation),
    ([name, own]) => ({ name, ...redOfSpans(own), totalMs: totalMsOfSpans(own) }),
  );
  operations.sort((a, b) => b.calls - a.calls);
  const isCut = operations.length > MAX_OPERATIONS && coverage.kind === 'complete';
  return {
    operations: operations.slice(0, MAX_OPERATIONS),
    coverage: isCut ? { kind: 'capped', cap: 'MAX_OPERATIONS', limit: MAX_OPERATIONS } : coverage,
  };
}

export function redOfCalls({ calls, coverage }: SampledCalls, range: TimeRange, askedStepMs: number): RedAnswer {
  const { stepMs, startMs, count } = stepsOf(range, askedStepMs, MAX_RED_POINTS);
  const byStep = callsByStep(calls, startMs, stepMs);
  const points = Array.from({ length: count }, (_, index) => {
    return { startMs: startMs + index * stepMs, ...redOfSpans(byStep.get(index) ?? []) };
  });
  return { stepMs, points, coverage };
}

export function trendsOfCalls(
  { calls, coverage }: SampledCalls,
  { range, stepMs: askedStepMs }: TrendsQuery,
): ServiceTrendsAnswer {
  const { stepMs, startMs, count } = stepsOf(range, askedStepMs, MAX_TREND_POINTS);
  const services = Array.from(
    Map.groupBy(calls, ({ service }) => service),
    ([name, own]) => {
      const byStep = callsByStep(own, startMs, stepMs);
      return { name, p95Ms: Array.from({ length: count }, (_, index) => redOfSpans(byStep.get(index) ?? []).p95Ms) };
    },
  );
  return { startMs, stepMs, services, coverage };
}

/** The calls of a sample are examples themselves. */
export function exemplarsOfCalls({ calls }: SampledCalls): ExemplarsAnswer {
  const every = Math.max(1, Math.ceil(calls.length / MAX_EXEMPLARS));
  const exemplars = [...calls]
    .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
    .filter((_, index) => index % every === 0)
    .map(({ start, durationNs, traceId, spanId }) => ({
      time: start,
      durationMs: Math.max(0, durationNs) / 1e6,
      traceId,
      spanId,
    }));
  return { exemplars, coverage: COMPLETE };
}

function callsByStep(
  calls: readonly SpanDetails[],
  startMs: number,
  stepMs: number,
): ReadonlyMap<number, SpanDetails[]> {
  return Map.groupBy(calls, ({ start }) => Math.floor((msFromUnixNano(start) - startMs) / stepMs));
}
