// What sets some traces apart from others: finds both sets, reads what is known of each trace, and tests every key.
import type { Coverage, Telemetry, TraceQuery, TraceSummary, UnixNano } from '@watchingcat/model';
import { unixNanoFromMs } from '@watchingcat/model';
import { attributeColumns, type AttributeColumns } from '../outliers/attributeColumns.ts';
import { attributeOutliers, type Outlier } from '../outliers/attributeOutliers.ts';
import { gatherTraces, sampleOf } from './gatherTraces.ts';
import { inFlight } from './inFlight.ts';
import type { AnalysisOptions, OutlierQuestion, TraceOutlier, TraceOutliers, TraceSet } from './traceAnalyses.ts';
import { traceItem } from './traceItems.ts';

/** Of each of the two sets; above it, a sample is compared. */
export const MAX_OUTLIER_TRACES = 5_000;
/** The same where every trace must be loaded with all that is known of it. */
const MAX_LOADED_TRACES = 200;
const MOST_IN_FLIGHT = 6;

/** What is known of traces, as items of columns. */
export interface ReadItems {
  /** Traces of each set that it can read in reasonable time. */
  readonly maxTraces: number;
  read(wanted: readonly WantedTrace[], options: ReadItemsOptions): Promise<TraceItems>;
}

export interface WantedTrace {
  readonly traceId: string;
  /** Where its spans lie (inclusive); `undefined` where only its id is known. */
  readonly start: UnixNano | undefined;
  readonly end: UnixNano | undefined;
}

export interface ReadItemsOptions extends AnalysisOptions {
  /** Of a service, its first span of this operation stands for it. */
  readonly operation?: string | undefined;
}

export interface TraceItems extends AttributeColumns {
  /** Of each item, which wanted trace it is; those that are not there any more are left out. */
  readonly items: readonly number[];
}

/**
 * @param reader where traces can be read faster than one by one
 * @throws TelemetryError, or the signal's reason when it is aborted
 */
export async function outliersOfTraces(
  telemetry: Pick<Telemetry, 'searchTraces' | 'spansOfTrace'>,
  { selection, baseline }: OutlierQuestion,
  options: AnalysisOptions = {},
  reader: ReadItems = oneByOne(telemetry),
): Promise<TraceOutliers> {
  const { signal } = options;
  const [selected, all] = await Promise.all([
    find(telemetry, selection, reader.maxTraces, signal),
    find(telemetry, baseline, reader.maxTraces, signal),
  ]);
  const ids = new Set(selected.traces.map(({ traceId }) => traceId));
  const rest = all.traces.filter((trace) => !ids.has(trace.traceId) && !isInWindow(trace, selection, baseline));
  const wanted = [...selected.traces, ...rest];
  const operation = 'operation' in selection ? selection.operation : undefined;
  const { columns, keysLeftOut, items } = await reader.read(wanted, { ...options, operation });
  signal?.throwIfAborted();
  const answer = attributeOutliers({
    columns,
    selected: Uint8Array.from(items, (trace) => (trace < selected.traces.length ? 1 : 0)),
  });
  const withTraces = ({ examples, ...outlier }: Outlier): TraceOutlier => ({
    ...outlier,
    exampleTraceIds: examples.map((item) => wanted[items[item]].traceId),
  });
  return {
    ...answer,
    groups: answer.groups.map(({ representative, alike }) => ({
      representative: withTraces(representative),
      alike: alike.map(withTraces),
    })),
    keysLeftOut,
    selectionCoverage: selected.coverage,
    baselineCoverage: all.coverage,
  };
}

interface Found {
  readonly traces: readonly (WantedTrace & { readonly summary?: TraceSummary })[];
  readonly coverage: Coverage;
}

async function find(
  telemetry: Pick<Telemetry, 'searchTraces'>,
  set: TraceSet,
  limit: number,
  signal?: AbortSignal,
): Promise<Found> {
  if ('traceIds' in set) {
    const ids = [...new Set(set.traceIds)];
    return {
      traces: ids.slice(0, limit).map((traceId) => ({ traceId, start: undefined, end: undefined })),
      coverage: ids.length > limit ? sampleOf(limit) : { kind: 'complete' },
    };
  }
  const { traces, coverage } = await gatherTraces(telemetry, set, limit, signal);
  return {
    traces: traces.map((summary) => ({
      traceId: summary.traceId,
      start: summary.start,
      end: summary.start + unixNanoFromMs(Math.ceil(summary.durationMs) + 1),
      summary,
    })),
    coverage,
  };
}

/**
 * Whether a trace of the baseline belongs to the selection though its sample does not hold it: where the selection is a part of the
 * baseline by time and duration alone (a rectangle of the scatter), that can be told of each trace.
 */
function isInWindow({ summary }: Found['traces'][number], selection: TraceSet, baseline: TraceSet): boolean {
  if (summary === undefined || 'traceIds' in selection || 'traceIds' in baseline) return false;
  const { range, minDurationMs, maxDurationMs } = selection;
  return (
    otherConditions(selection) === otherConditions(baseline) &&
    summary.start >= range.start &&
    summary.start < range.end &&
    summary.durationMs >= (minDurationMs ?? 0) &&
    summary.durationMs <= (maxDurationMs ?? Infinity)
  );
}

function otherConditions({ service, operation, status, attributes, traceQl }: TraceQuery): string {
  return JSON.stringify([service, operation, status, attributes, traceQl]);
}

function oneByOne(telemetry: Pick<Telemetry, 'spansOfTrace'>): ReadItems {
  return {
    maxTraces: MAX_LOADED_TRACES,
    async read(wanted, { operation, onProgress, signal }) {
      const load = async ({ traceId }: WantedTrace, own: AbortSignal) => telemetry.spansOfTrace(traceId, own);
      const items: number[] = [];
      const attributes: ReturnType<typeof traceItem>[] = [];
      let at = 0;
      for await (const answer of inFlight(wanted, MOST_IN_FLIGHT, load, signal)) {
        if (answer !== undefined) {
          items.push(at);
          attributes.push(traceItem(answer.spans, operation));
        }
        at++;
        onProgress?.({ traces: at, of: wanted.length });
      }
      return { ...attributeColumns(attributes), items };
    },
  };
}
