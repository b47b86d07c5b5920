// One query, its variables replaced already, to Grafana frames. Asks Telemetry; knows nothing of panels and subscriptions.
import type { DataFrame } from '@grafana/data';
import { unixNanoFromMs, type LogFilter, type Telemetry, type TimeRange, type TraceQuery } from '@watchingcat/model';
import { histogramFrame } from '../components/logs/histogramFrame';
import { coverageNotices, notice } from './coverageNotices';
import { parseAttributeFilter, parseDurationMs } from './filters';
import { flameGraphFrame } from './frames/flameGraphFrame';
import type { LinkContext } from './frames/links';
import { logsFrame } from './frames/logsFrame';
import { redFrames } from './frames/redFrames';
import { serviceGraphFrames } from './frames/serviceGraphFrames';
import { servicesFrame } from './frames/servicesFrame';
import { traceFrame } from './frames/traceFrame';
import { tracesFrame } from './frames/tracesFrame';
import { redRange, wholeMinutes } from './redRange';
import { DEFAULT_LIMIT, DEFAULT_LOG_LIMIT, DEFAULT_QUERY, RED_MEASURES, type WatchingCatQuery } from './types';

export interface QueryContext {
  readonly fromMs: number;
  readonly toMs: number;
  readonly intervalMs: number;
  readonly nowMs: number;
  readonly links: LinkContext;
  readonly signal: AbortSignal;
}

/** @throws TelemetryError; RangeError when a text of the query cannot be read */
export async function answerQuery(
  telemetry: Telemetry,
  query: WatchingCatQuery,
  context: QueryContext,
): Promise<DataFrame[]> {
  const { fromMs, toMs, intervalMs, nowMs, links, signal } = context;
  const range: TimeRange = { start: unixNanoFromMs(fromMs), end: unixNanoFromMs(toMs) };
  const service = query.service || undefined;
  const operation = query.operation || undefined;
  switch (query.queryType ?? DEFAULT_QUERY.queryType) {
    case 'services': {
      const { range, seconds } = wholeMinutes(fromMs, toMs, nowMs);
      const { services, coverage } = await telemetry.services(range, signal);
      const wanted = service === undefined ? services : services.filter(({ name }) => name === service);
      return [servicesFrame(query.refId, { services: wanted, coverage }, seconds, links)];
    }
    case 'red': {
      // A variable without a value, for example because nothing was sent in this range: nothing to show, and no fault.
      if (service === undefined) return [];
      const answer = await telemetry.red({ service, operation, ...redRange(fromMs, toMs, intervalMs) }, signal);
      const labels: Record<string, string> = operation === undefined ? { service } : { service, operation };
      const measures = query.measure === undefined ? RED_MEASURES : [query.measure];
      return redFrames(answer, { refId: query.refId, measures, labels, nowMs });
    }
    case 'traces': {
      const search = traceQuery(query, range);
      return [tracesFrame(query.refId, await telemetry.searchTraces(search, signal), search.sort ?? 'newest', links)];
    }
    case 'trace':
      return [await oneTrace(telemetry, query, range, signal)];
    case 'flameGraph':
      return [await oneFlameGraph(telemetry, query, range, signal)];
    case 'logs': {
      const search = { ...logFilter(query, range), limit: query.limit ?? DEFAULT_LOG_LIMIT };
      return [logsFrame(query.refId, await telemetry.searchLogs(search, signal), links)];
    }
    case 'logHistogram': {
      const answer = await telemetry.logHistogram(
        { ...logFilter(query, range), stepMs: Math.max(1_000, intervalMs) },
        signal,
      );
      const meta = { notices: coverageNotices(answer.coverage, 'log records') };
      return [{ ...histogramFrame(answer), refId: query.refId, name: 'Log records', meta }];
    }
    case 'serviceGraph': {
      const { range, seconds } = wholeMinutes(fromMs, toMs, nowMs);
      return serviceGraphFrames(query.refId, await telemetry.serviceGraph(range, signal), seconds);
    }
  }
}

function logFilter(query: WatchingCatQuery, range: TimeRange): LogFilter {
  return {
    range,
    service: query.service || undefined,
    minSeverity: query.minSeverity,
    text: query.text || undefined,
    traceId: query.traceId?.trim().toLowerCase() || undefined,
    attributes: parseAttributeFilter(query.attributes),
  };
}

function traceQuery(query: WatchingCatQuery, range: TimeRange): TraceQuery {
  return {
    range,
    service: query.service || undefined,
    operation: query.operation || undefined,
    status: query.status,
    minDurationMs: parseDurationMs(query.minDuration),
    maxDurationMs: parseDurationMs(query.maxDuration),
    attributes: parseAttributeFilter(query.attributes),
    traceQl: query.traceQl?.trim() || undefined,
    sort: query.sort,
    limit: query.limit ?? DEFAULT_LIMIT,
  };
}

async function oneTrace(
  telemetry: Telemetry,
  query: WatchingCatQuery,
  range: TimeRange,
  signal: AbortSignal,
): Promise<DataFrame> {
  const traceId = await traceIdOf(telemetry, query, range, signal);
  if (traceId === undefined) return traceFrame(query.refId, [], [noTrace(query)]);
  const answer = await telemetry.spansOfTrace(traceId, signal);
  if (answer === undefined) return traceFrame(query.refId, [], [unknownTrace(traceId)]);
  return traceFrame(query.refId, answer.spans, coverageNotices(answer.coverage, 'spans'));
}

async function oneFlameGraph(
  telemetry: Telemetry,
  query: WatchingCatQuery,
  range: TimeRange,
  signal: AbortSignal,
): Promise<DataFrame> {
  const traceId = await traceIdOf(telemetry, query, range, signal);
  if (traceId === undefined) return flameGraphFrame(query.refId, undefined, [noTrace(query)]);
  const answer = await telemetry.trace(traceId, signal);
  if (answer === undefined) return flameGraphFrame(query.refId, undefined, [unknownTrace(traceId)]);
  return flameGraphFrame(query.refId, answer.trace, coverageNotices(answer.coverage, 'spans'));
}

const noTrace = ({ service }: WatchingCatQuery) =>
  notice('info', `No trace of ${service || 'any service'} starts in this time range.`);

const unknownTrace = (traceId: string) =>
  notice(
    'warning',
    `No span of trace ${traceId} is known. It may be older than what is kept, or not have arrived yet.`,
  );

/** The trace that was asked for, or the slowest one. */
async function traceIdOf(
  telemetry: Telemetry,
  query: WatchingCatQuery,
  range: TimeRange,
  signal: AbortSignal,
): Promise<string | undefined> {
  const givenId = query.traceId?.trim().toLowerCase() || undefined;
  return givenId ?? (await slowestTrace(telemetry, query, range, signal));
}

async function slowestTrace(
  telemetry: Telemetry,
  { service, operation }: WatchingCatQuery,
  range: TimeRange,
  signal: AbortSignal,
): Promise<string | undefined> {
  const query = { range, service: service || undefined, operation: operation || undefined };
  const { traces } = await telemetry.searchTraces({ ...query, sort: 'slowest', limit: 1 }, signal);
  return traces[0]?.traceId;
}
