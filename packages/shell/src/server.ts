// The shell's part of the server: pages, static files, and the routes of Grafana's API that the page needs. It knows nothing of telemetry; the data source's
// proxy address is rewritten to the server's own API by the server (Fastify's rewriteUrl).
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { bootData, type Sources } from './server/boot.ts';
import { grafanaApi } from './server/grafanaApi.ts';
import { proxyRoutes } from './server/proxy/proxyRoutes.ts';
import { CONTENT_SECURITY_POLICY, indexHtml, readManifest } from './server/page.ts';
import { readPlugins } from './server/plugins.ts';
import { PluginSettingsStore } from './server/pluginSettings.ts';

export interface ShellOptions {
  /** The built plugin package: plugins/watchingcat-app/dist. */
  pluginDir: string;
  /** The built shell: packages/shell/dist. */
  shellDir: string;
  /** provisioning/ in Grafana's layout. */
  provisioningDir: string;
  /** The server's data directory, in which settings of plugins are kept. */
  dataDir: string;
  /** WatchingCat's version, shown in the menu. */
  version: string;
}

const YEAR_S = 31_536_000;
const PAGES = ['/', '/login', '/a/*', '/d/*', '/dashboards', '/plugins/:id', '/connections/*'];

/**
 * Adds the shell to `app`. An address that nothing else answers gives the page, which shows its own "not found", to a browser, and Fastify's not-found handler
 * to everyone else.
 * @throws Error when the shell is not built
 */
export async function registerShell(
  app: FastifyInstance,
  { pluginDir, shellDir, provisioningDir, dataDir, version }: ShellOptions,
): Promise<void> {
  const { grafana: grafanaVersion } = await readManifest(shellDir);
  const sources: Sources = {
    pluginDir,
    provisioningDir,
    version,
    grafanaVersion,
    settings: new PluginSettingsStore(dataDir),
    onProblem: (file, error) =>
      app.log.warn({ file: path.relative(provisioningDir, file), err: error }, 'provisioning file ignored'),
  };
  await staticFiles(app, shellDir, pluginDir);
  grafanaApi(app, sources);
  await proxyRoutes(app, sources);

  const page = async ({ url }: FastifyRequest, reply: FastifyReply, status: number) => {
    const html = indexHtml(await readManifest(shellDir), await bootData(sources), url.split('?', 1)[0] ?? '/');
    return reply
      .code(status)
      .type('text/html; charset=utf-8')
      .header('content-security-policy', CONTENT_SECURITY_POLICY)
      .header('cache-control', 'no-cache')
      .header('x-content-type-options', 'nosniff')
      .header('referrer-policy', 'same-origin')
      .send(html);
  };
  for (const url of PAGES) app.get(url, (request, reply) => page(request, reply, 200));
  app.get('/*', (request, reply) => (wantsPage(request) ? page(request, reply, 404) : reply.callNotFound()));
}

/** Whether a person's browser asks for a document, rather than a program for data or a page for one of its parts. */
function wantsPage({ url, headers }: FastifyRequest): boolean {
  return !/^\/(api|public)\//.test(url) && (headers.accept ?? '').includes('text/html');
}

/**
 * The build's files never change under their name; a plugin's files may, under theirs, and are checked each time unless the address carries a version.
 */
async function staticFiles(app: FastifyInstance, shellDir: string, pluginDir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: path.join(shellDir, 'build'),
    prefix: '/public/build/',
    preCompressed: true,
    decorateReply: false,
    index: false,
    setHeaders: (reply, file) => {
      const isHashed = !file.includes(`${path.sep}img${path.sep}`);
      reply.header('cache-control', isHashed ? `public, max-age=${YEAR_S}, immutable` : 'public, max-age=86400');
    },
  });
  const appId = (await readPlugins(pluginDir))[0]?.id;
  if (appId === undefined) return app.log.warn({}, 'the plugin is not built; pages will be empty');
  await app.register(fastifyStatic, {
    root: pluginDir,
    prefix: `/public/plugins/${appId}/`,
    decorateReply: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply) => void reply.header('cache-control', 'no-cache'),
  });
}
