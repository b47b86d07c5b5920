// The traces that one is compared with: those of a search whose root is the same operation, as far as the caps allow. It asks through the
// seam, so server and browser gather the same cohort.
import type { Coverage, Telemetry, Trace, TraceQuery } from '@watchingcat/model';
import { mainRoot } from '../criticalPath/root.ts';

/** Enough for a median that one odd trace does not move. */
export const MAX_COHORT_TRACES = 200;
/** All traces of the cohort together: what a browser can hold beside everything else. */
export const MAX_COHORT_SPANS = 2_000_000;
/** A few at once, so that a server is not kept from answering others. */
const AT_ONCE = 4;

export interface Cohort {
  /** In no particular order. */
  readonly traces: readonly Trace[];
  /** What the search was able to look at. */
  readonly coverage: Coverage;
  /** Traces of the search that were left out: their root is another operation. */
  readonly otherRoots: number;
  /** Why not all of them were read; `undefined` when they were. */
  readonly cut: string | undefined;
}

export interface CohortProgress {
  readonly loaded: number;
  readonly of: number;
}

/** A search for what is comparable with a trace: requests of the same operation. */
export function sameOperation(trace: Trace): { readonly service: string; readonly operation: string } {
  const root = mainRoot(trace);
  return { service: trace.services[trace.service[root]], operation: trace.operations[trace.operation[root]] };
}

/**
 * @param query `limit` may lower MAX_COHORT_TRACES, not raise it; a selection from the whole range (`sort: 'sample'`) is fairest
 * @throws TelemetryError what the Telemetry throws. Traces that are gone by the time they are asked for are left out.
 */
export async function cohortTraces(
  telemetry: Pick<Telemetry, 'searchTraces' | 'trace'>,
  compared: Trace,
  query: TraceQuery,
  signal: AbortSignal,
  onProgress: (progress: CohortProgress) => void = () => undefined,
): Promise<Cohort> {
  const limit = Math.min(query.limit ?? MAX_COHORT_TRACES, MAX_COHORT_TRACES);
  // One more, because the trace itself is likely to be found.
  const answer = await telemetry.searchTraces({ ...query, limit: limit + 1 }, signal);
  const like = sameOperation(compared);
  const others = answer.traces.filter(({ traceId }) => traceId !== compared.traceId).slice(0, limit);
  const wanted = others.filter(
    ({ rootService, rootOperation }) => rootService === like.service && rootOperation === like.operation,
  );
  const traces: Trace[] = [];
  let next = 0;
  let loaded = 0;
  let spans = 0;
  onProgress({ loaded, of: wanted.length });
  const work = async () => {
    while (next < wanted.length && spans < MAX_COHORT_SPANS) {
      const found = await telemetry.trace(wanted[next++].traceId, signal);
      signal.throwIfAborted();
      onProgress({ loaded: ++loaded, of: wanted.length });
      if (found === undefined || spans + found.trace.size > MAX_COHORT_SPANS) continue;
      spans += found.trace.size;
      traces.push(found.trace);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const isCut = traces.length < wanted.length;
  return {
    traces,
    coverage: answer.coverage,
    otherRoots: others.length - wanted.length,
    cut: isCut
      ? `${traces.length} of ${wanted.length} traces were read; the others are gone, or together larger than ${MAX_COHORT_SPANS.toLocaleString('en')} spans.`
      : undefined,
  };
}
