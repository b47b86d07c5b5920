// Finds the plugins in a built plugin package: the app at its top and nested ones in any folder with a plugin.json, as Grafana does.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PluginMetaJson } from '../bootData.ts';

const withSlashes = (file: string) => file.split(path.sep).join('/');

/**
 * @param pluginDir the package's dist folder
 * @returns metas with addresses below `public/plugins/<app id>`; empty while the package is not built
 */
export async function readPlugins(pluginDir: string): Promise<PluginMetaJson[]> {
  const files = await readdir(pluginDir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const metas = files.filter((file) => path.basename(file) === 'plugin.json').sort((a, b) => a.length - b.length);
  const jsons = await Promise.all(
    metas.map(async (file) => ({
      folder: withSlashes(path.dirname(file)),
      json: JSON.parse(await readFile(path.join(pluginDir, file), 'utf8')) as PluginMetaJson,
    })),
  );
  const appId = jsons[0]?.json.id ?? '';
  return jsons.map(({ folder, json }) =>
    withAddresses(json, folder === '.' ? `public/plugins/${appId}` : `public/plugins/${appId}/${folder}`),
  );
}

function withAddresses(json: PluginMetaJson, baseUrl: string): PluginMetaJson {
  // Routes name upstream addresses and where secrets go; a browser needs neither.
  const visible = Object.fromEntries(Object.entries(json).filter(([key]) => key !== 'routes')) as PluginMetaJson;
  const { small, large } = json.info.logos;
  return {
    ...visible,
    baseUrl,
    module: `${baseUrl}/module`,
    info: { ...json.info, logos: { small: `${baseUrl}/${small}`, large: `${baseUrl}/${large}` } },
  };
}
