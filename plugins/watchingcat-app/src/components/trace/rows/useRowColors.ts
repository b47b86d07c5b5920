// The colours of what is drawn in the rows, but for the bars.
import { useTheme2 } from '@grafana/ui';
import { useMemo } from 'react';
import type { RowColors } from './draw/picture';

export function useRowColors(): RowColors {
  const theme = useTheme2();
  return useMemo(
    () => ({
      error: theme.colors.error.text,
      path: theme.colors.text.maxContrast,
      text: theme.colors.text.secondary,
      grid: theme.colors.border.weak,
      ground: theme.colors.background.primary,
      font: `11px ${theme.typography.fontFamily}`,
    }),
    [theme],
  );
}
