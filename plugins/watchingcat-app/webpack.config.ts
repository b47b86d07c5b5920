// create-plugin's webpack configuration (.config/, never edited) with what one dist for Grafana 11.0 to 13.2 needs on top:
// a public path that is right for nested plugins, no react/jsx-runtime from the host, one AMD library per entry (so that worker
// chunks are plain scripts), images of nested plugins, and a fast minifier. Run by Node's own type stripping.
import path from 'node:path';
import CopyWebpackPlugin from 'copy-webpack-plugin';
import TerserPlugin from 'terser-webpack-plugin';
import webpack, { type Configuration } from 'webpack';
import VirtualModulesPlugin from 'webpack-virtual-modules';
import baseConfig, { type Env } from './.config/webpack/webpack.config.ts';

const APP_ID = 'watchingcat-app';
/** Folder and id of each nested plugin: Grafana serves their code under either, and chunks always lie beside the app's. */
const NESTED_FOLDERS = ['datasource', 'panels\\/trace', 'panels\\/flamegraph'];
const NESTED_IDS = ['watchingcat-datasource', 'watchingcat-trace-panel', 'watchingcat-flamegraph-panel'];

const publicPathModule = `
import amdMetaModule from 'amd-module';
var uri = amdMetaModule && amdMetaModule.uri;
__webpack_public_path__ = uri
  ? uri.slice(0, uri.lastIndexOf('/') + 1)
      .replace(/\\/(?:${NESTED_FOLDERS.join('|')})\\/$/, '/')
      .replace(/\\/(?:${NESTED_IDS.join('|')})\\/$/, '/${APP_ID}/')
  : 'public/plugins/${APP_ID}/';
`;

/** TypeScript and JSX by swc. Sources of workspace packages come through symlinks and resolve outside node_modules. */
function swcRule(test: RegExp, tsx: boolean): webpack.RuleSetRule {
  return {
    test,
    exclude: /node_modules/,
    use: {
      loader: 'swc-loader',
      options: {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx },
          transform: { react: { runtime: 'classic' } },
        },
      },
    },
  };
}

const isSwcRule = (rule: unknown) => JSON.stringify(rule ?? {}).includes('"swc-loader"');
const isCalled = (name: string) => (plugin: unknown) => (plugin as object | null)?.constructor.name === name;

export default async function config(env: Env): Promise<Configuration> {
  const base = await baseConfig(env);
  const shim = path.resolve(import.meta.dirname, 'src/jsx-runtime.ts');
  const entries = base.entry as Record<string, string>;
  const output = { ...base.output, enabledLibraryTypes: ['amd'] };
  delete output.library; // per entry instead, see below
  const banner = base.plugins?.find(isCalled('BannerPlugin')) as webpack.BannerPlugin;
  // After the minifier, which would drop the comment that Grafana's plugin validator reads.
  banner.options.stage = webpack.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_SIZE + 1;
  return {
    ...base,
    cache: {
      type: 'filesystem',
      name: env['production'] ? 'production' : 'development',
      buildDependencies: { config: [import.meta.filename, path.join(import.meta.dirname, '.config/webpack/')] },
    },
    entry: Object.fromEntries(
      Object.entries(entries).map(([name, file]) => [name, { import: file, library: { type: 'amd' } }]),
    ),
    externals: (base.externals as unknown[]).filter(
      (external) => external !== 'react/jsx-runtime' && external !== 'react/jsx-dev-runtime',
    ) as NonNullable<Configuration['externals']>,
    externalsType: 'amd',
    module: {
      ...base.module,
      rules: [
        ...(base.module?.rules ?? []).filter((rule) => !isSwcRule(rule)),
        swcRule(/\.[jt]s$/, false),
        swcRule(/\.[jt]sx$/, true),
      ],
    },
    optimization: {
      ...base.optimization,
      minimizer: [new TerserPlugin({ minify: TerserPlugin.swcMinify, extractComments: false })],
    },
    output,
    performance: { hints: false },
    plugins: [
      ...(base.plugins ?? []).filter((plugin) => !isCalled('VirtualModulesPlugin')(plugin)),
      new VirtualModulesPlugin({ 'node_modules/grafana-public-path.js': publicPathModule }),
      new CopyWebpackPlugin({ patterns: [{ from: '*/**/img/**/*', to: '.', noErrorOnMissing: true }] }),
    ],
    resolve: { ...base.resolve, alias: { 'react/jsx-runtime': shim, 'react/jsx-dev-runtime': shim } },
  };
}
