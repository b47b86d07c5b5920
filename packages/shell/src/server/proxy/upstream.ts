// Where a request to a data source goes, and with which credentials: from provisioning/, secrets included. Nothing of this leaves the proxy.
import type { OutgoingHttpHeaders } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readRawDataSources, type Environment, type RawDataSource } from '../provisioning.ts';

/** The target of one request. */
export interface Upstream {
  readonly type: string;
  /** Whole, with path and query; `undefined` when the data source has no address for this path. */
  readonly url: URL | undefined;
  readonly headers: OutgoingHttpHeaders;
}

interface PluginRoute {
  readonly path: string;
  readonly url: string;
  readonly method?: string;
  readonly headers?: readonly { readonly name: string; readonly content: string }[];
  readonly urlParams?: readonly { readonly name: string; readonly content: string }[];
}

/**
 * @param rest what follows the data source in the address: path, escaped as it came, and query
 * @returns `undefined` when no such data source is provisioned
 */
export async function upstreamOf(
  { provisioningDir, pluginDir, env }: { provisioningDir: string; pluginDir: string; env: Environment },
  uid: string,
  method: string,
  rest: { readonly path: string; readonly query: string },
): Promise<Upstream | undefined> {
  const source = (await readRawDataSources(provisioningDir, env)).find((one) => one.uid === uid);
  if (source === undefined) return undefined;
  const route = (await routesOf(pluginDir, source.type)).find(
    (one) => rest.path.startsWith(one.path) && (one.method === undefined || one.method === method),
  );
  if (route !== undefined) return ofRoute(source, route, rest);
  return { type: source.type, url: joined(source.url, rest.path, rest.query), headers: credentials(source) };
}

/** Routes of our own nested data source; Grafana's core types have none. */
async function routesOf(pluginDir: string, type: string): Promise<readonly PluginRoute[]> {
  const file = path.join(pluginDir, 'datasource/plugin.json');
  const json = await readFile(file, 'utf8').catch(() => undefined);
  if (json === undefined) return [];
  const { id, routes = [] } = JSON.parse(json) as { id: string; routes?: readonly PluginRoute[] };
  return id === type ? routes : [];
}

/** Grafana matches a route's path without a boundary, escapes the rest of the path once more, and sorts the query. */
function ofRoute(
  source: RawDataSource,
  route: PluginRoute,
  rest: { readonly path: string; readonly query: string },
): Upstream {
  const text = (template: string) => filled(template, source);
  const query = new URLSearchParams(rest.query);
  for (const { name, content } of route.urlParams ?? []) query.set(name, text(content));
  query.sort();
  const after = rest.path.slice(route.path.length).replace(/^\//, '').replaceAll('%', '%25');
  const headers = (route.headers ?? []).map(({ name, content }): [string, string] => [
    name.toLowerCase(),
    text(content),
  ]);
  return {
    type: source.type,
    url: joined(text(route.url), after, query.toString()),
    headers: Object.fromEntries(headers.filter(([, value]) => !/^Bearer\s*$/.test(value))),
  };
}

/** `{{ .JsonData.serverUrl }}` and `{{ .SecureJsonData.token }}` of a plugin.json. */
function filled(template: string, { jsonData, secureJsonData }: RawDataSource): string {
  return template.replace(/\{\{\s*\.(JsonData|SecureJsonData)\.(\w+)\s*\}\}/g, (_all, where: string, name: string) => {
    const value = where === 'JsonData' ? jsonData[name] : secureJsonData[name];
    return typeof value === 'string' ? value : '';
  });
}

function credentials({ basicAuth, basicAuthUser, jsonData, secureJsonData }: RawDataSource): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  if (basicAuth) {
    const password = secureJsonData['basicAuthPassword'] ?? '';
    headers['authorization'] = `Basic ${Buffer.from(`${basicAuthUser}:${password}`).toString('base64')}`;
  }
  for (let index = 1; typeof jsonData[`httpHeaderName${index}`] === 'string'; index++)
    headers[(jsonData[`httpHeaderName${index}`] as string).toLowerCase()] =
      secureJsonData[`httpHeaderValue${index}`] ?? '';
  return headers;
}

function joined(base: string, rest: string, query: string): URL | undefined {
  if (!URL.canParse(base) || !/^https?:$/.test(new URL(base).protocol)) return undefined;
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${rest}`;
  url.search = query;
  return url;
}
