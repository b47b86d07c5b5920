// A trace as OTLP JSON, which every OpenTelemetry tool reads. The seam gives spans one by one, so this asks for each, a few at a time.
import { spansToOtlpJson, TelemetryError, type SpanDetails, type Telemetry, type Trace } from '@watchingcat/model';

/** Larger traces would keep the server busy for long; its API has them in one answer. */
export const MAX_EXPORTED_SPANS = 2_000;
const AT_ONCE = 6;

/** @throws TelemetryError when a span cannot be had: a file with holes would look complete */
export async function traceAsOtlpJson(telemetry: Telemetry, trace: Trace, signal: AbortSignal): Promise<string> {
  const spans = new Array<SpanDetails>(trace.size);
  let next = 0;
  const work = async () => {
    while (next < trace.size) {
      const row = next++;
      const span = await telemetry.span(trace.traceId, trace.spanIds[row], signal);
      if (span === undefined) throw new TelemetryError('bad_answer', `Span ${trace.spanIds[row]} is no longer stored.`);
      spans[row] = span;
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, trace.size) }, work));
  return JSON.stringify(spansToOtlpJson(spans), undefined, 2);
}
