// All that is known of one log record, and the ways from it: to its trace, to the other logs of the trace, to records that share an attribute.
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, LinkButton, Stack, useStyles2 } from '@grafana/ui';
import { attributeText, msFromUnixNano, type Attributes, type LogRecord } from '@watchingcat/model';
import React from 'react';
import { InnerLink } from '../trace/drawer/InnerLink';

/** Where a record leads; what leads nowhere from here is absent. */
export interface LogLinks {
  readonly trace?: ((traceId: string, spanId: string | undefined) => string) | undefined;
  readonly logsOfTrace?: ((traceId: string) => string) | undefined;
  readonly logsWith?: ((key: string, value: string) => string) | undefined;
}

export function LogDetails({ log, links }: { readonly log: LogRecord; readonly links: LogLinks }) {
  const styles = useStyles2(getStyles);
  const { traceId, spanId } = log;
  return (
    <div className={styles.details}>
      <Stack direction="row" gap={1} wrap="wrap" alignItems="center">
        {traceId !== undefined && links.trace && (
          <LinkButton size="sm" icon="gf-traces" href={links.trace(traceId, spanId)}>
            Open the trace
          </LinkButton>
        )}
        {traceId !== undefined && links.logsOfTrace && (
          <LinkButton size="sm" variant="secondary" icon="gf-logs" href={links.logsOfTrace(traceId)}>
            Logs of this trace
          </LinkButton>
        )}
        <ClipboardButton size="sm" variant="secondary" fill="outline" icon="copy" getText={() => log.body}>
          Copy message
        </ClipboardButton>
      </Stack>
      <dl className={styles.list}>
        <Row name="time">{dateTimeFormat(msFromUnixNano(log.time), { format: 'YYYY-MM-DD HH:mm:ss.SSS Z' })}</Row>
        {log.severityText !== '' && <Row name="severity">{log.severityText}</Row>}
        {traceId !== undefined && <Row name="trace id">{traceId}</Row>}
        {spanId !== undefined && <Row name="span id">{spanId}</Row>}
      </dl>
      <AttributeList title="Attributes" attributes={log.attributes} links={links} />
      <AttributeList title="Resource" attributes={log.resource} links={links} />
    </div>
  );
}

function AttributeList({
  title,
  attributes,
  links,
}: {
  readonly title: string;
  readonly attributes: Attributes;
  readonly links: LogLinks;
}) {
  const styles = useStyles2(getStyles);
  if (attributes.size === 0) return null;
  return (
    <>
      <h4 className={styles.title}>{title}</h4>
      <dl className={styles.list}>
        {Array.from(attributes, ([name, value]) => {
          const text = attributeText(value);
          return (
            <Row key={name} name={name}>
              {links.logsWith ? <InnerLink href={links.logsWith(name, text)}>{text}</InnerLink> : text}
            </Row>
          );
        })}
      </dl>
    </>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  details: css({
    padding: theme.spacing(1, 2, 2),
    background: theme.colors.background.secondary,
    borderLeft: `3px solid ${theme.colors.border.medium}`,
  }),
  title: css({ margin: theme.spacing(1, 0, 0.5), fontSize: theme.typography.bodySmall.fontSize }),
  list: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(140px, auto) 1fr',
    columnGap: theme.spacing(2),
    rowGap: 2,
    margin: theme.spacing(1, 0, 0),
    fontSize: theme.typography.bodySmall.fontSize,
    '& dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '& dd': { margin: 0, minWidth: 0, overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  }),
});
