// What the analyses start from: a stored trace as pages show it, with or without the attributes of its spans. An unknown one is a problem
// document.
import { correctClockSkew, detailsOfRows, type ClockSkewCorrection } from '@watchingcat/analysis';
import type { SpanDetails, Telemetry, Trace, TraceAnswer } from '@watchingcat/model';
import { combinedCoverage } from '@watchingcat/sources';
import type { Static } from 'typebox';
import { parseTraceId } from '../ids.ts';
import { ProblemError } from '../problems.ts';
import type { ClockSkew } from '../schemas.ts';

/** Whether clocks are put right, as the parameter `skew` says it. */
export type Skew = 'off' | undefined;

export interface ShownTrace extends TraceAnswer {
  readonly clockSkew: Static<typeof ClockSkew>;
}

export interface DetailedTrace extends ShownTrace {
  /** One entry a row; `undefined` for spans beyond MAX_SPANS_AS_OTLP, which `coverage` tells. */
  readonly details: readonly (SpanDetails | undefined)[];
}

/** As it was sent. @param id as a request spells it @throws ProblemError `bad-trace-id`, `trace-not-found` */
export async function storedTrace(telemetry: Telemetry, id: string, signal: AbortSignal): Promise<TraceAnswer> {
  const traceId = parseTraceId(id);
  return (await telemetry.trace(traceId, signal)) ?? notFound(traceId);
}

/** @throws ProblemError as `storedTrace` */
export async function shownTrace(
  telemetry: Telemetry,
  id: string,
  skew: Skew,
  signal: AbortSignal,
): Promise<ShownTrace> {
  const { trace: sent, coverage } = await storedTrace(telemetry, id, signal);
  const { trace, clockSkew } = shown(sent, skew);
  return { trace, coverage, clockSkew };
}

/** With attributes. @throws ProblemError as `storedTrace` */
export async function detailedTrace(
  telemetry: Telemetry,
  id: string,
  skew: Skew,
  signal: AbortSignal,
): Promise<DetailedTrace> {
  const traceId = parseTraceId(id);
  const [columns, spans] = await Promise.all([
    telemetry.trace(traceId, signal),
    telemetry.spansOfTrace(traceId, signal),
  ]);
  if (columns === undefined || spans === undefined) return notFound(traceId);
  const { trace, clockSkew, sourceRow } = shown(columns.trace, skew);
  const details = detailsOfRows(columns.trace, spans.spans);
  return {
    trace,
    details: sourceRow === undefined ? details : Array.from(sourceRow, (row) => details[row]),
    coverage: combinedCoverage([columns.coverage, spans.coverage]),
    clockSkew,
  };
}

/** `sourceRow`: row of the trace as sent; `undefined` where it is the same. */
function shown(sent: Trace, skew: Skew) {
  if (skew === 'off') return { trace: sent, clockSkew: null, sourceRow: undefined };
  const correction = correctClockSkew(sent);
  return { trace: correction.trace, clockSkew: clockSkewJson(correction), sourceRow: correction.sourceRow };
}

function clockSkewJson({ trace, shiftNs, shifted, largestShiftNs, beyondCap }: ClockSkewCorrection) {
  const services = new Map<string, { shiftedSpans: number; leastShiftNs: number; mostShiftNs: number }>();
  for (let row = 0; row < trace.size; row++) {
    const shift = shiftNs[row];
    if (shift === 0) continue;
    const service = trace.services[trace.service[row]];
    const before = services.get(service) ?? { shiftedSpans: 0, leastShiftNs: shift, mostShiftNs: shift };
    services.set(service, {
      shiftedSpans: before.shiftedSpans + 1,
      leastShiftNs: Math.min(before.leastShiftNs, shift),
      mostShiftNs: Math.max(before.mostShiftNs, shift),
    });
  }
  return {
    shiftedSpans: shifted,
    largestShiftNs,
    unshiftedSpans: beyondCap,
    services: [...services]
      .map(([service, shifts]) => ({ service, ...shifts }))
      .sort((a, b) => (a.service < b.service ? -1 : 1)),
  };
}

function notFound(traceId: string): never {
  throw new ProblemError(
    'trace-not-found',
    `No span of trace ${traceId} is stored. Check the id; if the trace is being sent right now, ask again in a few seconds.`,
    { traceId },
  );
}
