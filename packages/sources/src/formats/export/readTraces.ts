// The spans of several traces, a few traces at a time and within a budget of spans, so that one answer never takes all the memory.
import type { Coverage, SpanDetails, Telemetry } from '@watchingcat/model';

/** Spans of one answer that holds whole traces. */
export const MAX_SPANS_PER_ANSWER = 100_000;
const AT_ONCE = 4;

export interface ReadTracesOptions {
  readonly signal?: AbortSignal | undefined;
  /** Spans; MAX_SPANS_PER_ANSWER when not given. */
  readonly budget?: number;
  /** @param traces that were read so far */
  readonly onProgress?: ((traces: number) => void) | undefined;
}

interface WantedTrace {
  readonly traceId: string;
  /** As far as known before it is read. */
  readonly spans?: number;
}

export interface ReadTrace {
  readonly traceId: string;
  /** `undefined` when no span of it is stored. */
  readonly spans: readonly SpanDetails[] | undefined;
  readonly coverage: Coverage;
}

/**
 * In the order of `wanted`. Shorter than that when the budget was spent; the first is read whatever its size.
 * @throws TelemetryError
 */
export async function readTraces(
  telemetry: Pick<Telemetry, 'spansOfTrace'>,
  wanted: readonly WantedTrace[],
  { signal, budget = MAX_SPANS_PER_ANSWER, onProgress }: ReadTracesOptions = {},
): Promise<ReadTrace[]> {
  const read: ReadTrace[] = [];
  let spans = 0;
  while (read.length < wanted.length) {
    const batch = nextBatch(wanted, read.length, budget - spans);
    if (batch.length === 0) break;
    const answers = await Promise.all(batch.map(({ traceId }) => telemetry.spansOfTrace(traceId, signal)));
    answers.forEach((answer, index) => {
      spans += answer?.spans.length ?? 0;
      const coverage = answer?.coverage ?? { kind: 'complete' };
      read.push({ traceId: batch[index].traceId, spans: answer?.spans, coverage });
    });
    onProgress?.(read.length);
  }
  return read;
}

/** Traces of unknown size are read one by one. */
function nextBatch(wanted: readonly WantedTrace[], from: number, budget: number): readonly WantedTrace[] {
  let left = budget;
  const batch: WantedTrace[] = [];
  for (const trace of wanted.slice(from, from + AT_ONCE)) {
    const isFirst = from + batch.length === 0;
    if (!isFirst && (left <= 0 || (trace.spans ?? 0) > left)) break;
    batch.push(trace);
    if (trace.spans === undefined) break;
    left -= trace.spans;
  }
  return batch;
}
