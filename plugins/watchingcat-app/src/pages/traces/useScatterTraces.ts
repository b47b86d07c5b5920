// The dots of the scatter. A page of the list holds only the newest (or slowest) traces, which on a busy system is the last second; so
// where there are more, the dots are a fair sample of the whole range, with the slowest traces, which a sample would mostly miss. A first
// thousand shows the shape soon; the others follow.
import { MAX_TRACES_PER_PAGE, type TraceQuery, type TraceSummary } from '@watchingcat/model';
import { useCallback, useMemo } from 'react';
import { useAsync } from '../../state/useAsync';
import { useTelemetry } from '../../telemetry/TelemetryContext';
import type { TraceSearch } from './useTraceSearch';

/** More cannot be told apart on a screen. */
const MAX_DOTS = 10_000;
const SLOWEST = 100;

interface ScatterTraces {
  readonly traces: readonly TraceSummary[];
  /** The dots are a selection; there are more traces. */
  readonly isSample: boolean;
}

interface Dots {
  readonly traces: readonly TraceSummary[];
  readonly nextCursor: string | undefined;
}

/** The listed traces until the selection has come; with another query the former dots stay until there are new ones. */
export function useScatterTraces(query: TraceQuery, search: TraceSearch): ScatterTraces | undefined {
  const telemetry = useTelemetry();
  const loadFirst = useCallback(
    async (signal: AbortSignal): Promise<Dots> => {
      const [sample, slowest] = await Promise.all([
        telemetry.searchTraces({ ...query, sort: 'sample', limit: MAX_TRACES_PER_PAGE }, signal),
        telemetry.searchTraces({ ...query, sort: 'slowest', limit: SLOWEST }, signal),
      ]);
      return { traces: [...sample.traces, ...slowest.traces], nextCursor: sample.nextCursor };
    },
    [telemetry, query],
  );
  const first = useAsync(search.hasMore ? loadFirst : undefined);
  const cursor = first.status === 'ready' ? first.value.nextCursor : undefined;
  const loadRest = useCallback(
    async (signal: AbortSignal): Promise<Dots> => {
      const traces: TraceSummary[] = [];
      let nextCursor = cursor;
      for (let page = 1; nextCursor !== undefined && page < MAX_DOTS / MAX_TRACES_PER_PAGE; page++) {
        const part = { ...query, sort: 'sample', limit: MAX_TRACES_PER_PAGE, cursor: nextCursor } as const;
        const answer = await telemetry.searchTraces(part, signal);
        traces.push(...answer.traces);
        nextCursor = answer.nextCursor;
      }
      return { traces, nextCursor };
    },
    [telemetry, query, cursor],
  );
  const rest = useAsync(cursor === undefined ? undefined : loadRest);
  const firstDots = first.value;
  const restDots = cursor !== undefined && rest.status === 'ready' ? rest.value : undefined;

  return useMemo(() => {
    if (search.traces === undefined) return undefined;
    if (!search.hasMore || firstDots === undefined) return { traces: search.traces, isSample: search.hasMore };
    const all = [...firstDots.traces, ...(restDots?.traces ?? [])];
    const byId = new Map(all.map((trace) => [trace.traceId, trace]));
    return { traces: [...byId.values()], isSample: (restDots ?? firstDots).nextCursor !== undefined };
  }, [search.traces, search.hasMore, firstDots, restDots]);
}
