// A whole trace with the attributes, events and links of every span: what the seam leaves out on purpose, and what a Grafana trace
// frame needs. Costs one big answer; viewers of ours use the columns instead.
import type { Coverage, SpanDetails } from '@watchingcat/model';
import { coverage, otlpSpans } from './answers.ts';
import type { Decoder } from './decode.ts';
import { record } from './decode.ts';
import { askIfKnown } from './request.ts';
import type { Transport } from './transport.ts';

export interface TraceSpansAnswer {
  readonly spans: readonly SpanDetails[];
  readonly coverage: Coverage;
}

/** `undefined` when no span of the trace is known. @throws TelemetryError, or `AbortError` when the signal was aborted */
export function traceSpans(
  transport: Transport,
  traceId: string,
  signal?: AbortSignal,
): Promise<TraceSpansAnswer | undefined> {
  const request = { path: '/api/v1/trace', query: { traceId }, signal };
  return askIfKnown(transport, request, traceSpansAnswer, ['trace-not-found']);
}

const traceSpansAnswer: Decoder<TraceSpansAnswer> = (value, at) => ({
  spans: otlpSpans(value, at),
  coverage: coverage(record(value, at)['coverage'], 'coverage'),
});
