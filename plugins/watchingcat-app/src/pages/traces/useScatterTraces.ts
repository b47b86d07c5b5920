// The dots of the scatter. A page of the list holds only the newest (or slowest) traces, which on a busy system is the last second; so
// where there are more, the range is cut into equal parts and each gives its own first traces: few, but from the whole range.
import type { TimeRange, TraceQuery, TraceSummary } from '@watchingcat/model';
import { useEffect, useState } from 'react';
import { useTelemetry } from '../../telemetry/TelemetryContext';
import type { TraceSearch } from './useTraceSearch';

const PARTS = 40;
const TRACES_PER_PART = 15;
const AT_A_TIME = 4;

interface ScatterTraces {
  readonly traces: readonly TraceSummary[];
  /** The dots are a selection; there are more traces. */
  readonly isSample: boolean;
}

/** The listed traces until the selection has come, dot by dot; with another query the former dots stay until there are new ones. */
export function useScatterTraces(query: TraceQuery, search: TraceSearch): ScatterTraces | undefined {
  const telemetry = useTelemetry();
  const [sample, setSample] = useState<{ query: TraceQuery; traces: readonly TraceSummary[] }>();
  const isSample = search.hasMore;
  useEffect(() => {
    if (!isSample) return undefined;
    const abort = new AbortController();
    const waiting = partsOf(query.range);
    const found: TraceSummary[] = [];
    const work = async () => {
      for (let range = waiting.shift(); range !== undefined; range = waiting.shift()) {
        const part = { ...query, range, limit: TRACES_PER_PART };
        const answer = await telemetry.searchTraces(part, abort.signal).catch(() => undefined);
        if (abort.signal.aborted) return;
        found.push(...(answer?.traces ?? []));
        setSample({ query, traces: [...found] });
      }
    };
    for (let worker = 0; worker < AT_A_TIME; worker++) void work();
    return () => abort.abort();
  }, [telemetry, query, isSample]);

  if (search.traces === undefined) return undefined;
  return isSample && sample !== undefined ? { traces: sample.traces, isSample } : { traces: search.traces, isSample };
}

/** Newest part first: it is what a person looks for. */
function partsOf({ start, end }: TimeRange): TimeRange[] {
  const span = end - start;
  const edge = (part: number) => start + (span * BigInt(part)) / BigInt(PARTS);
  return Array.from({ length: PARTS }, (_, part) => ({ start: edge(part), end: edge(part + 1) })).reverse();
}
