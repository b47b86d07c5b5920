// The critical path of a trace, computed once: the header, the waterfall and the tabs all ask for it.
import { criticalPath, type CriticalPath, type PathSegments } from '@watchingcat/analysis';
import type { Trace } from '@watchingcat/model';

const paths = new WeakMap<Trace, CriticalPath>();
const drawn = new WeakMap<Trace, PathSegments>();

export function criticalPathOf(trace: Trace): CriticalPath {
  let path = paths.get(trace);
  if (path === undefined) paths.set(trace, (path = criticalPath(trace)));
  return path;
}

/** Its segments in the times of the trace's columns. A path counts from its root's start, which is not the trace's where there are several roots. */
export function segmentsInTrace(trace: Trace): PathSegments {
  let segments = drawn.get(trace);
  if (segments === undefined) {
    const path = criticalPathOf(trace);
    const shift = (ns: number) => ns + trace.startNs[path.root];
    segments = {
      ...path.segments,
      startNs: path.segments.startNs.map(shift),
      endNs: path.segments.endNs.map(shift),
    };
    drawn.set(trace, segments);
  }
  return segments;
}
