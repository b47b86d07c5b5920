// Rate, errors and duration of a service as the frames that Grafana's time series panel draws.
import { FieldType, toDataFrame, type DataFrame } from '@grafana/data';
import { msFromUnixNano, type Exemplar, type RedAnswer, type RedPoint } from '@watchingcat/model';

interface RedFrames {
  readonly rate: DataFrame;
  readonly errors: DataFrame;
  readonly duration: DataFrame;
}

/** @param nowMs the last point may still be filling: its rate is over the time that has passed */
export function redFrames({ points, stepMs }: RedAnswer, nowMs = Date.now()): RedFrames {
  const perSecond = (point: RedPoint) => {
    const seconds = Math.min(stepMs, nowMs - point.startMs) / 1e3;
    return seconds < 1 ? null : point.calls / seconds;
  };
  return {
    rate: frame(points, { 'Calls per second': perSecond }),
    errors: frame(points, { 'Failed calls': ({ calls, errors }) => (calls === 0 ? null : errors / calls) }),
    duration: frame(points, {
      p50: (point) => point.p50Ms ?? null,
      p95: (point) => point.p95Ms ?? null,
      p99: (point) => point.p99Ms ?? null,
    }),
  };
}

export const EXAMPLES = 'Example traces';

/** Single requests among the percentiles, as dots. */
export function exemplarFrame(exemplars: readonly Exemplar[]): DataFrame {
  return toDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: exemplars.map(({ time }) => msFromUnixNano(time)) },
      { name: EXAMPLES, type: FieldType.number, values: exemplars.map(({ durationMs }) => durationMs) },
    ],
  });
}

/** The value axis of the durations, with room above, so that a click can be measured against it; `undefined` when there is nothing to draw. */
export function durationMax({ points }: RedAnswer, exemplars: readonly Exemplar[]): number | undefined {
  const highest = Math.max(
    0,
    ...points.map(({ p99Ms = 0 }) => p99Ms),
    ...exemplars.map(({ durationMs }) => durationMs),
  );
  return highest > 0 ? highest * 1.1 : undefined;
}

function frame(points: readonly RedPoint[], series: Record<string, (point: RedPoint) => number | null>): DataFrame {
  return toDataFrame({
    fields: [
      { name: 'Time', type: FieldType.time, values: points.map((point) => point.startMs) },
      ...Object.entries(series).map(([name, value]) => ({ name, type: FieldType.number, values: points.map(value) })),
    ],
  });
}
