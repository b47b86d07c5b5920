// Groups of a query with by(), over the traces that have been loaded: how many, and how long their traces take.
import type { TraceSummary } from '@watchingcat/model';

export interface TraceGroup {
  readonly key: string;
  /** One for each expression of by(); undefined where the spans have none. */
  readonly values: ReadonlyArray<string | undefined>;
  readonly spans: number;
  readonly traces: number;
  /** Traces with an error anywhere. */
  readonly failed: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export interface TraceGroups {
  /** What was split on, as the query writes it. */
  readonly by: readonly string[];
  /** Those with most traces first. */
  readonly groups: readonly TraceGroup[];
}

/** Undefined when no trace has groups. O(n log n). */
export function groupTraces(traces: readonly TraceSummary[]): TraceGroups | undefined {
  let by: readonly string[] | undefined;
  const found = new Map<
    string,
    { values: ReadonlyArray<string | undefined>; spans: number; traces: Set<TraceSummary> }
  >();
  for (const trace of traces) {
    for (const { groups, spans } of trace.spanSets ?? []) {
      if (groups.length === 0) continue;
      by ??= groups.map(({ name }) => name);
      const values = groups.map(({ value }) => value);
      const key = JSON.stringify(values.map((value) => value ?? null));
      const group = found.get(key) ?? { values, spans: 0, traces: new Set() };
      group.spans += spans;
      group.traces.add(trace);
      found.set(key, group);
    }
  }
  if (by === undefined) return undefined;
  const groups = [...found].map(([key, group]): TraceGroup => {
    const own = [...group.traces];
    const durations = own.map(({ durationMs }) => durationMs).sort((a, b) => a - b);
    return {
      key,
      values: group.values,
      spans: group.spans,
      traces: own.length,
      failed: own.filter(({ errors }) => errors > 0).length,
      p50Ms: quantile(durations, 0.5),
      p95Ms: quantile(durations, 0.95),
    };
  });
  return { by, groups: groups.sort((a, b) => b.traces - a.traces || (a.key < b.key ? -1 : 1)) };
}

/** Nearest rank: a duration that a trace has. */
function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
}
