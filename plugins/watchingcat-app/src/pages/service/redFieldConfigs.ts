// How the three RED charts look: the service's colour for what is normal, red for failures only, greys for the other percentiles.
import { FieldColorModeId, type FieldConfigSource, type GrafanaTheme2 } from '@grafana/data';
import { serviceColor } from '../../components/serviceColor';

export interface RedFieldConfigs {
  readonly rate: FieldConfigSource;
  readonly errors: FieldConfigSource;
  readonly duration: FieldConfigSource;
}

export function redFieldConfigs(service: string, theme: GrafanaTheme2): RedFieldConfigs {
  const color = serviceColor(service, theme);
  return {
    rate: lines('reqps', color),
    errors: lines('percentunit', theme.colors.error.main, 0.01),
    duration: {
      ...lines('ms', color),
      overrides: [colored('p50', theme.colors.text.disabled), colored('p99', theme.colors.text.secondary)],
    },
  };
}

function lines(unit: string, color: string, softMax?: number): FieldConfigSource {
  return {
    defaults: {
      unit,
      min: 0,
      color: { mode: FieldColorModeId.Fixed, fixedColor: color },
      custom: {
        drawStyle: 'line',
        lineInterpolation: 'linear',
        lineWidth: 1.5,
        fillOpacity: 8,
        showPoints: 'auto',
        spanNulls: false,
        ...(softMax === undefined ? {} : { axisSoftMax: softMax }),
      },
    },
    overrides: [],
  };
}

function colored(name: string, color: string) {
  return {
    matcher: { id: 'byName', options: name },
    properties: [{ id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: color } }],
  };
}
