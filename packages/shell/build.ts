// Builds the shell's page: `node packages/shell/build.ts [--dev]` writes packages/shell/dist (scripts with content hashes, precompressed, source maps
// beside them, icons, a font, and manifest.json, from which the server makes index.html). The plugin is not built here. For another version of Grafana's
// packages: `--modules FOLDER --out FOLDER`, where the first is the node_modules that holds them (scripts/compat/installGrafana.ts).
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build, type Metafile, type Plugin } from 'esbuild';
import { iconBundle, iconFolders } from './build/iconBundle.ts';
import {
  cjsDefaultImports,
  packagesFrom,
  plainRouter,
  runtimeInternals,
  slimData,
  uiStandins,
} from './build/esbuildPlugins.ts';

const here = import.meta.dirname;
const { values: options } = parseArgs({
  options: { dev: { type: 'boolean', default: false }, modules: { type: 'string' }, out: { type: 'string' } },
});
const isDevelopment = options.dev;
const dist = path.resolve(options.out ?? path.join(here, 'dist'));
/** The node_modules that holds Grafana's packages. */
const modules = options.modules ?? path.dirname(path.dirname(packageFolder('@grafana/data')));
const started = performance.now();

await rm(dist, { recursive: true, force: true });
await mkdir(path.join(dist, 'build'), { recursive: true });

const plugins: Plugin[] = [
  ...(options.modules === undefined ? [] : [packagesFrom(modules), plainRouter(modules)]),
  runtimeInternals(modules),
  cjsDefaultImports,
  uiStandins,
  slimData,
  iconBundle(modules),
];
const { metafile } = await build({
  entryPoints: { shell: path.join(here, 'src/client/boot.ts') },
  outdir: path.join(dist, 'build'),
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'browser',
  target: ['es2022'],
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': isDevelopment ? '"development"' : '"production"', global: 'globalThis' },
  loader: { '.svg': 'text', '.woff2': 'file' },
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  minify: !isDevelopment,
  sourcemap: 'linked',
  metafile: true,
  // Full licence texts lie in node_modules; systemjs' package.json has an unusual "type".
  legalComments: 'none',
  logOverride: { 'package.json': 'silent' },
  logLevel: 'warning',
  plugins,
});

for (const folder of iconFolders(modules)) await cp(folder, path.join(dist, 'build/img/icons'), { recursive: true });
const { version: grafana } = JSON.parse(await readFile(path.join(modules, '@grafana/data/package.json'), 'utf8')) as {
  version: string;
};
await writeFile(path.join(dist, 'manifest.json'), JSON.stringify({ grafana, ...manifest(metafile) }, null, 1));
if (!isDevelopment) await precompress(path.join(dist, 'build'));
await report();

function packageFolder(name: string): string {
  return path.dirname(new URL(import.meta.resolve(`${name}/package.json`)).pathname);
}

/** What index.html needs: the entry and, so that nothing is fetched in a chain, all scripts that the first page certainly runs. */
function manifest({ outputs }: Metafile) {
  const name = (file: string) => path.basename(file);
  const outputOf = (source: string) => {
    const found = Object.entries(outputs).find(([, output]) => output.entryPoint?.endsWith(source));
    if (found === undefined) throw new Error(`no output for ${source}`);
    return found[0];
  };
  const withImports = (file: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const { path: to, kind } of outputs[file]?.imports ?? [])
      if (kind === 'import-statement') withImports(to, seen);
    return seen;
  };
  const entry = outputOf('src/client/boot.ts');
  const main = outputOf('src/client/main.tsx');
  return {
    entry: name(entry),
    preload: [...withImports(main)].map(name),
    styles: [outputs[entry]?.cssBundle ?? []].flat().map(name),
    fonts: Object.keys(outputs)
      .filter((file) => file.endsWith('.woff2'))
      .map(name),
  };
}

/** A `.br` and a `.gz` beside each text file that is worth it; @fastify/static picks what the browser accepts. */
async function precompress(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true });
  await Promise.all(
    files
      .filter((file) => /\.(js|css|svg)$/.test(file))
      .map(async (file) => {
        const full = path.join(folder, file);
        const content = await readFile(full);
        if (content.length < 1024) return;
        const quality = {
          params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
        };
        await writeFile(`${full}.br`, await promisify(brotliCompress)(content, quality));
        await writeFile(`${full}.gz`, await promisify(gzip)(content, { level: 6 }));
      }),
  );
}

async function report(): Promise<void> {
  const { preload } = JSON.parse(await readFile(path.join(dist, 'manifest.json'), 'utf8')) as { preload: string[] };
  const sizes = await Promise.all(
    preload.map(
      async (file) =>
        (await readFile(path.join(dist, 'build', isDevelopment ? file : `${file}.br`)).catch(() => '')).length,
    ),
  );
  const kilobytes = Math.round(sizes.reduce((sum, size) => sum + size, 0) / 1000);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `shell: built in ${seconds} s; first page loads ${preload.length} scripts, ${kilobytes} kB${isDevelopment ? '' : ' as brotli'}`,
  );
}
