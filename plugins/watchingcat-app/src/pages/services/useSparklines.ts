// The p95 of each listed service over the range, for the lines beside the numbers. One question per service, a few at a time, and
// only for the first ones: it must never hold up the table.
import type { Telemetry, TimeRange } from '@watchingcat/model';
import { useEffect, useState } from 'react';

const MAX_SPARKLINES = 40;
const AT_A_TIME = 4;
const POINTS = 24;

export type Sparklines = ReadonlyMap<string, ReadonlyArray<number | undefined>>;

/** Lines of the former range stay until the new ones come. A service whose question failed has none. */
export function useSparklines(telemetry: Telemetry, names: readonly string[], range: TimeRange): Sparklines {
  const [lines, setLines] = useState<Sparklines>(new Map());
  const key = names.slice(0, MAX_SPARKLINES).join('\n');
  useEffect(() => {
    const abort = new AbortController();
    const waiting = key === '' ? [] : key.split('\n');
    const stepMs = sparklineStepMs(range);
    const work = async () => {
      for (let service = waiting.shift(); service !== undefined; service = waiting.shift()) {
        const name = service;
        const answer = await telemetry.red({ service: name, range, stepMs }, abort.signal).catch(() => undefined);
        if (abort.signal.aborted) return;
        if (answer !== undefined) {
          setLines((former) =>
            new Map(former).set(
              name,
              answer.points.map((point) => point.p95Ms),
            ),
          );
        }
      }
    };
    for (let worker = 0; worker < AT_A_TIME; worker++) void work();
    return () => abort.abort();
  }, [telemetry, key, range]);
  return lines;
}

function sparklineStepMs(range: TimeRange): number {
  const ms = Number((range.end - range.start) / 1_000_000n);
  return Math.max(1_000, Math.ceil(ms / POINTS / 1_000) * 1_000);
}
