// Every icon that the page may show, in one module: `import icons from 'icon-bundle'` gives SVG text by path (`unicons/apps`). One request instead of dozens, and
// no icon pops in late. The files stay beside it for whoever asks for one by address.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'esbuild';

/** Where icons come from: those that @grafana/ui ships, then our own drawings of those that its components use and it does not ship. */
export const iconFolders = (modules: string): string[] => [
  path.join(modules, '@grafana/ui/dist/public/img/icons'),
  path.join(import.meta.dirname, '../icons'),
];

/** @param modules the node_modules with @grafana/ui */
export const iconBundle = (modules: string): Plugin => ({
  name: 'icon-bundle',
  setup(build) {
    build.onResolve({ filter: /^icon-bundle$/ }, () => ({ path: 'icons', namespace: 'icon-bundle' }));
    build.onLoad({ filter: /.*/, namespace: 'icon-bundle' }, async () => ({
      contents: JSON.stringify(Object.fromEntries((await Promise.all(iconFolders(modules).map(iconsIn))).flat())),
      loader: 'json',
    }));
  },
});

async function iconsIn(folder: string): Promise<Array<[string, string]>> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.svg')).sort();
  return Promise.all(
    files.map(async (file): Promise<[string, string]> => [
      file
        .split(path.sep)
        .join('/')
        .replace(/\.svg$/, ''),
      (await readFile(path.join(folder, file), 'utf8')).trim(),
    ]),
  );
}
