// How long critical paths take where nothing has been compiled yet: in a page (bundled by inChromium.ts) or a Node of their own.
import { criticalPath } from '@watchingcat/analysis';
import { PATH_TRACES } from '../load/pathTraces.ts';

export interface TimedPaths {
  readonly firstMs: number;
  readonly medianMs: number;
}

/** @param shape name of PATH_TRACES */
export function timedPaths(shape: string, runs: number): TimedPaths {
  const trace = PATH_TRACES[shape]();
  const ms = Array.from({ length: runs }, () => {
    const from = performance.now();
    criticalPath(trace);
    return performance.now() - from;
  });
  const [firstMs] = ms;
  return { firstMs, medianMs: ms.sort((a, b) => a - b)[runs >> 1] };
}
