// What the API asks beyond the seam: a trace with everything its spans carry, for those who take it elsewhere as OTLP.
import type { Coverage, SpanDetails, Telemetry } from '@watchingcat/model';

/** Spans of one OTLP answer; a larger trace is cut there and its coverage says so. As columns it is not cut (MAX_SPANS_PER_TRACE). */
export const MAX_SPANS_AS_OTLP = 100_000;

export interface ServerTelemetry extends Telemetry {
  /** All spans by start, with attributes, events, links and resources. `undefined` when no span of the trace is known. */
  spansOfTrace(traceId: string, signal?: AbortSignal): Promise<SpansAnswer | undefined>;
}

export interface SpansAnswer {
  readonly spans: readonly SpanDetails[];
  readonly coverage: Coverage;
}
