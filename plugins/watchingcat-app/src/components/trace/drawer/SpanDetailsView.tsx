// All that was sent for one span, in foldable parts. The filter looks at attribute names and values of span and resource.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Input, useStyles2 } from '@grafana/ui';
import type { SpanDetails, UnixNano } from '@watchingcat/model';
import React, { useMemo, useState, type ReactNode } from 'react';
import type { TraceLinks } from '../links';
import { visibleText } from '../../visibleText';
import { attributeRows, AttributeTable, matchingRows } from './AttributeTable';
import { SpanEvents } from './SpanEvents';
import { SpanLinks } from './SpanLinks';

export interface SpanDetailsViewProps {
  readonly details: SpanDetails;
  readonly traceStart: UnixNano;
  /** By which the span is shown later than it was sent, in ns. */
  readonly shiftNs: number;
  readonly links: TraceLinks;
}

export function SpanDetailsView({ details, traceStart, shiftNs, links }: SpanDetailsViewProps) {
  const styles = useStyles2(getStyles);
  const [typed, setTyped] = useState('');
  const filter = typed.trim().toLowerCase();
  const { attributes, resource, events, scope } = details;
  const attributeCount = useCountText(attributes, filter);
  const resourceCount = useCountText(resource, filter);
  const scopeText = [scope.name, scope.version].filter((part) => part !== '').join(' ');
  return (
    <>
      {details.events.length > 0 && (
        <Part title={`Events (${events.length})`}>
          <SpanEvents events={events} traceStart={traceStart} shiftNs={shiftNs} />
        </Part>
      )}
      <Input
        className={styles.filter}
        aria-label="Filter attributes"
        placeholder="Filter attributes"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Part title={`Attributes (${attributeCount})`}>
        <AttributeTable label="Attributes" attributes={attributes} filter={filter} tracesWith={links.tracesWith} />
        {attributes.size === 0 && <span className={styles.none}>This span was sent without attributes.</span>}
      </Part>
      {details.links.length > 0 && (
        <Part title={`Links (${details.links.length})`}>
          <SpanLinks traceId={details.traceId} spanLinks={details.links} links={links} />
        </Part>
      )}
      <Part title={`Resource (${resourceCount})`}>
        <AttributeTable
          label="Resource attributes"
          attributes={resource}
          filter={filter}
          tracesWith={links.tracesWith}
        />
      </Part>
      {(scopeText !== '' || details.traceState !== '') && (
        <Part title="Scope">
          <div className={styles.text}>{visibleText(scopeText)}</div>
          {details.traceState !== '' && (
            <div className={styles.text}>tracestate: {visibleText(details.traceState)}</div>
          )}
        </Part>
      )}
    </>
  );
}

/** `12`, or `3 of 12` while something is filtered. */
function useCountText(attributes: SpanDetails['attributes'], filter: string): string {
  const rows = useMemo(() => attributeRows(attributes), [attributes]);
  return filter === '' ? String(rows.length) : `${matchingRows(rows, filter).length} of ${rows.length}`;
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <details open className={styles.part}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  filter: css({ margin: theme.spacing(1, 0) }),
  part: css({
    marginBottom: theme.spacing(1),
    '& > summary': {
      cursor: 'pointer',
      padding: theme.spacing(0.5, 0),
      fontWeight: theme.typography.fontWeightMedium,
    },
  }),
  text: css({ overflowWrap: 'anywhere', fontSize: theme.typography.bodySmall.fontSize }),
  none: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
