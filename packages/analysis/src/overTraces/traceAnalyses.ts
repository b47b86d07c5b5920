// Questions about many traces at once, whoever answers them: the drivers of this folder over any Telemetry, or a server that reads its own
// store, over REST.
import type { Coverage, TraceQuery } from '@watchingcat/model';
import type { AggregateAnswer } from '../criticalPath/aggregate.ts';
import type { WhatIfRule } from '../criticalPath/whatIf.ts';
import type { Outlier, OutlierAnswer } from '../outliers/attributeOutliers.ts';

export interface TraceAnalyses {
  /** Where the traces of a search spend their time. `sort`, `limit` and `cursor` of the query are not looked at. */
  aggregateCriticalPath(query: TraceQuery, options?: AggregateOptions): Promise<AggregatedPaths>;
  /** What sets some traces apart from others. */
  outliers(question: OutlierQuestion, options?: AnalysisOptions): Promise<TraceOutliers>;
}

export interface AnalysisOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: AnalysisProgress) => void) | undefined;
}

export interface AnalysisProgress {
  /** That were looked at. */
  readonly traces: number;
  /** That are to be looked at. */
  readonly of: number;
}

export interface AggregateOptions extends AnalysisOptions {
  /** What if some operations were faster? See `whatIf`. */
  readonly rules?: readonly WhatIfRule[] | undefined;
  /** Traces as they were sent. Without it their clocks are put right first, as where one trace is shown. */
  readonly skew?: 'off' | undefined;
}

export interface AggregatedPaths {
  /** `undefined` when the search finds nothing. */
  readonly aggregate: AggregateAnswer | undefined;
  /** Traces whose clocks were put right: see `correctClockSkew`. */
  readonly shiftedTraces: number;
  readonly coverage: Coverage;
}

/** The traces of a search, or these. */
export type TraceSet = TraceQuery | { readonly traceIds: readonly string[] };

export interface OutlierQuestion {
  readonly selection: TraceSet;
  /** What the selection is held against. Traces of the selection do not count in it, so "all of the range" means "the rest of it". */
  readonly baseline: TraceSet;
}

/**
 * Items are traces. A key is a service and something that is known of its part in the trace (see `traceItems.ts`): `cart › span.http.route`.
 * Durations are no key: they are mostly what was selected by.
 */
export interface TraceOutliers extends Omit<OutlierAnswer, 'groups'> {
  readonly groups: readonly {
    readonly representative: TraceOutlier;
    readonly alike: readonly TraceOutlier[];
  }[];
  /** Of too few traces, beyond MAX_OUTLIER_KEYS. */
  readonly keysLeftOut: number;
  readonly selectionCoverage: Coverage;
  readonly baselineCoverage: Coverage;
}

export interface TraceOutlier extends Omit<Outlier, 'examples'> {
  readonly exampleTraceIds: readonly string[];
}
