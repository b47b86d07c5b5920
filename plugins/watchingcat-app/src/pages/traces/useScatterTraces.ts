// The dots of the scatter. A page of the list holds only the newest (or slowest) traces, which on a busy system is the last second; so
// where there are more, the dots are a fair sample of the whole range, with the slowest traces, which a sample would mostly miss.
import type { TraceQuery, TraceSummary } from '@watchingcat/model';
import { useCallback } from 'react';
import { useAsync } from '../../state/useAsync';
import { useTelemetry } from '../../telemetry/TelemetryContext';
import type { TraceSearch } from './useTraceSearch';

const SAMPLED = 800;
const SLOWEST = 100;

interface ScatterTraces {
  readonly traces: readonly TraceSummary[];
  /** The dots are a selection; there are more traces. */
  readonly isSample: boolean;
}

/** The listed traces until the selection has come; with another query the former dots stay until there are new ones. */
export function useScatterTraces(query: TraceQuery, search: TraceSearch): ScatterTraces | undefined {
  const telemetry = useTelemetry();
  const isSample = search.hasMore;
  const load = useCallback(
    async (signal: AbortSignal) => {
      const answers = await Promise.all([
        telemetry.searchTraces({ ...query, sort: 'sample', limit: SAMPLED }, signal),
        telemetry.searchTraces({ ...query, sort: 'slowest', limit: SLOWEST }, signal),
      ]);
      const byId = new Map(answers.flatMap(({ traces }) => traces).map((trace) => [trace.traceId, trace]));
      return [...byId.values()];
    },
    [telemetry, query],
  );
  const sample = useAsync(isSample ? load : undefined).value;

  if (search.traces === undefined) return undefined;
  return isSample && sample !== undefined ? { traces: sample, isSample } : { traces: search.traces, isSample };
}
