// The frame around every page: top bar, side menu, and the page itself, which scrolls.
import type { ReactNode } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { SideMenu } from './SideMenu.tsx';
import { Toasts } from './Toasts.tsx';
import { TopBar } from './TopBar.tsx';

export function AppChrome({ children }: { children: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.frame}>
      <a href="#page" className={styles.skip} onClick={() => document.getElementById('page')?.focus()}>
        Skip to the page
      </a>
      <TopBar />
      <SideMenu />
      <main id="page" tabIndex={-1} className={styles.page}>
        {children}
      </main>
      <Toasts />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  frame: css({
    display: 'grid',
    gridTemplate: '"bar bar" 40px "menu page" minmax(0, 1fr) / auto minmax(0, 1fr)',
    height: '100vh',
    background: theme.colors.background.canvas,
  }),
  page: css({
    gridArea: 'page',
    overflow: 'auto',
    position: 'relative',
    outline: 'none',
    display: 'flex',
    flexDirection: 'column',
  }),
  skip: css({
    position: 'absolute',
    top: -100,
    left: theme.spacing(1),
    zIndex: theme.zIndex.portal,
    padding: theme.spacing(1),
    background: theme.colors.background.elevated,
    '&:focus': { top: theme.spacing(1) },
  }),
});
