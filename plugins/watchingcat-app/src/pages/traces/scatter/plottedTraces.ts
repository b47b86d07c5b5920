// Traces as points, and the sentence that says to a screen reader what the scatter shows.
import { msFromUnixNano, type TraceSummary } from '@watchingcat/model';
import { formatCount, formatDurationMs } from '../../../components/format';
import type { ScatterPoint } from './scatterScale';

export interface PlottedTrace extends ScatterPoint {
  readonly summary: TraceSummary;
}

/** Failed traces last, so that they are drawn on top. */
export function plottedTraces(traces: readonly TraceSummary[]): PlottedTrace[] {
  const points = traces.map((summary) => ({
    summary,
    startMs: msFromUnixNano(summary.start),
    durationMs: summary.durationMs,
  }));
  return [
    ...points.filter(({ summary }) => summary.errors === 0),
    ...points.filter(({ summary }) => summary.errors > 0),
  ];
}

export function scatterSummary(traces: readonly TraceSummary[]): string {
  if (traces.length === 0) return 'Durations of traces over time: no traces.';
  const durations = traces.map((trace) => trace.durationMs).sort((a, b) => a - b);
  const failed = traces.filter((trace) => trace.errors > 0).length;
  return (
    `Durations of ${formatCount(traces.length)} traces over time, from ${formatDurationMs(durations[0])} to ` +
    `${formatDurationMs(durations.at(-1))}, half of them under ${formatDurationMs(durations[durations.length >> 1])}; ` +
    `${formatCount(failed)} with errors. The table below lists them.`
  );
}
