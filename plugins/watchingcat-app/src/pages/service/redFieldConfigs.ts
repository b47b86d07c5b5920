// How the three RED charts look: the service's colour for what is normal, red for failures only, greys for the other percentiles.
import { colorManipulator, FieldColorModeId, type FieldConfigSource, type GrafanaTheme2 } from '@grafana/data';
import { serviceColor } from '../../components/serviceColor';
import { EXAMPLES } from './redFrames';

interface RedFieldConfigs {
  readonly rate: FieldConfigSource;
  readonly errors: FieldConfigSource;
  readonly duration: FieldConfigSource;
}

const LINE = { drawStyle: 'line', fillOpacity: 8 };
const DOTS = { drawStyle: 'points', pointSize: 5, showPoints: 'always' };
/** No red where nothing failed: a bar of height zero is not seen. A rare failure must not fill the chart either. */
const BARS = { drawStyle: 'bars', fillOpacity: 80, lineWidth: 0, axisSoftMax: 0.01 };

/** @param durationMax of the axis of durations, in ms; `undefined`: as the values want it */
export function redFieldConfigs(
  service: string,
  theme: GrafanaTheme2,
  durationMax: number | undefined,
): RedFieldConfigs {
  const color = serviceColor(service, theme);
  const duration = chart('ms', color, LINE);
  return {
    rate: chart('reqps', color, LINE),
    errors: chart('percentunit', theme.colors.error.main, BARS),
    duration: {
      defaults: { ...duration.defaults, ...(durationMax !== undefined && { max: durationMax }) },
      overrides: [
        colored('p50', colorManipulator.alpha(color, 0.5)),
        colored('p99', theme.colors.text.secondary),
        colored(EXAMPLES, theme.colors.text.primary, DOTS),
      ],
    },
  };
}

function chart(unit: string, color: string, custom: Record<string, unknown>): FieldConfigSource {
  return {
    defaults: {
      unit,
      min: 0,
      color: { mode: FieldColorModeId.Fixed, fixedColor: color },
      custom: { lineWidth: 1.5, showPoints: 'auto', spanNulls: false, ...custom },
    },
    overrides: [],
  };
}

function colored(name: string, color: string, custom: Record<string, unknown> = {}) {
  return {
    matcher: { id: 'byName', options: name },
    properties: [
      { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: color } },
      ...Object.entries(custom).map(([key, value]) => ({ id: `custom.${key}`, value })),
    ],
  };
}
