// The merged flame graph of a trace as columns of JSON, with the names that Grafana's flame graph panel reads.
import { frameLabel, frameNames, mergedFrames, widestFrames } from '@watchingcat/analysis';
import type { Coverage } from '@watchingcat/model';
import type { ShownTrace } from './storedTrace.ts';

/** A trace in which no two spans share a path has a frame for each of a million spans; nobody reads more than this. */
export const MAX_FLAME_FRAMES = 100_000;

export function flameGraphJson({ trace, coverage, clockSkew }: ShownTrace, limit = MAX_FLAME_FRAMES) {
  const { frames } = mergedFrames(trace, frameNames(trace));
  const { depth, width, self, name, names, spans } = frames;
  const kept = widestFrames(frames, limit);
  const labels = names.map(frameLabel);
  const column = <Value>(value: (frame: number) => Value) => Array.from(kept, value);
  return {
    traceId: trace.traceId,
    unit: 'ns',
    frames: {
      level: column((frame) => depth[frame]),
      value: column((frame) => width[frame]),
      self: column((frame) => self[frame]),
      label: column((frame) => labels[name[frame]]),
      service: column((frame) => names[name[frame]].service),
      operation: column((frame) => names[name[frame]].operation),
      count: column((frame) => spans?.count[frame] ?? 0),
      errors: column((frame) => spans?.errors[frame] ?? 0),
    },
    omittedFrames: frames.size - kept.length,
    clockSkew,
    coverage: kept.length < frames.size ? worst(coverage, limit) : coverage,
  };
}

/** Spans that are missing weigh more than frames that were left out, which `omittedFrames` counts anyway. */
function worst(ofTrace: Coverage, limit: number): Coverage {
  return ofTrace.kind === 'complete' ? { kind: 'capped', cap: 'MAX_FLAME_FRAMES', limit } : ofTrace;
}
