// What happened within a span: time after the trace's start, name, attributes.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { attributeText, formatRfc3339, type SpanEvent, type UnixNano } from '@watchingcat/model';
import React, { memo } from 'react';
import { formatDurationNs } from '../../format';
import { visibleText } from '../../visibleText';
import { AttributeTable } from './AttributeTable';
import { ShowMoreButton } from './ShowMoreButton';
import { StackTrace } from './StackTrace';
import { useShowMore } from './useShowMore';

/** https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/ */
const STACKTRACE = 'exception.stacktrace';
const FIRST_EVENTS = 50;

export interface SpanEventsProps {
  readonly events: readonly SpanEvent[];
  readonly traceStart: UnixNano;
  /** By which the span is shown later than it was sent, in ns: its events go with it. */
  readonly shiftNs: number;
}

export const SpanEvents = memo(function SpanEvents({ events, traceStart, shiftNs }: SpanEventsProps) {
  const styles = useStyles2(getStyles);
  const { shown, hidden, showMore } = useShowMore(events, FIRST_EVENTS);
  return (
    <>
      <ol className={styles.events}>
        {shown.map((event, i) => {
          const stack = event.attributes.get(STACKTRACE);
          const rest =
            stack === undefined
              ? event.attributes
              : new Map([...event.attributes].filter(([key]) => key !== STACKTRACE));
          return (
            <li key={i}>
              <div className={event.name === 'exception' ? styles.exception : styles.name}>
                <span className={styles.time} title={formatRfc3339(event.time)}>
                  {formatDurationNs(Number(event.time - traceStart) + shiftNs)}
                </span>{' '}
                {visibleText(event.name) || '(no name)'}
              </div>
              <AttributeTable label={`Attributes of event ${event.name}`} attributes={rest} />
              {stack !== undefined && <StackTrace text={attributeText(stack)} />}
            </li>
          );
        })}
      </ol>
      <ShowMoreButton hidden={hidden} what="events" onClick={showMore} />
    </>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  events: css({ listStyle: 'none', '& li': { marginBottom: theme.spacing(1.5) } }),
  name: css({ fontWeight: theme.typography.fontWeightMedium }),
  exception: css({ fontWeight: theme.typography.fontWeightMedium, color: theme.colors.error.text }),
  time: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
});
