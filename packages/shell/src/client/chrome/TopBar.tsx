// The top bar: logo, where one is, theme switch, API page.
import { Fragment } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Link, Stack, ToolbarButton, useStyles2, useTheme2 } from '@grafana/ui';
import { useSwitchTheme } from '../theme/ThemeProvider.tsx';
import { useCrumbs } from './crumbs.ts';
import { Logo } from './Logo.tsx';

export function TopBar() {
  const styles = useStyles2(getStyles);
  const crumbs = useCrumbs();
  const { isDark } = useTheme2();
  const switchTheme = useSwitchTheme();
  return (
    <header className={styles.bar}>
      <Link href="/" className={styles.brand} aria-label="WatchingCat, home">
        <Logo size={24} />
        <span className={styles.name}>WatchingCat</span>
      </Link>
      <nav aria-label="Breadcrumbs" className={styles.crumbs}>
        <ol>
          {crumbs.map(({ text, url }, index) => (
            <Fragment key={`${index} ${text}`}>
              <li aria-hidden="true" className={styles.separator}>
                /
              </li>
              <li className={styles.crumb} title={text}>
                {url && index < crumbs.length - 1 ? (
                  <Link href={url}>{text}</Link>
                ) : (
                  <span aria-current="page">{text}</span>
                )}
              </li>
            </Fragment>
          ))}
        </ol>
      </nav>
      <Stack direction="row" gap={0.5} alignItems="center">
        <ToolbarButton
          aria-label={isDark ? 'Use the light theme' : 'Use the dark theme'}
          tooltip={isDark ? 'Light theme' : 'Dark theme'}
          onClick={switchTheme}
        >
          <ThemeIcon />
        </ToolbarButton>
        <ToolbarButton
          icon="brackets-curly"
          aria-label="API documentation"
          tooltip="API"
          onClick={() => window.open('/api/docs', '_blank', 'noopener')}
        />
      </Stack>
    </header>
  );
}

/** A disc, half dark and half light: the common sign, which Grafana's icons lack. */
const ThemeIcon = () => (
  <svg viewBox="0 0 24 24" width={16} height={16} fill="currentColor" aria-hidden="true">
    <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zm0 2v14a7 7 0 0 1 0-14z" fillRule="evenodd" />
  </svg>
);

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    gridArea: 'bar',
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0, 2),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    minWidth: 0,
  }),
  brand: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), color: theme.colors.text.primary }),
  name: css({ fontWeight: theme.typography.fontWeightMedium }),
  crumbs: css({
    flex: 1,
    minWidth: 0,
    '& ol': {
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      listStyle: 'none',
      margin: 0,
      padding: 0,
      minWidth: 0,
    },
    '& a': { color: theme.colors.text.secondary, '&:hover': { textDecoration: 'underline' } },
  }),
  crumb: css({ whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis', minWidth: 24 }),
  separator: css({ color: theme.colors.text.disabled }),
});
