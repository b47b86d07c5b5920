import { rm } from 'node:fs/promises';
import path from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import type { BootData } from './bootData.ts';
import { registerShell } from './server.ts';
import { shopFolder } from './server/testing.ts';

let folder: string;
let app: FastifyInstance;

const start = async () => {
  const server = Fastify();
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ title: 'Nothing here' }));
  server.get('/api/v1/health', () => ({ status: 'ok' }));
  await registerShell(server, {
    pluginDir: path.join(folder, 'plugin'),
    shellDir: path.join(folder, 'shell'),
    provisioningDir: path.join(folder, 'provisioning'),
    dataDir: path.join(folder, 'data'),
    version: '9.9.9',
  });
  return server;
};

beforeAll(async () => {
  folder = await shopFolder();
  app = await start();
});

afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

const browser = { accept: 'text/html,*/*' };
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

describe('pages', () => {
  const bootOf = (html: string) => JSON.parse(/id="boot-data">(.*?)<\/script>/s.exec(html)?.[1] ?? '') as BootData;

  it.each([
    '/',
    '/a/shop-app/goods',
    '/d/goods',
    '/d/goods/slug',
    '/dashboards',
    '/plugins/shop-app',
    '/connections/datasources/edit/shop',
    '/login',
  ])('%s is the page, under a policy without inline scripts', async (url) => {
    const { statusCode, headers, body } = await get(url, browser);
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(body.match(/<script(?![^>]*(src|application\/json))/g)).toBeNull();
  });

  it('carries the boot data with versions, plugins, data sources and dashboards', async () => {
    const { settings, watchingCat } = bootOf((await get('/', browser)).body);
    expect(settings.buildInfo.version).toBe('12.3.4');
    expect(settings['namespace']).toBe('default');
    expect(settings.defaultDatasource).toBe('Shop data');
    expect(settings.datasources['Shop data']?.url).toBe('/api/datasources/proxy/uid/shop');
    expect(settings.datasources['Shop data']?.meta.module).toBe('public/plugins/shop-app/datasource/module');
    expect(Object.keys(settings.panels)).toEqual(['shop-goods-panel']);
    expect(watchingCat.version).toBe('9.9.9');
    expect(watchingCat.apps.map(({ meta }) => meta.id)).toEqual(['shop-app']);
    expect(watchingCat.dashboards).toEqual([
      { uid: 'goods', title: '</script><b>Goods', tags: ['shop'], url: '/d/goods' },
    ]);
  });

  it('keeps secrets, plugin routes and data sources without a plugin out of the page', async () => {
    const { body } = await get('/', browser);
    expect(body).not.toContain('very-secret');
    expect(body).not.toContain('SecureJsonData');
    expect(body).not.toContain('elsewhere');
  });

  it('fetches ahead only what the page runs', async () => {
    expect((await get('/a/shop-app/goods', browser)).body).toContain('/public/plugins/shop-app/module.js?_cache=1.2.3');
    const dashboard = (await get('/d/goods', browser)).body;
    expect(dashboard).toContain('/public/plugins/shop-app/datasource/module.js?_cache=1.2.3');
    expect(dashboard).not.toContain('/shop-app/module.js');
  });

  it('gives a browser the page with status 404 for an unknown address, and programs the not-found handler', async () => {
    expect(await get('/nothing', browser)).toMatchObject({
      statusCode: 404,
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
    expect((await get('/nothing')).json()).toEqual({ title: 'Nothing here' });
    expect((await get('/api/v1/nothing', browser)).json()).toEqual({ title: 'Nothing here' });
    expect((await get('/api/v1/health')).json()).toEqual({ status: 'ok' });
  });
});

describe('static files', () => {
  it('serves hashed files for good, compressed where the browser accepts it', async () => {
    const plain = await get('/public/build/shell-1.js');
    expect(plain.body).toBe('export {};');
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await get('/public/build/shell-1.js', { 'accept-encoding': 'br' })).headers['content-encoding']).toBe('br');
  });

  it('serves icons for a day, and the plugin with a check each time', async () => {
    expect((await get('/public/build/img/icons/unicons/apps.svg')).headers['cache-control']).toBe(
      'public, max-age=86400',
    );
    const module = await get('/public/plugins/shop-app/module.js?_cache=1.2.3');
    expect(module.body).toContain('define(');
    expect(module.headers['cache-control']).toBe('no-cache');
  });

  it('serves nothing outside its folders', async () => {
    expect((await get('/public/plugins/shop-app/..%2f..%2fprovisioning/datasources/shop.yaml')).body).not.toContain(
      'very-secret',
    );
  });
});

describe("Grafana's API", () => {
  it('answers the settings of a plugin and keeps what is posted', async () => {
    expect((await get('/api/plugins/shop-app/settings')).json()).toMatchObject({
      id: 'shop-app',
      enabled: true,
      jsonData: {},
    });
    const posted = await app.inject({
      method: 'POST',
      url: '/api/plugins/shop-app/settings',
      payload: { enabled: true, jsonData: { range: '3h' } },
    });
    expect(posted.statusCode).toBe(200);
    const restarted = await start();
    expect((await restarted.inject('/api/plugins/shop-app/settings')).json()).toMatchObject({
      jsonData: { range: '3h' },
    });
    await restarted.close();
  });

  it('refuses secrets and unknown plugins in settings', async () => {
    const post = (id: string, payload: object) =>
      app.inject({ method: 'POST', url: `/api/plugins/${id}/settings`, payload });
    expect((await post('shop-app', { secureJsonData: { token: 'x' } })).statusCode).toBe(400);
    expect((await post('unknown-app', {})).statusCode).toBe(404);
    expect((await get('/api/plugins/unknown-app/settings')).statusCode).toBe(404);
  });

  it('shows a data source by uid and by name without its secrets, only which are set', async () => {
    const byUid = await get('/api/datasources/uid/shop', { host: 'shop.test:3000' });
    expect(byUid.json()).toMatchObject({
      uid: 'shop',
      readOnly: true,
      jsonData: { region: 'north', serverUrl: 'http://shop.test:3000' },
      secureJsonFields: { token: true },
    });
    expect(byUid.json<{ secureJsonFields: object }>().secureJsonFields).toEqual({ token: true });
    expect(byUid.body).not.toContain('very-secret');
    expect((await get('/api/datasources/name/Shop%20data')).json()).toMatchObject({ uid: 'shop' });
    expect((await get('/api/datasources')).json()).toHaveLength(1);
    expect((await get('/api/datasources/uid/elsewhere')).statusCode).toBe(404);
  });

  it('finds and shows dashboards; a broken file hides only itself', async () => {
    expect((await get('/api/search?query=goods&tag=shop')).json()).toMatchObject([
      { uid: 'goods', type: 'dash-db', url: '/d/goods' },
    ]);
    expect((await get('/api/search?tag=other')).json()).toEqual([]);
    expect((await get('/api/dashboards/uid/goods')).json()).toMatchObject({
      dashboard: { uid: 'goods' },
      meta: { canSave: false, provisioned: true },
    });
    expect((await get('/api/dashboards/uid/none')).json()).toMatchObject({
      type: 'urn:watchingcat:problem:dashboard-not-found',
      status: 404,
    });
  });

  it('accepts the sign-in of @grafana/plugin-e2e and says who is here', async () => {
    expect(
      (await app.inject({ method: 'POST', url: '/login', payload: { user: 'admin', password: 'admin' } })).statusCode,
    ).toBe(200);
    expect((await get('/api/user')).json()).toMatchObject({ orgRole: 'Admin' });
    expect((await get('/api/frontend/settings')).json()).toMatchObject({ defaultDatasource: 'Shop data' });
  });
});

it('says what to do when the shell is not built', async () => {
  const server = Fastify();
  const options = {
    pluginDir: '',
    shellDir: path.join(folder, 'none'),
    provisioningDir: '',
    dataDir: folder,
    version: '',
  };
  await expect(registerShell(server, options)).rejects.toThrow('node packages/shell/build.ts');
});
