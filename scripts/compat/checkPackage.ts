// The traps of a package with nested plugins that a look at the built files can find, each seen on a real Grafana 11.0 (docs/grafana-versions.md). Grafana itself
// would say them late and obscurely: a 404 for a chunk, "datasource was not found", a page that redirects to the start.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HostExports } from './exportLists.ts';
import { loadEntry, type LoadedEntry } from './host.ts';

interface Include {
  readonly type: string;
  readonly name: string;
  readonly path?: string;
  readonly role?: string;
  readonly defaultNav?: boolean;
}

interface PluginJson {
  readonly type: 'app' | 'datasource' | 'panel';
  readonly id: string;
  readonly preload?: boolean;
  readonly backend?: boolean;
  readonly info: {
    readonly version: string;
    readonly logos: Record<string, string>;
    readonly screenshots?: readonly { path: string }[];
  };
  readonly includes?: readonly Include[];
  readonly dependencies: { readonly grafanaDependency: string };
}

/** One plugin of the package; `folder` is '' for the app, and `panels/trace` or the like for a nested one. */
interface Plugin {
  readonly folder: string;
  readonly text: string;
  readonly json: PluginJson;
}

const ROLES = ['Viewer', 'Editor', 'Admin'];
const CLASS = { app: 'AppPlugin', datasource: 'DataSourcePlugin', panel: 'PanelPlugin' };
const EXTENSION_CALLS = ['configureExtensionLink', 'configureExtensionComponent'];

/**
 * One line for each fault, with what to do.
 * @param dist the built package
 * @param scripts its scripts by path
 */
export function checkPackage(
  dist: string,
  scripts: ReadonlyMap<string, string>,
  hosts: readonly HostExports[],
): string[] {
  const plugins = globSync('**/plugin.json', { cwd: dist })
    .sort()
    .map((file): Plugin => {
      const text = readFileSync(join(dist, file), 'utf8');
      return {
        folder: dirname(file) === '.' ? '' : dirname(file).replaceAll('\\', '/'),
        text,
        json: JSON.parse(text) as PluginJson,
      };
    });
  const app = plugins.find(({ folder }) => folder === '');
  if (app === undefined) return ['plugin.json is missing in the package'];
  return [
    ...plugins.flatMap((plugin) => checkPluginJson(dist, plugin, app)),
    ...checkIncludes(app.json),
    ...checkScripts(scripts),
    ...plugins.flatMap((plugin) => hosts.flatMap((host) => checkLoad(plugin, app, scripts, host))),
  ];
}

function checkPluginJson(dist: string, { folder, text, json }: Plugin, app: Plugin): string[] {
  const file = join(folder, 'plugin.json');
  const prefix = app.json.id.replace(/app$/, '');
  const images = [...Object.values(json.info.logos), ...(json.info.screenshots ?? []).map(({ path }) => path)];
  return [
    ...[...text.matchAll(/%[A-Z_]+%/g)].map(
      ([placeholder]) => `${file} still says ${placeholder}: the build replaces VERSION, TODAY and PLUGIN_ID only`,
    ),
    ...(json.id.startsWith(prefix) && (folder === '' || json.id !== app.json.id)
      ? []
      : [
          `${file} has the id ${json.id}: a nested plugin needs an id of its own that begins with ${prefix} (%PLUGIN_ID% there becomes the app's)`,
        ]),
    ...(json.dependencies.grafanaDependency === '>=11.0.0'
      ? []
      : [`${file} must say that it runs on Grafana >=11.0.0`]),
    ...(json.backend === true ? [`${file} names a back-end: the package is front-end only`] : []),
    ...images
      .filter((image) => !existsSync(join(dist, folder, image)))
      .map((image) => `${file} names ${image}, which is not in the package: the webpack configuration copies */img`),
  ];
}

/** A page's role holds for its path, so that each page that not all may open needs an entry of its own. */
function checkIncludes({ id, includes = [] }: PluginJson): string[] {
  const pages = includes.filter(({ type }) => type === 'page');
  const paths = pages.map(({ path }) => path ?? '');
  return [
    ...pages
      .filter(({ role }) => !ROLES.includes(role ?? ''))
      .map(({ name }) => `the page ${name} in plugin.json needs a role: ${ROLES.join(', ')}`),
    ...pages
      .filter(({ path = '' }) => !path.startsWith(`/a/${id}/`) && path !== `/plugins/${id}`)
      .map(
        ({ name, path }) =>
          `the page ${name} in plugin.json has the path ${path ?? '(none)'}: it must begin with /a/${id}/`,
      ),
    ...pages
      .filter(({ path = '', role }) => path === `/plugins/${id}` && role !== 'Admin')
      .map(({ name }) => `the page ${name} in plugin.json is the configuration, which is for the role Admin`),
    ...paths
      .filter((path, at) => paths.indexOf(path) !== at)
      .map((path) => `plugin.json has two pages at ${path}, and one role only holds`),
    ...(pages.filter(({ defaultNav }) => defaultNav).length === 1
      ? []
      : ['exactly one page in plugin.json must have defaultNav']),
  ];
}

function checkScripts(scripts: ReadonlyMap<string, string>): string[] {
  return [...scripts].flatMap(([file, text]) => {
    const isEntry = /(^|\/)module\.js$/.test(file);
    const isAmd = /^\s*(\/\*[^]*?\*\/\s*)*define\(/.test(text);
    return [
      ...(isEntry && !isAmd ? [`${file} is not an AMD module`] : []),
      ...(isEntry && !text.includes('[create-plugin] version')
        ? [`${file} has lost the comment with create-plugin's version, which the plugin validator reads`]
        : []),
      ...(!isEntry && isAmd
        ? [
            `${file} is wrapped in define(), which a worker or chunk cannot answer: set the library for each entry, not for the output`,
          ]
        : []),
      ...(text.includes('__WEBPACK_EXTERNAL_MODULE')
        ? [`${file} uses a host's module where there is none (a worker?): it must bundle all that it imports`]
        : []),
    ];
  });
}

/** The addresses that a loader may give a module: none (11.0), below the app, under its own id; also below a sub-path. */
function addressesOf({ folder, json }: Plugin, app: Plugin): (string | undefined)[] {
  const own = ['/public/plugins', 'https://grafana.test/sub/path/public/plugins'].flatMap((root) => [
    `${root}/${app.json.id}/${folder === '' ? '' : `${folder}/`}module.js`,
    `${root}/${json.id}/module.js`,
  ]);
  return [undefined, ...own];
}

function checkLoad(plugin: Plugin, app: Plugin, scripts: ReadonlyMap<string, string>, host: HostExports): string[] {
  const file = join(plugin.folder, 'module.js');
  const script = scripts.get(file);
  if (script === undefined) return [`${file} is missing`];
  try {
    return addressesOf(plugin, app)
      .flatMap((uri) => {
        const loaded = loadEntry(script, host, uri);
        return [...checkLoaded(file, plugin.json, loaded), ...checkPublicPath(file, uri, loaded, app.json.id)];
      })
      .filter((problem, at, all) => all.indexOf(problem) === at);
  } catch (error) {
    return [`${file} does not load in Grafana ${host.grafana}: ${(error as Error).message}`];
  }
}

function checkLoaded(
  file: string,
  { type, preload = false }: PluginJson,
  { plugins, hasPlugin }: LoadedEntry,
): string[] {
  const own = plugins.find((one) => one.type === CLASS[type]);
  if (!hasPlugin || own === undefined) return [`${file} does not export a ${CLASS[type]} as \`plugin\``];
  const isExtending = own.calls.some((call) => EXTENSION_CALLS.includes(call));
  return [
    ...(type === 'datasource' ? checkDataSource(file, own.args[0]) : []),
    ...(isExtending && !preload
      ? [`${file} registers an extension, which Grafana 11.0 sees only with "preload": true in plugin.json`]
      : []),
  ];
}

/** Grafana 11.0 takes a data source class whose constructor has not exactly one parameter for an Angular plugin, and calls it without `new`. */
function checkDataSource(file: string, dataSource: unknown): string[] {
  const isGood = typeof dataSource === 'function' && dataSource.length === 1;
  return isGood
    ? []
    : [`${file}: the data source's class needs a constructor of its own with exactly one parameter and no default`];
}

function checkPublicPath(file: string, uri: string | undefined, { publicPath }: LoadedEntry, appId: string): string[] {
  if (publicPath === undefined) return []; // it loads no chunks
  const expected =
    uri === undefined
      ? `public/plugins/${appId}/`
      : `${uri.slice(0, uri.indexOf('public/plugins/'))}public/plugins/${appId}/`;
  if (publicPath === expected) return [];
  return [
    `${file} at ${uri ?? 'no address'} looks for chunks in ${publicPath} instead of ${expected}: name the nested plugin in webpack.config.ts`,
  ];
}
