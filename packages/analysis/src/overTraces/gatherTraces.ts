// The traces of a search, page by page. Where there are more than can be looked at, a fair selection of all of them and not the newest.
import {
  MAX_TRACES_PER_PAGE,
  type Coverage,
  type Telemetry,
  type TraceQuery,
  type TraceSummary,
} from '@watchingcat/model';

/** A search may answer with short pages; after so many it is not asked for more. */
const MAX_PAGES = 50;

export interface GatheredTraces {
  readonly traces: readonly TraceSummary[];
  readonly coverage: Coverage;
}

/** @param limit above which the answer is a sample */
export async function gatherTraces(
  telemetry: Pick<Telemetry, 'searchTraces'>,
  query: TraceQuery,
  limit: number,
  signal?: AbortSignal,
): Promise<GatheredTraces> {
  const traces: TraceSummary[] = [];
  let cursor: string | undefined;
  for (let page = 1; ; page++) {
    const rest = Math.min(MAX_TRACES_PER_PAGE, limit - traces.length);
    const answer = await telemetry.searchTraces({ ...query, sort: 'sample', limit: rest, cursor }, signal);
    traces.push(...answer.traces);
    cursor = answer.nextCursor;
    if (cursor === undefined) return { traces, coverage: answer.coverage };
    if (traces.length >= limit || page === MAX_PAGES) {
      const isSample = answer.coverage.kind === 'complete' || answer.coverage.kind === 'capped';
      return { traces, coverage: isSample ? sampleOf(traces.length) : answer.coverage };
    }
  }
}

export function sampleOf(seen: number): Coverage {
  return {
    kind: 'sampled',
    seen,
    reason: 'There are more; these were taken from all of the search without regard to what they are.',
  };
}
