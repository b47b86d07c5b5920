// A small plugin package, a built shell and a provisioning folder in a temporary directory, for tests.
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const info = { version: '1.2.3', logos: { small: 'img/logo.svg', large: 'img/logo.svg' } };

const FILES: Record<string, string> = {
  'plugin/plugin.json': JSON.stringify({
    id: 'shop-app',
    type: 'app',
    name: 'Shop',
    info,
    includes: [
      { type: 'page', name: 'Goods', path: '/a/shop-app/goods', addToNav: true },
      { type: 'page', name: 'Orders', path: '/a/shop-app/orders', addToNav: true, defaultNav: true },
    ],
  }),
  'plugin/module.js': 'define([], () => ({ plugin: {} }));',
  'plugin/datasource/plugin.json': JSON.stringify({
    id: 'shop-datasource',
    type: 'datasource',
    name: 'Shop data',
    metrics: true,
    info,
    routes: [
      {
        path: 'server',
        url: '{{ .JsonData.serverUrl }}',
        headers: [{ name: 'X', content: '{{ .SecureJsonData.token }}' }],
      },
    ],
  }),
  'plugin/panels/goods/plugin.json': JSON.stringify({ id: 'shop-goods-panel', type: 'panel', name: 'Goods', info }),
  'shell/manifest.json': JSON.stringify({
    grafana: '12.3.4',
    entry: 'shell-1.js',
    preload: ['main-1.js'],
    styles: [],
    fonts: ['inter-1.woff2'],
  }),
  'shell/build/shell-1.js': 'export {};',
  'shell/build/shell-1.js.br': 'not really brotli',
  'shell/build/img/icons/unicons/apps.svg': '<svg/>',
  'provisioning/datasources/shop.yaml': `
apiVersion: 1
datasources:
  - name: Shop data
    uid: shop
    type: shop-datasource
    jsonData: { serverUrl: $SHOP_TEST_URL, region: '\${SHOP_TEST_REGION:-north}' }
    secureJsonData: { token: very-secret, unset: $SHOP_TEST_UNSET }
  - { name: Elsewhere, uid: elsewhere, type: not-installed-datasource }
`,
  'provisioning/dashboards/goods.json': JSON.stringify({
    uid: 'goods',
    title: '</script><b>Goods',
    tags: ['shop'],
    panels: [],
  }),
  'provisioning/dashboards/broken.json': '{',
};

/** Writes the files and returns their folder. */
export async function shopFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'watchingcat-shell-'));
  for (const [file, content] of Object.entries(FILES)) {
    await mkdir(path.join(folder, path.dirname(file)), { recursive: true });
    await writeFile(path.join(folder, file), content);
  }
  return folder;
}
