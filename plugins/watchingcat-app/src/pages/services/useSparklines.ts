// The p95 of every service over the range, for the lines beside the numbers: one question, which never holds up the table.
import type { Telemetry, TimeRange } from '@watchingcat/model';
import { useEffect, useState } from 'react';

const POINTS = 24;

export type Sparklines = ReadonlyMap<string, ReadonlyArray<number | undefined>>;

/** Lines of the former range stay until the new ones come. Where the question failed there are none: the numbers beside them say more. */
export function useSparklines(telemetry: Telemetry, range: TimeRange): Sparklines {
  const [lines, setLines] = useState<Sparklines>(new Map());
  useEffect(() => {
    const abort = new AbortController();
    telemetry.serviceTrends({ range, stepMs: sparklineStepMs(range) }, abort.signal).then(
      ({ services }) => {
        if (!abort.signal.aborted) setLines(new Map(services.map(({ name, p95Ms }) => [name, p95Ms])));
      },
      () => {
        if (!abort.signal.aborted) setLines(new Map());
      },
    );
    return () => abort.abort();
  }, [telemetry, range]);
  return lines;
}

function sparklineStepMs(range: TimeRange): number {
  const ms = Number((range.end - range.start) / 1_000_000n);
  return Math.max(1_000, Math.ceil(ms / POINTS / 1_000) * 1_000);
}
