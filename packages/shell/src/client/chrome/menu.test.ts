import type { BootData } from '../../bootData.ts';
import { buildMenu, defaultPath, isActive } from './menu.ts';

const include = (name: string, path: string, more: object = {}) => ({
  type: 'page',
  name,
  path,
  addToNav: true,
  ...more,
});
const app = (includes: object[]) => ({ enabled: true, jsonData: {}, meta: { id: 'shop-app', name: 'Shop', includes } });
const boot = (includes: object[]) =>
  ({
    settings: {
      datasources: {
        Shop: { name: 'Shop', uid: 'a/b', meta: { module: 'public/plugins/shop/module' } },
        Jaeger: { name: 'Jaeger', uid: 'jaeger', meta: { module: '' } }, // Grafana's own, which has no page here
      },
    },
    watchingCat: { apps: [app(includes)], dashboards: [{ uid: 'd', title: 'Overview', tags: [], url: '/d/d' }] },
  }) as unknown as BootData;

it('lists pages of the app, dashboards, data sources, configuration and API', () => {
  const menu = buildMenu(
    boot([include('Goods', '/a/shop-app/goods', { icon: 'star' }), include('Configuration', '/plugins/shop-app')]),
  );
  expect(menu).toEqual([
    { title: 'Shop', items: [{ text: 'Goods', url: '/a/shop-app/goods', icon: 'star' }] },
    { title: 'Dashboards', items: [{ text: 'Overview', url: '/d/d', icon: 'dashboard' }] },
    { title: 'Data sources', items: [{ text: 'Shop', url: '/connections/datasources/edit/a%2Fb', icon: 'database' }] },
    {
      title: 'Server',
      items: [
        { text: 'Configuration', url: '/plugins/shop-app', icon: 'cog' },
        { text: 'API', url: '/api/docs', icon: 'brackets-curly', isExternal: true },
      ],
    },
  ]);
});

it('leaves out pages that are not for the menu, and empty sections', () => {
  const menu = buildMenu(
    boot([
      include('Hidden', '/a/shop-app/hidden', { addToNav: false }),
      { type: 'dashboard', name: 'X', addToNav: true },
    ]),
  );
  expect(menu.map(({ title }) => title)).toEqual(['Dashboards', 'Data sources', 'Server']);
});

it('opens with the default page, else the first one, else the dashboards', () => {
  const path = (includes: object[]) => defaultPath(boot(includes).watchingCat);
  const goods = include('Goods', '/a/shop-app/goods');
  expect(path([goods, include('Orders', '/a/shop-app/orders', { defaultNav: true })])).toBe('/a/shop-app/orders');
  expect(path([goods])).toBe('/a/shop-app/goods');
  expect(path([include('Configuration', '/plugins/shop-app')])).toBe('/dashboards');
});

it('marks an item on its page and below, not on pages that merely begin alike', () => {
  const item = { text: '', icon: '', url: '/a/shop-app/trace' };
  expect(isActive(item, '/a/shop-app/trace')).toBe(true);
  expect(isActive(item, '/a/shop-app/trace/1')).toBe(true);
  expect(isActive(item, '/a/shop-app/traces')).toBe(false);
});
