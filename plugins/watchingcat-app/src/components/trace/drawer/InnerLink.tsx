// A link to another page of the app. Grafana's own link component needs a router around it, which a panel may not have; a plain link
// is opened without a reload by Grafana and by the shell alike.
import { css } from '@emotion/css';
import { locationUtil, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type PropsWithChildren } from 'react';

/** @param href as it is inside of Grafana: without the path that a proxy puts before it */
export function InnerLink({ href, children }: PropsWithChildren<{ readonly href: string }>) {
  const styles = useStyles2(getStyles);
  return (
    <a className={styles.link} href={locationUtil.assureBaseUrl(href)}>
      {children}
    </a>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  link: css({ color: theme.colors.text.link, overflowWrap: 'anywhere', '&:hover': { textDecoration: 'underline' } }),
});
