// Latencies of repeated calls, and what a table shows of them.

export interface Latencies {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly count: number;
}

/** Nearest rank: the p95 of 20 is the 19th. */
export function latencies(ms: readonly number[]): Latencies {
  const sorted = [...ms].sort((a, b) => a - b);
  const at = (share: number): number =>
    Number((sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN).toFixed(1));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1), count: sorted.length };
}

/** Calls one after the other, `runs` times or for `patienceMs`, whichever ends first. */
export async function timeCalls(
  runs: number,
  patienceMs: number,
  call: (run: number) => Promise<unknown>,
): Promise<Latencies> {
  const ms: number[] = [];
  const startedMs = performance.now();
  for (let run = 0; run < runs && performance.now() - startedMs < patienceMs; run++) {
    const from = performance.now();
    await call(run);
    ms.push(performance.now() - from);
  }
  return latencies(ms);
}
