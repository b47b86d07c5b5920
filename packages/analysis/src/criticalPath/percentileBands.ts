// "The traces around the 99th percentile": which ones these are. One trace is an anecdote, so a rank stands for its neighbourhood.

export const RANKS = ['p50', 'p95', 'p99'] as const;
export type Rank = (typeof RANKS)[number];

/** Of the traces by duration, those within so much of the rank belong to it: 45–55 %, 93–97 %, 98–100 %. */
const NEIGHBOURHOOD: Readonly<Record<Rank, { readonly at: number; readonly within: number }>> = {
  p50: { at: 0.5, within: 0.05 },
  p95: { at: 0.95, within: 0.02 },
  p99: { at: 0.99, within: 0.01 },
};

export interface Band {
  /** Positions in the ascending order, from 0; at least one. */
  readonly from: number;
  readonly to: number;
}

/** The neighbourhood of a rank among `count` sorted values. With few traces it is the one at the rank. */
export function bandOf(rank: Rank, count: number): Band {
  const { at, within } = NEIGHBOURHOOD[rank];
  const middle = nearestRank(at, count);
  const reach = Math.floor(within * count);
  return { from: Math.max(0, middle - reach), to: Math.min(count, middle + reach + 1) };
}

/** Values at the ranks, by the nearest-rank method; `sorted` is ascending and not empty. */
export function atRanks(sorted: ArrayLike<number>): Readonly<Record<Rank, number>> {
  const at = (rank: Rank) => sorted[nearestRank(NEIGHBOURHOOD[rank].at, sorted.length)];
  return { p50: at('p50'), p95: at('p95'), p99: at('p99') };
}

function nearestRank(part: number, count: number): number {
  return Math.max(0, Math.ceil(part * count) - 1);
}
