// What the colour of a bar says, and the same in words: in a legend, and as a note beside each bar's duration, because colour is never
// the only sign. For services the names stand at the left, so they need neither.
import type { GrafanaTheme2 } from '@grafana/data';
import { SPAN_KINDS, SPAN_STATUSES } from '@watchingcat/model';
import { formatDurationNs } from '../../format';
import { serviceColor } from '../../serviceColor';
import type { TraceModel } from '../traceModel';
import type { ColorBy } from '../viewOptions';

export interface BarColors {
  readonly colorOf: (row: number) => string;
  /** '' where the row says it already. */
  readonly noteOf: (row: number) => string;
  readonly legend: ReadonlyArray<{ readonly label: string; readonly color: string }>;
}

/** From little own time to the most of all spans; each step is four times the one before. */
const SELF_STEPS = 6;
const SELF_FACTOR = 4;

export function barColors(model: TraceModel, by: ColorBy, theme: GrafanaTheme2): BarColors {
  const { trace, selfNs } = model;
  const named = (name: string) => theme.visualization.getColorByName(name);
  switch (by) {
    case 'service': {
      const colors = trace.services.map((service) => serviceColor(service, theme));
      return { colorOf: (row) => colors[trace.service[row]], noteOf: () => '', legend: [] };
    }
    case 'kind': {
      const colors = ['text', 'purple', 'blue', 'green', 'orange', 'semi-dark-yellow'].map((name) =>
        name === 'text' ? theme.colors.text.secondary : named(name),
      );
      const nameOf = (row: number) => SPAN_KINDS[trace.kind[row]] ?? 'unspecified';
      return {
        colorOf: (row) => colors[trace.kind[row]] ?? colors[0],
        noteOf: nameOf,
        legend: legendOf(SPAN_KINDS, colors, trace.kind),
      };
    }
    case 'status': {
      const colors = [theme.colors.text.secondary, named('green'), theme.colors.error.main];
      return {
        colorOf: (row) => colors[trace.status[row]] ?? colors[0],
        noteOf: (row) => SPAN_STATUSES[trace.status[row]] ?? 'unset',
        legend: legendOf(SPAN_STATUSES, colors, trace.status),
      };
    }
    case 'self': {
      const most = mostOf(selfNs);
      const colors = ['#8e8e8e', '#b79f4a', '#d99a2b', '#f08124', '#f05a28', '#e02f44'];
      const stepOf = (ns: number) =>
        ns <= 0 ? 0 : Math.max(0, SELF_STEPS - 1 - Math.floor(Math.log(most / ns) / Math.log(SELF_FACTOR) + 1e-9));
      const limit = (step: number) => most / SELF_FACTOR ** (SELF_STEPS - 1 - step);
      return {
        colorOf: (row) => colors[stepOf(selfNs[row])],
        noteOf: (row) => `own ${formatDurationNs(selfNs[row])}`,
        legend: colors.map((color, step) => ({
          color,
          label:
            step === SELF_STEPS - 1
              ? `up to ${formatDurationNs(most)} own time`
              : `to ${formatDurationNs(limit(step))}`,
        })),
      };
    }
  }
}

function legendOf(labels: readonly string[], colors: readonly string[], used: Uint8Array): BarColors['legend'] {
  const isUsed = new Uint8Array(256);
  for (const value of used) isUsed[value] = 1;
  return labels.map((label, i) => ({ label, color: colors[i] })).filter((_, i) => isUsed[i]);
}

function mostOf(values: Float64Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}
