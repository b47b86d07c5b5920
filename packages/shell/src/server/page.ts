// index.html: the boot data as a block of JSON (data, not a script, so that no inline script is needed) and the build's scripts, with a policy that allows no others.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BootData, PluginMetaJson } from '../bootData.ts';

interface Manifest {
  /** Version of the Grafana packages that were built in. */
  grafana: string;
  entry: string;
  preload: string[];
  styles: string[];
  fonts: string[];
}

/** Scripts and connections from this server only. Styles are inline because Grafana's components make theirs at run time; blob: workers are the plugin's. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** JSON inside HTML: `<` would let a value end the element. */
const jsonForHtml = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** @throws Error when the shell is not built */
export async function readManifest(shellDir: string): Promise<Manifest> {
  try {
    return JSON.parse(await readFile(path.join(shellDir, 'manifest.json'), 'utf8')) as Manifest;
  } catch (cause) {
    throw new Error('The shell is not built: run `node packages/shell/build.ts`', { cause });
  }
}

/** The plugin modules that the page at this path certainly runs. */
function pluginModules({ settings, watchingCat }: BootData, pathname: string): PluginMetaJson[] {
  const source = settings.datasources[settings.defaultDatasource]?.meta;
  const app = watchingCat.apps.find(({ meta }) => pathname === '/' || pathname.startsWith(`/a/${meta.id}`))?.meta;
  const needed = app ? [app] : pathname.startsWith('/d/') ? [source] : [];
  return needed.filter((meta) => meta !== undefined);
}

/** @param pathname the page's path, which decides what is fetched ahead */
export function indexHtml(manifest: Manifest, boot: BootData, pathname: string): string {
  const app = boot.watchingCat.apps[0]?.meta;
  const logo = escapeHtml(`/${app?.info.logos.small ?? ''}`);
  const lines = [
    ...manifest.fonts.map(
      (file) => `<link rel="preload" href="/public/build/${file}" as="font" type="font/woff2" crossorigin>`,
    ),
    ...manifest.styles.map((file) => `<link rel="stylesheet" href="/public/build/${file}">`),
    `<script type="module" src="/public/build/${manifest.entry}"></script>`,
    ...manifest.preload.map((file) => `<link rel="modulepreload" href="/public/build/${file}">`),
    ...pluginModules(boot, pathname).map(
      ({ module, info }) =>
        `<link rel="preload" as="script" href="/${escapeHtml(module)}.js?_cache=${encodeURIComponent(info.version)}">`,
    ),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<base href="/">
<title>WatchingCat</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="${logo}">
<style>
html, body { height: 100%; margin: 0 }
html { background: #f4f5f5; color: #24292e; font: 14px Inter, Helvetica, Arial, sans-serif }
@media (prefers-color-scheme: dark) { html:not([data-theme]) { background: #111217; color: #ccccdc } }
html[data-theme="dark"] { background: #111217; color: #ccccdc }
#boot { height: 100vh; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 8px }
</style>
${lines.join('\n')}
</head>
<body>
<div id="root"><div id="boot"><img src="${logo}" width="32" height="32" alt=""><p id="boot-status" role="status">Loading WatchingCat…</p><noscript>WatchingCat needs JavaScript.</noscript></div></div>
<script type="application/json" id="boot-data">${jsonForHtml(boot)}</script>
</body>
</html>
`;
}
