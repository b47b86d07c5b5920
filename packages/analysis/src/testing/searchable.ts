// Traces of a test as a search finds them: page by page, some of them gone when they are opened.
import { COMPLETE, type Telemetry, type Trace, type TraceQuery, type TraceSummary } from '@watchingcat/model';
import { mainRoot } from '../criticalPath/root.ts';

export interface Searchable extends Pick<Telemetry, 'searchTraces' | 'trace'> {
  readonly asked: TraceQuery[];
}

/** @param gone ids of traces that are found but cannot be opened any more */
export function searchable(traces: readonly Trace[], pageSize: number, gone: readonly string[] = []): Searchable {
  const asked: TraceQuery[] = [];
  return {
    asked,
    async searchTraces(query) {
      asked.push(query);
      const from = Number(query.cursor ?? 0);
      const to = from + Math.min(pageSize, query.limit ?? 20);
      return {
        traces: traces.slice(from, to).map(summaryOf),
        nextCursor: to < traces.length ? String(to) : undefined,
        coverage: COMPLETE,
      };
    },
    async trace(traceId, signal) {
      signal?.throwIfAborted();
      const trace = traces.find((one) => one.traceId === traceId);
      return trace === undefined || gone.includes(traceId) ? undefined : { trace, coverage: COMPLETE };
    },
  };
}

function summaryOf(trace: Trace): TraceSummary {
  const root = mainRoot(trace);
  return {
    traceId: trace.traceId,
    rootService: trace.services[trace.service[root]],
    rootOperation: trace.operations[trace.operation[root]],
    start: trace.start,
    durationMs: trace.durationNs / 1e6,
    spans: trace.size,
    errors: 0,
    services: trace.services,
  };
}
