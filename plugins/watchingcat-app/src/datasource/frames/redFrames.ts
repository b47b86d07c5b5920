// Rate, errors and duration over time as time series frames, each with its unit. A point without calls has rate 0 and no ratio or quantile.
import { createDataFrame, FieldType, type DataFrame } from '@grafana/data';
import type { RedAnswer, RedPoint } from '@watchingcat/model';
import { coverageNotices } from '../coverageNotices';
import type { RedMeasure } from '../types';

export interface RedFrameOptions {
  readonly refId: string;
  readonly measures: readonly RedMeasure[];
  /** What the series are of: the service, or service and operation. */
  readonly labels: Readonly<Record<string, string>>;
  /** Unix ms: a point that is not over by then counts for the part that is. */
  readonly nowMs: number;
}

/** One frame per measure. */
export function redFrames({ points, stepMs, coverage }: RedAnswer, options: RedFrameOptions): DataFrame[] {
  const { refId, measures, labels, nowMs } = options;
  const subject = Object.values(labels).join(' ');
  const series = (name: string, unit: string, value: (point: RedPoint) => number | null) => ({
    name,
    type: FieldType.number,
    labels: { ...labels },
    values: points.map(value),
    config: { unit, displayNameFromDS: `${subject} ${name}` },
  });
  const fields = {
    rate: [series('rate', 'reqps', ({ calls, startMs }) => calls / (elapsedMs(startMs, stepMs, nowMs) / 1e3))],
    errors: [series('errors', 'percentunit', ({ calls, errors }) => (calls === 0 ? null : errors / calls))],
    duration: [
      series('p50', 'ms', ({ p50Ms }) => p50Ms ?? null),
      series('p95', 'ms', ({ p95Ms }) => p95Ms ?? null),
      series('p99', 'ms', ({ p99Ms }) => p99Ms ?? null),
    ],
  };
  return measures.map((measure, index) =>
    createDataFrame({
      refId,
      name: `${subject} ${measure}`,
      meta: { preferredVisualisationType: 'graph', notices: index === 0 ? coverageNotices(coverage, 'calls') : [] },
      fields: [
        {
          name: 'Time',
          type: FieldType.time,
          values: points.map(({ startMs }) => startMs),
          config: { interval: stepMs },
        },
        ...fields[measure],
      ],
    }),
  );
}

/** At least a second, so that a point that has just begun does not show a burst. */
function elapsedMs(startMs: number, stepMs: number, nowMs: number): number {
  return Math.min(stepMs, Math.max(1e3, nowMs - startMs));
}
