// Which frame of an answer is a trace.
import type { DataFrame } from '@grafana/data';

const NEEDED = ['traceID', 'spanID', 'startTime', 'duration'];

/** The first frame with spans that says it is a trace, else the first that has the fields of one. */
export function traceFrameOf(series: readonly DataFrame[]): DataFrame | undefined {
  const usable = series.filter(
    (frame) => frame.length > 0 && NEEDED.every((name) => frame.fields.some((field) => field.name === name)),
  );
  return usable.find((frame) => frame.meta?.preferredVisualisationType === 'trace') ?? usable[0];
}
