// Stands in for Grafana's core panel "Logs", which is not on npm: time, severity and message of each record, newest first, with its labels on
// request. Left out: wrapping options, deduplication, context, live tailing.
import { css } from '@emotion/css';
import { dateTimeFormat, PanelPlugin, type DataFrame, type GrafanaTheme2, type PanelProps } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { NoData } from './NoData.tsx';

/** More lines than anybody reads in a panel. */
const MAX_LINES = 500;

interface Line {
  readonly key: string;
  readonly ms: number;
  readonly severity: string;
  readonly body: string;
  readonly labels: Record<string, string>;
}

function LogsPanel({ data, width, height }: PanelProps) {
  const styles = useStyles2(getStyles);
  const lines = data.series.flatMap(linesOf).sort((a, b) => b.ms - a.ms);
  if (lines.length === 0) return <NoData />;
  return (
    <div style={{ width, height, overflow: 'auto' }}>
      {lines.slice(0, MAX_LINES).map(({ key, ms, severity, body, labels }) => (
        <details key={key} className={styles.line}>
          <summary>
            <span className={styles.time}>{dateTimeFormat(ms, { format: 'HH:mm:ss.SSS' })}</span>{' '}
            <span className={styles.severity}>{severity || '–'}</span> {body}
          </summary>
          <dl className={styles.labels}>
            {Object.entries(labels).map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </div>
  );
}

function linesOf(frame: DataFrame): Line[] {
  const values = (name: string) => frame.fields.find((field) => field.name === name)?.values as unknown[] | undefined;
  const [bodies, severities, ids] = ['body', 'severity', 'id'].map((name) => values(name) as string[] | undefined);
  const labels = values('labels') as Array<Record<string, string>> | undefined;
  return ((values('timestamp') ?? []) as number[]).map((ms, row) => ({
    key: ids?.[row] ?? String(row),
    ms,
    severity: severities?.[row] ?? '',
    body: bodies?.[row] ?? '',
    labels: labels?.[row] ?? {},
  }));
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    padding: theme.spacing(0.25, 1),
    fontFamily: theme.typography.fontFamilyMonospace,
    fontSize: theme.typography.bodySmall.fontSize,
    '& summary': {
      listStyle: 'none',
      cursor: 'pointer',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      whiteSpace: 'nowrap',
    },
    '&[open] summary': { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
    '&:hover': { background: theme.colors.action.hover },
  }),
  time: css({ color: theme.colors.text.secondary }),
  severity: css({ display: 'inline-block', minWidth: 44 }),
  labels: css({
    margin: theme.spacing(0.5, 2),
    '& div': { display: 'flex', gap: theme.spacing(2) },
    '& dt': { flex: '0 0 220px', color: theme.colors.text.secondary, fontWeight: 'normal' },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  }),
});

export const plugin = new PanelPlugin(LogsPanel);
