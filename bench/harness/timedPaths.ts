// Runs in a browser, bundled by inChromium.ts: how long critical paths take there.
import { criticalPath } from '@watchingcat/analysis';
import { PATH_TRACES } from '../load/pathTraces.ts';

export interface PathInPage {
  readonly firstMs: number;
  readonly medianMs: number;
}

/** @param shapes names of PATH_TRACES */
export function measurePaths(shapes: readonly string[], runs: number): Record<string, PathInPage> {
  return Object.fromEntries(
    shapes.map((shape) => {
      const trace = PATH_TRACES[shape]();
      const ms = Array.from({ length: runs }, () => {
        const from = performance.now();
        criticalPath(trace);
        return performance.now() - from;
      });
      const [firstMs] = ms;
      return [shape, { firstMs, medianMs: ms.sort((a, b) => a - b)[runs >> 1] }];
    }),
  );
}
