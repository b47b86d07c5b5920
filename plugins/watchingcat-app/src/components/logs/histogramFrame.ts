// The histogram as a frame of Grafana's time series panel: one field for each severity that occurs, the worst on top of the stack.
import { FieldColorModeId, FieldType, type DataFrame, type FieldConfigSource, type GrafanaTheme2 } from '@grafana/data';
import { SEVERITIES, type LogHistogramAnswer, type Severity } from '@watchingcat/model';
import { severityColor } from './severity';

export function histogramFrame({ bars }: LogHistogramAnswer): DataFrame {
  const occurring = SEVERITIES.filter((severity) => bars.some(({ counts }) => counts[severity] > 0));
  return {
    length: bars.length,
    fields: [
      { name: 'time', type: FieldType.time, config: {}, values: bars.map(({ startMs }) => startMs) },
      ...occurring.map((severity) => ({
        name: nameOf(severity),
        type: FieldType.number,
        config: {},
        values: bars.map(({ counts }) => counts[severity]),
      })),
    ],
  };
}

export function histogramFieldConfig(theme: GrafanaTheme2): FieldConfigSource {
  return {
    defaults: {
      unit: 'short',
      decimals: 0,
      min: 0,
      custom: {
        drawStyle: 'bars',
        fillOpacity: 80,
        lineWidth: 0,
        stacking: { mode: 'normal', group: 'A' },
        barAlignment: 1,
      },
    },
    overrides: SEVERITIES.map((severity) => ({
      matcher: { id: 'byName', options: nameOf(severity) },
      properties: [
        { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: severityColor(severity, theme) } },
      ],
    })),
  };
}

const nameOf = (severity: Severity) => (severity === 'unspecified' ? 'no severity' : severity);
