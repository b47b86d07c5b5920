// What each group (a service, an operation, a call path) holds of the critical paths of many traces.
import { bandOf, type Rank, RANKS } from './percentileBands.ts';

export interface TracesByDuration {
  readonly traceIds: readonly string[];
  readonly durationNs: readonly number[];
  /** Numbers of the traces, shortest first. */
  readonly order: Uint32Array;
}

export interface HeldTime {
  /** In how many traces the group has time on the path. */
  readonly traces: number;
  /** Over all traces, in ns. */
  readonly exclusiveNs: number;
  /** Mean over all traces of the part of the path that the group holds, 0 to 1; traces without it count as 0. */
  readonly meanShare: number;
  /** What it holds in the traces around the 50th, 95th and 99th percentile of duration: what sets slow traces apart. */
  readonly at: Readonly<Record<Rank, { readonly meanNs: number; readonly share: number }>>;
  /** The trace in which it holds the most time. */
  readonly exampleTraceId: string;
}

export class GroupTotals {
  private readonly held: { readonly group: Uint32Array; readonly ns: Float64Array }[] = [];

  /** @param nsByGroup of one trace; traces are added in the order of their numbers */
  add(nsByGroup: ReadonlyMap<number, number>): void {
    this.held.push({ group: Uint32Array.from(nsByGroup.keys()), ns: Float64Array.from(nsByGroup.values()) });
  }

  /** By group number, for groups that hold any time. O(entries). */
  totals(traces: TracesByDuration, groups: number): Map<number, HeldTime> {
    const count = traces.order.length;
    const onPath = new Uint32Array(groups);
    const totalNs = new Float64Array(groups);
    const shares = new Float64Array(groups);
    const most = new Float64Array(groups);
    const example = new Uint32Array(groups);
    this.held.forEach(({ group, ns }, trace) => {
      for (let i = 0; i < group.length; i++) {
        const g = group[i];
        onPath[g]++;
        totalNs[g] += ns[i];
        shares[g] += ns[i] / traces.durationNs[trace];
        if (ns[i] > most[g]) {
          most[g] = ns[i];
          example[g] = trace;
        }
      }
    });
    const bands = RANKS.map((rank) => this.inBand(traces, rank, groups));
    const totals = new Map<number, HeldTime>();
    for (let g = 0; g < groups; g++) {
      if (onPath[g] === 0) continue;
      const [p50, p95, p99] = bands.map(({ ns, traces: inBand, durationNs }) => ({
        meanNs: ns[g] / inBand,
        share: durationNs === 0 ? 0 : ns[g] / durationNs,
      }));
      totals.set(g, {
        traces: onPath[g],
        exclusiveNs: totalNs[g],
        meanShare: shares[g] / count,
        at: { p50, p95, p99 },
        exampleTraceId: traces.traceIds[example[g]],
      });
    }
    return totals;
  }

  private inBand({ order, durationNs }: TracesByDuration, rank: Rank, groups: number) {
    const { from, to } = bandOf(rank, order.length);
    const sum = { ns: new Float64Array(groups), traces: to - from, durationNs: 0 };
    for (const trace of order.subarray(from, to)) {
      const { group, ns } = this.held[trace];
      sum.durationNs += durationNs[trace];
      for (let i = 0; i < group.length; i++) sum.ns[group[i]] += ns[i];
    }
    return sum;
  }
}
