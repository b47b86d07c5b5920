// What the analyses start from: a stored trace, with or without the attributes of its spans. An unknown one is a problem document.
import { detailsOfRows } from '@watchingcat/analysis';
import type { Coverage, SpanDetails, Telemetry, Trace, TraceAnswer } from '@watchingcat/model';
import { combinedCoverage } from '@watchingcat/sources';
import { parseTraceId } from '../ids.ts';
import { ProblemError } from '../problems.ts';

/** @param id as a request spells it @throws ProblemError `bad-trace-id`, `trace-not-found` */
export async function storedTrace(telemetry: Telemetry, id: string, signal: AbortSignal): Promise<TraceAnswer> {
  const traceId = parseTraceId(id);
  return (await telemetry.trace(traceId, signal)) ?? notFound(traceId);
}

export interface DetailedTrace {
  readonly trace: Trace;
  /** One entry a row; `undefined` for spans beyond MAX_SPANS_AS_OTLP, which `coverage` tells. */
  readonly details: readonly (SpanDetails | undefined)[];
  readonly coverage: Coverage;
}

/** With attributes. @throws ProblemError as `storedTrace` */
export async function detailedTrace(telemetry: Telemetry, id: string, signal: AbortSignal): Promise<DetailedTrace> {
  const traceId = parseTraceId(id);
  const [columns, spans] = await Promise.all([
    telemetry.trace(traceId, signal),
    telemetry.spansOfTrace(traceId, signal),
  ]);
  if (columns === undefined || spans === undefined) return notFound(traceId);
  return {
    trace: columns.trace,
    details: detailsOfRows(columns.trace, spans.spans),
    coverage: combinedCoverage([columns.coverage, spans.coverage]),
  };
}

function notFound(traceId: string): never {
  throw new ProblemError(
    'trace-not-found',
    `No span of trace ${traceId} is stored. Check the id; if the trace is being sent right now, ask again in a few seconds.`,
    { traceId },
  );
}
