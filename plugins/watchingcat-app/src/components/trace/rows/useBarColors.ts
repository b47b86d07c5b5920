// The colours of a trace in the theme of the page.
import { useTheme2 } from '@grafana/ui';
import { useMemo } from 'react';
import { serviceColor } from '../../serviceColor';
import type { TraceModel } from '../traceModel';
import type { ColorBy } from '../viewOptions';
import { barColors, type BarColors } from './barColors';

export function useBarColors(model: TraceModel, by: ColorBy): BarColors {
  const theme = useTheme2();
  return useMemo(() => barColors(model, by, theme), [model, by, theme]);
}

/** By index of service. */
export function useServiceColors({ trace: { services } }: TraceModel): readonly string[] {
  const theme = useTheme2();
  return useMemo(() => services.map((service) => serviceColor(service, theme)), [services, theme]);
}
