// The side menu, generated (menu.ts); it can be folded to icons, and is folded on narrow screens.
import { useState } from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, IconButton, Link, useStyles2 } from '@grafana/ui';
import { useLocation } from 'react-router';
import { buildMenu, isActive, type MenuItem } from './menu.ts';
import { useBootData } from './ShellContext.tsx';

const FOLDED_KEY = 'watchingcat.menu.folded';
const NARROW_PX = 1000;

export function SideMenu() {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  const bootData = useBootData();
  const [folded, setFolded] = useState(
    () => window.localStorage.getItem(FOLDED_KEY) === 'true' || window.innerWidth < NARROW_PX,
  );
  const toggle = () => {
    window.localStorage.setItem(FOLDED_KEY, String(!folded));
    setFolded(!folded);
  };
  return (
    <nav aria-label="Pages" className={cx(styles.menu, folded && styles.folded)}>
      <div className={styles.sections}>
        {buildMenu(bootData).map(({ title, items }) => (
          <section key={title} aria-label={title}>
            {folded ? <hr className={styles.rule} /> : <h2 className={styles.title}>{title}</h2>}
            <ul className={styles.list}>
              {items.map((item) => (
                <li key={item.url}>
                  <MenuLink item={item} active={isActive(item, pathname)} folded={folded} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <footer className={styles.foot}>
        {!folded && (
          <small>
            WatchingCat {bootData.watchingCat.version}
            <br />
            Built with Grafana’s open-source components
          </small>
        )}
        <IconButton
          name={folded ? 'angle-double-right' : 'arrow-to-right'}
          className={cx(!folded && styles.flip)}
          aria-label={folded ? 'Unfold the menu' : 'Fold the menu'}
          aria-expanded={!folded}
          onClick={toggle}
        />
      </footer>
    </nav>
  );
}

function MenuLink({ item, active, folded }: { item: MenuItem; active: boolean; folded: boolean }) {
  const styles = useStyles2(getStyles);
  const content = (
    <>
      <Icon name={item.icon as IconName} />
      {!folded && <span className={styles.text}>{item.text}</span>}
    </>
  );
  const shared = { className: cx(styles.link, active && styles.active), title: item.text, 'aria-label': item.text };
  return item.isExternal ? (
    <a {...shared} href={item.url} target="_blank" rel="noopener noreferrer">
      {content}
      {!folded && <Icon name="external-link-alt" size="sm" className={styles.external} />}
    </a>
  ) : (
    <Link {...shared} href={item.url} aria-current={active ? 'page' : undefined}>
      {content}
    </Link>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  menu: css({
    gridArea: 'menu',
    width: 216,
    display: 'flex',
    flexDirection: 'column',
    background: theme.colors.background.primary,
    borderRight: `1px solid ${theme.colors.border.weak}`,
    minHeight: 0,
  }),
  folded: css({ width: 48 }),
  sections: css({ flex: 1, overflowY: 'auto', padding: theme.spacing(1, 0.5) }),
  title: css({
    margin: theme.spacing(1.5, 1, 0.5),
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    color: theme.colors.text.secondary,
  }),
  rule: css({ margin: theme.spacing(1, 0.5), border: 0, borderTop: `1px solid ${theme.colors.border.weak}` }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  link: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    height: 32,
    padding: theme.spacing(0, 1.25),
    borderRadius: theme.shape.radius.default,
    color: theme.colors.text.secondary,
    '&:hover': { background: theme.colors.action.hover, color: theme.colors.text.primary },
  }),
  active: css({
    background: theme.colors.action.selected,
    color: theme.colors.text.primary,
    boxShadow: `inset 2px 0 0 ${theme.colors.primary.main}`,
  }),
  text: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', flex: 1 }),
  external: css({ color: theme.colors.text.disabled }),
  foot: css({
    display: 'flex',
    alignItems: 'flex-end',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 1, 1, 1.75),
    color: theme.colors.text.secondary,
    lineHeight: 1.3,
  }),
  flip: css({ transform: 'scaleX(-1)' }),
});
