// The traces of a search, or some by their ids, with all that is known of their spans: what goes into one file, and what that lacks.
import type { AnalysisOptions, TraceSet } from '@watchingcat/analysis';
import { COMPLETE, type Coverage, type SpanDetails, type Telemetry } from '@watchingcat/model';
import { MAX_SPANS_PER_ANSWER, readTraces } from './readTraces.ts';

export interface ExportedTraces {
  /** None of them empty. */
  readonly traces: readonly (readonly SpanDetails[])[];
  /** Continues the search; `undefined` at its end, and where the traces that were found are not all in here. */
  readonly nextCursor: string | undefined;
  readonly coverage: Coverage;
}

/** @throws TelemetryError, or the signal's reason when it is aborted */
export async function exportedTraces(
  telemetry: Pick<Telemetry, 'searchTraces' | 'spansOfTrace'>,
  set: TraceSet,
  { signal, onProgress }: AnalysisOptions = {},
): Promise<ExportedTraces> {
  const page = 'traceIds' in set ? undefined : await telemetry.searchTraces(set, signal);
  const wanted = 'traceIds' in set ? [...new Set(set.traceIds)].map((traceId) => ({ traceId })) : (page?.traces ?? []);
  const read = await readTraces(telemetry, wanted, {
    signal,
    onProgress: (traces) => onProgress?.({ traces, of: wanted.length }),
  });
  const traces = read.flatMap(({ spans }) => (spans === undefined || spans.length === 0 ? [] : [spans]));
  if (read.length < wanted.length) return { traces, nextCursor: undefined, coverage: CUT };
  const gone = wanted.length - traces.length;
  const parts = page === undefined ? read : [page, ...read];
  const lacking = parts.find(({ coverage }) => coverage.kind !== 'complete')?.coverage;
  const nextCursor = page?.nextCursor;
  if (gone > 0) {
    const reason = `${gone} of the ${wanted.length} traces are not stored (any more).`;
    return { traces, nextCursor, coverage: { kind: 'partial', reason } };
  }
  const more: Coverage = nextCursor === undefined ? COMPLETE : { kind: 'capped', cap: 'limit', limit: wanted.length };
  return { traces, nextCursor, coverage: lacking ?? more };
}

const CUT: Coverage = { kind: 'capped', cap: 'MAX_SPANS_PER_ANSWER', limit: MAX_SPANS_PER_ANSWER };
