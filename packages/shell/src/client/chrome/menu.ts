// What the side menu lists: each app's pages from its plugin.json, the provisioned dashboards, the data sources, and the API's page. Pure, so that it is tested.
import type { BootData } from '../../bootData.ts';

export interface MenuItem {
  text: string;
  url: string;
  icon: string;
  /** Leads out of this page: a full load in a new tab. */
  isExternal?: boolean;
}

export interface MenuSection {
  title: string;
  items: MenuItem[];
}

/** An app's pages that belong in a menu; the configuration page stands at the end of the menu instead. */
function appItems({ meta }: BootData['watchingCat']['apps'][number]): MenuItem[] {
  return (meta.includes ?? [])
    .filter(({ type, addToNav, path }) => type === 'page' && addToNav && path?.startsWith('/a/'))
    .map(({ name, path, icon }) => ({ text: name, url: path ?? '', icon: icon ?? 'apps' }));
}

export function buildMenu({ settings, watchingCat }: Pick<BootData, 'settings' | 'watchingCat'>): MenuSection[] {
  const apps = watchingCat.apps.map((app) => ({ title: app.meta.name, items: appItems(app) }));
  const dashboards = watchingCat.dashboards.map(({ title, url }) => ({ text: title, url, icon: 'dashboard' }));
  // Those of Grafana's core have no page here.
  const own = Object.values(settings.datasources).filter(({ meta }) => meta.module !== '');
  const sources = own.map(({ name, uid }) => ({
    text: name,
    url: `/connections/datasources/edit/${encodeURIComponent(uid)}`,
    icon: 'database',
  }));
  const configuration = watchingCat.apps
    .filter(({ meta }) => meta.includes?.some(({ path }) => path === `/plugins/${meta.id}`))
    .map(({ meta }) => ({ text: 'Configuration', url: `/plugins/${meta.id}`, icon: 'cog' }));
  const sections = [
    ...apps,
    { title: 'Dashboards', items: dashboards },
    { title: 'Data sources', items: sources },
    {
      title: 'Server',
      items: [...configuration, { text: 'API', url: '/api/docs', icon: 'brackets-curly', isExternal: true }],
    },
  ];
  return sections.filter(({ items }) => items.length > 0);
}

/** Whether the page at `pathname` belongs to this item: the page itself or one below it. */
export const isActive = ({ url }: MenuItem, pathname: string) => pathname === url || pathname.startsWith(`${url}/`);

/** Where `/` leads: the app's default page, else its first page, else the list of dashboards. */
export function defaultPath({ apps }: BootData['watchingCat']): string {
  const includes = apps.flatMap(({ meta }) => meta.includes ?? []).filter(({ path }) => path?.startsWith('/a/'));
  return (includes.find(({ defaultNav }) => defaultNav) ?? includes[0])?.path ?? '/dashboards';
}
