// PluginPage of @grafana/runtime: title, subtitle, info, actions and tabs around a plugin's page, and what the top bar shows for it.
import type { ReactNode } from 'react';
import { css } from '@emotion/css';
import { PageLayoutType, type GrafanaTheme2, type NavModelItem } from '@grafana/data';
import type { PluginPageProps } from '@grafana/runtime';
import { Tab, TabsBar, useStyles2 } from '@grafana/ui';
import { useLocation } from 'react-router';
import type { BootData } from '../../bootData.ts';
import { useReportCrumbs, type Crumb } from './crumbs.ts';
import { isActive } from './menu.ts';
import { useBootData } from './ShellContext.tsx';

export function ShellPage({ pageNav, subTitle, info, actions, renderTitle, layout, children }: PluginPageProps) {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  const bootData = useBootData();
  const nav = pageNav ?? includeAt(bootData, pathname);
  useReportCrumbs(crumbsOf(nav));
  if (layout === PageLayoutType.Custom) return <>{children}</>;
  const title = nav?.text ?? '';
  const tabs = nav?.children?.filter(({ hideFromTabs }) => !hideFromTabs) ?? [];
  return (
    <div className={styles.page}>
      {layout !== PageLayoutType.Canvas && nav && (
        <header className={styles.head}>
          <div className={styles.titles}>
            {renderTitle ? renderTitle(title) : <h1 className={styles.title}>{title}</h1>}
            {info?.map(({ label, value }) => (
              <Info key={label} label={label} value={value} />
            ))}
            <div className={styles.actions}>{actions}</div>
          </div>
          {(subTitle ?? nav.subTitle) && <div className={styles.subTitle}>{subTitle ?? nav.subTitle}</div>}
        </header>
      )}
      {tabs.length > 0 && (
        <TabsBar className={styles.tabs}>
          {tabs.map(({ text, url, active, icon }) => (
            <Tab
              key={url ?? text}
              label={text}
              active={active ?? false}
              href={url ?? ''}
              {...(icon && { icon: icon })}
            />
          ))}
        </TabsBar>
      )}
      <div className={styles.body}>{children}</div>
    </div>
  );
}

function Info({ label, value }: { label: string; value: ReactNode }) {
  const styles = useStyles2(getStyles);
  return (
    <div>
      <div className={styles.subTitle}>{label}</div>
      {value}
    </div>
  );
}

/** The page of plugin.json that this address belongs to, for pages that name none themselves. */
function includeAt({ watchingCat }: BootData, pathname: string): NavModelItem | undefined {
  const includes = watchingCat.apps.flatMap(({ meta }) => meta.includes ?? []);
  const found = includes.find(({ name, path }) => path && isActive({ text: name, url: path, icon: '' }, pathname));
  return found && { text: found.name, url: found.path };
}

function crumbsOf(nav: NavModelItem | undefined): Crumb[] {
  const crumbs: Crumb[] = [];
  for (let item = nav; item; item = item.parentItem) crumbs.unshift({ text: item.text, url: item.url });
  const tab = nav?.children?.find(({ active }) => active);
  return tab && tab.text !== nav?.text ? [...crumbs, { text: tab.text, url: tab.url }] : crumbs;
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, padding: theme.spacing(2, 3, 3) }),
  head: css({ marginBottom: theme.spacing(2) }),
  titles: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 3) }),
  title: css({ margin: 0, fontSize: theme.typography.h2.fontSize, overflowWrap: 'anywhere' }),
  actions: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1), marginLeft: 'auto' }),
  subTitle: css({ color: theme.colors.text.secondary }),
  tabs: css({ marginBottom: theme.spacing(2) }),
  body: css({ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, position: 'relative' }),
});
