// Log records as lines: edge and word of the severity, time, service, message. A line opens below itself; the keyboard moves along them (j, k)
// and opens (Enter). Lines outside the window cost the browser no layout.
import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { msFromUnixNano, type LogRecord } from '@watchingcat/model';
import React, { useState, type ReactNode } from 'react';
import { ServiceName } from '../ServiceName';
import { LogDetails, type LogLinks } from './LogDetails';
import { SEVERITY_LABELS, severityColor } from './severity';

interface LogLinesProps {
  readonly logs: readonly LogRecord[];
  /** For screen readers. */
  readonly label: string;
  readonly links: LogLinks;
  /** Shown before the message: the span of the line, for example. */
  readonly before?: ((log: LogRecord) => ReactNode) | undefined;
}

export function LogLines({ logs, label, links, before }: LogLinesProps) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState<string>();
  return (
    <ul className={styles.lines} aria-label={label}>
      {logs.map((log) => (
        <li key={log.id} className={styles.line}>
          <LogLine
            log={log}
            isOpen={open === log.id}
            before={before?.(log)}
            onToggle={() => setOpen(open === log.id ? undefined : log.id)}
          />
          {open === log.id && <LogDetails log={log} links={links} />}
        </li>
      ))}
    </ul>
  );
}

interface LogLineProps {
  readonly log: LogRecord;
  readonly isOpen: boolean;
  readonly before: ReactNode;
  readonly onToggle: () => void;
}

function LogLine({ log, isOpen, before, onToggle }: LogLineProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const ms = msFromUnixNano(log.time);
  return (
    <button
      type="button"
      data-row-link
      className={cx(styles.button, isOpen && styles.open)}
      style={{ borderLeftColor: severityColor(log.severity, theme) }}
      aria-expanded={isOpen}
      onClick={() => window.getSelection()?.type !== 'Range' && onToggle()}
      onKeyDown={(event) => event.key === 'Escape' && isOpen && onToggle()}
    >
      <span className={styles.time} title={dateTimeFormat(ms, { format: 'YYYY-MM-DD HH:mm:ss.SSS Z' })}>
        {dateTimeFormat(ms, { format: 'HH:mm:ss.SSS' })}
      </span>
      <span className={styles.severity} title={log.severityText || 'The record has no severity'}>
        {SEVERITY_LABELS[log.severity]}
      </span>
      <span className={styles.service}>
        <ServiceName name={log.service || 'no service'} />
      </span>
      {before}
      <span className={cx(styles.body, isOpen && styles.wholeBody)}>{log.body}</span>
    </button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  lines: css({ listStyle: 'none', margin: 0, padding: 0 }),
  line: css({ contentVisibility: 'auto', containIntrinsicSize: 'auto 28px' }),
  button: css({
    display: 'flex',
    alignItems: 'baseline',
    gap: theme.spacing(1.5),
    width: '100%',
    minHeight: 28,
    padding: theme.spacing(0.25, 1),
    border: 'none',
    borderLeft: '3px solid transparent',
    background: 'none',
    textAlign: 'left',
    fontSize: theme.typography.bodySmall.fontSize,
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  open: css({ background: theme.colors.action.selected }),
  time: css({
    flex: 'none',
    color: theme.colors.text.secondary,
    fontFamily: theme.typography.fontFamilyMonospace,
    fontVariantNumeric: 'tabular-nums',
  }),
  severity: css({ flex: '0 0 38px', color: theme.colors.text.primary }),
  service: css({ flex: '0 0 120px', minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  body: css({
    flex: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontFamily: theme.typography.fontFamilyMonospace,
  }),
  wholeBody: css({ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
