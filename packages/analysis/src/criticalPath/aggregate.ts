// The critical paths of many traces together: which services, operations and call paths hold the time, for typical traces and for slow
// ones. Traces come one at a time, so that a server can stream them, show progress and stop; a browser can do the same.
import type { Trace } from '@watchingcat/model';
import { CallPathTree, type Operation, OperationTable } from './callPaths.ts';
import { type CriticalPath, criticalPath } from './criticalPath.ts';
import { GroupTotals, type HeldTime, type TracesByDuration } from './groupTotals.ts';
import { atRanks, bandOf, type Rank, RANKS } from './percentileBands.ts';
import type { CriticalPathWarning } from './warnings.ts';
import { whatIf, type WhatIfRule } from './whatIf.ts';

/** An aggregate takes no more than this; `add` says when it is full. */
export const MAX_AGGREGATE_TRACES = 1_000;
export const MAX_AGGREGATE_SPANS = 2_000_000;
/** Of each list of an answer, the first so many by mean share. */
export const MAX_AGGREGATE_ROWS = 1_000;

export interface AggregateAnswer {
  readonly traces: number;
  readonly spans: number;
  /** Durations of the roots, and how many traces stand for each rank. */
  readonly ranks: Readonly<Record<Rank, { readonly durationNs: number; readonly traces: number }>>;
  /** Largest mean share first. */
  readonly byService: readonly (HeldTime & { readonly service: string })[];
  readonly byOperation: readonly (HeldTime & Operation)[];
  /** `path` leads from the root to the operation that holds the time. */
  readonly byCallPath: readonly (HeldTime & { readonly path: readonly Operation[] })[];
  /** Whether lists were cut at MAX_AGGREGATE_ROWS, or call paths joined at MAX_CALL_PATHS or MAX_CALL_PATH_DEPTH. */
  readonly isCut: boolean;
  /** `undefined` when nothing was asked. */
  readonly whatIf: AggregateWhatIf | undefined;
  /** In how many traces each warning was given, the most frequent first. */
  readonly warnings: readonly { readonly code: CriticalPathWarning['code']; readonly traces: number }[];
}

export interface AggregateWhatIf {
  /** Traces that would be shorter. */
  readonly traces: number;
  readonly meanSavedNs: number;
  /** Part of the duration of all traces together that is saved; negative when they take longer. */
  readonly savedShare: number;
  /** Durations at the ranks as they would be. A rank is then held by other traces than before. */
  readonly durationNs: Readonly<Record<Rank, number>>;
}

export class CriticalPathAggregate {
  private readonly rules: readonly WhatIfRule[];
  private readonly names = new OperationTable();
  private readonly callPaths = new CallPathTree();
  private readonly byService = new GroupTotals();
  private readonly byOperation = new GroupTotals();
  private readonly byCallPath = new GroupTotals();
  private readonly traceIds: string[] = [];
  private readonly durationNs: number[] = [];
  private readonly newDurationNs: number[] = [];
  private readonly warnings = new Map<CriticalPathWarning['code'], number>();
  private spanCount = 0;

  /** @param rules asked of each trace: see `whatIf` */
  constructor(rules: readonly WhatIfRule[] = []) {
    this.rules = rules;
  }

  get traces(): number {
    return this.traceIds.length;
  }

  get spans(): number {
    return this.spanCount;
  }

  /** Adds a trace's path, from its main root. `full` when it was not added because a cap is reached; the answer covers those before. */
  add(trace: Trace): 'added' | 'full' {
    if (this.traces >= MAX_AGGREGATE_TRACES || this.spans + trace.size > MAX_AGGREGATE_SPANS) return 'full';
    const path = criticalPath(trace);
    this.spanCount += trace.size;
    this.traceIds.push(trace.traceId);
    this.durationNs.push(path.durationNs);
    if (this.rules.length > 0) this.newDurationNs.push(whatIf(path, this.rules).newDurationNs);
    for (const { code } of path.warnings) this.warnings.set(code, (this.warnings.get(code) ?? 0) + 1);
    this.addTimes(path);
    return 'added';
  }

  /** What is known so far. @throws RangeError when no trace was added: that is the caller's to say */
  answer(): AggregateAnswer {
    if (this.traces === 0) throw new RangeError('an aggregate needs at least one trace; add one first');
    const traces = this.tracesByDuration();
    const durations = atRanks(Array.from(traces.order, (trace) => this.durationNs[trace]));
    const services = largest(this.byService.totals(traces, this.names.services.length));
    const operations = largest(this.byOperation.totals(traces, this.names.operations.length));
    const callPaths = largest(this.byCallPath.totals(traces, this.callPaths.size));
    return {
      traces: this.traces,
      spans: this.spans,
      ranks: byRank((rank) => {
        const { from, to } = bandOf(rank, this.traces);
        return { durationNs: durations[rank], traces: to - from };
      }),
      byService: services.rows.map(([group, held]) => ({ service: this.names.services[group], ...held })),
      byOperation: operations.rows.map(([group, held]) => ({ ...this.names.operations[group], ...held })),
      byCallPath: callPaths.rows.map(([group, held]) => ({
        path: this.callPaths.path(group).map((operation) => this.names.operations[operation]),
        ...held,
      })),
      isCut: services.isCut || operations.isCut || callPaths.isCut || this.callPaths.isCut,
      whatIf: this.rules.length === 0 ? undefined : this.whatIfOfAll(),
      warnings: Array.from(this.warnings, ([code, count]) => ({ code, traces: count })).sort(
        (a, b) => b.traces - a.traces || (a.code < b.code ? -1 : 1),
      ),
    };
  }

  private addTimes({ root, exclusiveNs, inclusiveNs, waits: { trace } }: CriticalPath): void {
    const services = new Map<number, number>();
    const operations = new Map<number, number>();
    const callPaths = new Map<number, number>();
    const numbers = new Map<number, number>(); // of the pairs of this trace, so that names are hashed once each
    const nodes = new Int32Array(trace.size);
    for (let row = root; row < root + trace.subtreeSize[root]; row++) {
      if (inclusiveNs[row] === 0) continue;
      const pair = trace.service[row] * trace.operations.length + trace.operation[row];
      let operation = numbers.get(pair);
      if (operation === undefined) {
        operation = this.names.number(trace.services[trace.service[row]], trace.operations[trace.operation[row]]);
        numbers.set(pair, operation);
      }
      nodes[row] = this.callPaths.child(row === root ? -1 : nodes[trace.parent[row]], operation);
      const ns = exclusiveNs[row];
      if (ns === 0) continue;
      addTo(services, this.names.serviceOf[operation], ns);
      addTo(operations, operation, ns);
      addTo(callPaths, nodes[row], ns);
    }
    this.byService.add(services);
    this.byOperation.add(operations);
    this.byCallPath.add(callPaths);
  }

  /** Equals by id, so that the order in which traces come decides nothing. */
  private tracesByDuration(): TracesByDuration {
    const { traceIds, durationNs } = this;
    const order = Uint32Array.from(traceIds.keys()).sort(
      (a, b) => durationNs[a] - durationNs[b] || (traceIds[a] < traceIds[b] ? -1 : 1),
    );
    return { traceIds, durationNs, order };
  }

  private whatIfOfAll(): AggregateWhatIf {
    const before = sum(this.durationNs);
    const saved = before - sum(this.newDurationNs);
    return {
      traces: this.newDurationNs.filter((ns, trace) => ns < this.durationNs[trace]).length,
      meanSavedNs: saved / this.traces,
      savedShare: before === 0 ? 0 : saved / before,
      durationNs: atRanks(Float64Array.from(this.newDurationNs).sort()),
    };
  }
}

function largest(totals: Map<number, HeldTime>): { rows: [number, HeldTime][]; isCut: boolean } {
  const rows = Array.from(totals).sort(([g, a], [h, b]) => b.meanShare - a.meanShare || g - h);
  return { rows: rows.slice(0, MAX_AGGREGATE_ROWS), isCut: rows.length > MAX_AGGREGATE_ROWS };
}

function addTo(sums: Map<number, number>, key: number, ns: number): void {
  sums.set(key, (sums.get(key) ?? 0) + ns);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function byRank<T>(value: (rank: Rank) => T): Record<Rank, T> {
  return Object.fromEntries(RANKS.map((rank) => [rank, value(rank)])) as Record<Rank, T>;
}
