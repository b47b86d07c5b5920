// Where the traces of a search spend their time: finds them, loads them a few at a time and adds up their critical paths.
import type { Coverage, Telemetry, Trace, TraceQuery, TraceSummary } from '@watchingcat/model';
import { correctClockSkew } from '../clockSkew/correctClockSkew.ts';
import { CriticalPathAggregate, MAX_AGGREGATE_SPANS, MAX_AGGREGATE_TRACES } from '../criticalPath/aggregate.ts';
import { gatherTraces, sampleOf } from './gatherTraces.ts';
import { inFlight } from './inFlight.ts';
import type { AggregatedPaths, AggregateOptions } from './traceAnalyses.ts';

/** Traces in any order; `undefined` for one that is not there any more. */
export type LoadTraces = (traces: readonly TraceSummary[], signal?: AbortSignal) => AsyncIterable<Trace | undefined>;

const MOST_IN_FLIGHT = 6;

/** How often progress is told, in traces. */
const PROGRESS_EVERY = 10;

/**
 * Looks at no more than MAX_AGGREGATE_TRACES traces and MAX_AGGREGATE_SPANS spans; the coverage says when there are more.
 * @param load where traces can be had faster than one by one
 * @throws TelemetryError, or the signal's reason when it is aborted
 */
export async function aggregateCriticalPath(
  telemetry: Pick<Telemetry, 'searchTraces' | 'trace'>,
  query: TraceQuery,
  { rules, skew, onProgress, signal }: AggregateOptions = {},
  load: LoadTraces = oneByOne(telemetry),
): Promise<AggregatedPaths> {
  const found = await gatherTraces(telemetry, query, MAX_AGGREGATE_TRACES, signal);
  const asked = withinSpans(found.traces);
  const aggregate = new CriticalPathAggregate(rules);
  let seen = 0;
  let gone = 0;
  let shiftedTraces = 0;
  const tell = () => onProgress?.({ traces: seen, of: asked.length });
  tell();
  for await (const trace of load(asked, signal)) {
    signal?.throwIfAborted();
    if (trace === undefined) gone++;
    else {
      const shown = skew === 'off' ? trace : correctClockSkew(trace).trace;
      if (aggregate.add(shown) === 'full') break; // traces may have grown since the search
      if (shown !== trace) shiftedTraces++;
    }
    if (++seen % PROGRESS_EVERY === 0) tell();
  }
  tell();
  return {
    aggregate: aggregate.traces === 0 ? undefined : aggregate.answer(),
    shiftedTraces,
    coverage: coverageOf(found, aggregate.traces, gone),
  };
}

/** As many of the first as MAX_AGGREGATE_SPANS allows. */
function withinSpans(traces: readonly TraceSummary[]): readonly TraceSummary[] {
  let spans = 0;
  const end = traces.findIndex((trace) => (spans += trace.spans) > MAX_AGGREGATE_SPANS);
  return end === -1 ? traces : traces.slice(0, end);
}

function coverageOf(
  { traces, coverage }: { readonly traces: readonly TraceSummary[]; readonly coverage: Coverage },
  added: number,
  gone: number,
): Coverage {
  if (coverage.kind === 'partial') return coverage;
  if (added + gone < traces.length || (coverage.kind === 'sampled' && gone > 0)) return sampleOf(added);
  if (coverage.kind === 'complete' && gone > 0) {
    return {
      kind: 'partial',
      reason: `${gone} of ${traces.length} traces that the search found are not stored any more.`,
    };
  }
  return coverage;
}

function oneByOne(telemetry: Pick<Telemetry, 'trace'>): LoadTraces {
  return (traces, signal) =>
    inFlight(traces, MOST_IN_FLIGHT, async ({ traceId }, own) => (await telemetry.trace(traceId, own))?.trace, signal);
}
