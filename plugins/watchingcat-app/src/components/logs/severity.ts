// How severities look: a word that is always there, and a colour beside it. Red is for what is wrong.
import type { GrafanaTheme2 } from '@grafana/data';
import type { Severity } from '@watchingcat/model';

export const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  unspecified: '–',
  trace: 'trace',
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
  fatal: 'fatal',
};

/** For edges and bars; text beside them has the theme's own colours. */
export function severityColor(severity: Severity, theme: GrafanaTheme2): string {
  switch (severity) {
    case 'fatal':
      return theme.visualization.getColorByName('purple');
    case 'error':
      return theme.colors.error.main;
    case 'warn':
      return theme.colors.warning.main;
    case 'info':
      return theme.visualization.getColorByName('green');
    case 'debug':
      return theme.visualization.getColorByName('blue');
    default:
      return theme.colors.text.disabled;
  }
}
