// What happened within a span: time after the trace's start, name, attributes. Stack traces are for reading, so they keep their lines.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import { attributeText, formatRfc3339, type SpanEvent, type UnixNano } from '@watchingcat/model';
import React from 'react';
import { formatDurationNs } from '../../format';
import { AttributeTable } from './AttributeTable';

/** https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/ */
const STACKTRACE = 'exception.stacktrace';

export function SpanEvents({
  events,
  traceStart,
}: {
  readonly events: readonly SpanEvent[];
  readonly traceStart: UnixNano;
}) {
  const styles = useStyles2(getStyles);
  return (
    <ol className={styles.events}>
      {events.map((event, i) => {
        const stack = event.attributes.get(STACKTRACE);
        const rest =
          stack === undefined ? event.attributes : new Map([...event.attributes].filter(([key]) => key !== STACKTRACE));
        return (
          <li key={i}>
            <div className={event.name === 'exception' ? styles.exception : styles.name}>
              <span className={styles.time} title={formatRfc3339(event.time)}>
                {formatDurationNs(Number(event.time - traceStart))}
              </span>{' '}
              {event.name || '(no name)'}
            </div>
            <AttributeTable label={`Attributes of event ${event.name}`} attributes={rest} />
            {stack !== undefined && (
              <div className={styles.stackBlock}>
                <pre className={styles.stack} tabIndex={0} aria-label="Stack trace">
                  {attributeText(stack)}
                </pre>
                <ClipboardButton
                  className={styles.copy}
                  size="sm"
                  variant="secondary"
                  icon="copy"
                  getText={() => attributeText(stack)}
                  aria-label="Copy the stack trace"
                />
              </div>
            )}
          </li>
        );
      })}
    </ol>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  events: css({ listStyle: 'none', '& li': { marginBottom: theme.spacing(1.5) } }),
  name: css({ fontWeight: theme.typography.fontWeightMedium }),
  exception: css({ fontWeight: theme.typography.fontWeightMedium, color: theme.colors.error.text }),
  time: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
  stackBlock: css({ position: 'relative', marginTop: theme.spacing(0.5) }),
  stack: css({
    maxHeight: 280,
    margin: 0,
    padding: theme.spacing(1),
    overflow: 'auto',
    whiteSpace: 'pre',
    wordBreak: 'normal',
    fontSize: 11,
    lineHeight: 1.5,
  }),
  copy: css({ position: 'absolute', top: 6, right: 6 }),
});
