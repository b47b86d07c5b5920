// Other spans that this one names as related, mostly in other traces: messages that caused it, batches that it belongs to.
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { SpanLink } from '@watchingcat/model';
import React from 'react';
import type { TraceLinks } from '../links';
import { AttributeTable } from './AttributeTable';
import { InnerLink } from './InnerLink';
import { ShowMoreButton } from './ShowMoreButton';
import { useShowMore } from './useShowMore';

const FIRST_LINKS = 50;

export interface SpanLinksProps {
  readonly traceId: string;
  readonly spanLinks: readonly SpanLink[];
  readonly links: TraceLinks;
}

export function SpanLinks({ traceId, spanLinks, links }: SpanLinksProps) {
  const styles = useStyles2(getStyles);
  const { shown, hidden, showMore } = useShowMore(spanLinks, FIRST_LINKS);
  return (
    <>
      <ul className={styles.list}>
        {shown.map((link, i) => (
          <li key={i}>
            <InnerLink href={links.trace(link.traceId, link.spanId)}>
              {link.traceId === traceId ? `Span ${link.spanId} of this trace` : `Trace ${link.traceId}`}
            </InnerLink>
            {link.traceId !== traceId && <div className={styles.span}>span {link.spanId}</div>}
            <AttributeTable label="Attributes of the link" attributes={link.attributes} />
          </li>
        ))}
      </ul>
      <ShowMoreButton hidden={hidden} what="links" onClick={showMore} />
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', overflowWrap: 'anywhere', '& li': { marginBottom: theme.spacing(1) } }),
  span: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
