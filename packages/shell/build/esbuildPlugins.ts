// What bundling Grafana's npm packages needs beyond esbuild's defaults. Each plugin answers one trap; none changes what a package does.
import path from 'node:path';
import type { Plugin } from 'esbuild';

/**
 * Takes every package that the shell's sources import, React among them, from `modules` instead of the checkout: another Grafana than the checkout's, for
 * `npm run test:compat`. What those packages import in turn they find beside themselves.
 */
export const packagesFrom = (modules: string): Plugin => ({
  name: 'packages-from',
  setup(build) {
    const redirected = { isRedirected: true };
    build.onResolve({ filter: /^(@[^/]+\/)?[^./@][^/]*/ }, ({ path: name, importer, kind, pluginData }) => {
      const isOurs = importer.includes('/packages/shell/') && !importer.includes('/node_modules/');
      if (!isOurs || pluginData === redirected || path.isAbsolute(name)) return undefined;
      return build.resolve(name, { resolveDir: modules, importer, kind, pluginData: redirected });
    });
  },
});

/**
 * @grafana/ui reads version 6 of the router through a bridge for those who still have version 5 around it. Beside packages of another Grafana the bridge finds no
 * version 5, and the shell has none: it gets version 6 itself, the very copy that the shell's router is of.
 */
export const plainRouter = (modules: string): Plugin => ({
  name: 'plain-router',
  setup(build) {
    build.onResolve({ filter: /^react-router-dom-v5-compat$/ }, ({ kind }) =>
      build.resolve('react-router-dom', { resolveDir: modules, kind }),
    );
  },
});

/**
 * `@grafana/runtime` has setters for its page and panel components, but its index does not export them. `runtime-internals/<file>` names that very module file,
 * so that setting it there changes what plugins see through the index.
 */
export const runtimeInternals = (modules: string): Plugin => ({
  name: 'runtime-internals',
  setup(build) {
    build.onResolve({ filter: /^runtime-internals\// }, ({ path: name }) => ({
      path: path.join(
        modules,
        '@grafana/runtime/dist/esm/components',
        `${name.slice('runtime-internals/'.length)}.mjs`,
      ),
    }));
  },
});

/** CommonJS packages with a transpiled default export that Grafana's `.mjs` files import by default. */
const CJS_WITH_DEFAULT =
  /^(react-custom-scrollbars-2|react-highlight-words|calculate-size)$|^@rc-component\/picker\/lib\//;

/**
 * A `.mjs` file that imports CommonJS gets the whole `module.exports` as default, as in Node; Grafana's own bundler gives `exports.default`. A re-export in
 * between, not itself `.mjs`, restores that. Without it React is handed an object for a component (error 130).
 */
export const cjsDefaultImports: Plugin = {
  name: 'cjs-default-imports',
  setup(build) {
    build.onResolve({ filter: CJS_WITH_DEFAULT }, async ({ path: name, importer, resolveDir, kind, namespace }) => {
      if (namespace === 'cjs-default' || !importer.endsWith('.mjs')) return undefined;
      const resolved = await build.resolve(name, { resolveDir, kind, namespace: 'cjs-default' });
      return resolved.errors.length > 0 ? resolved : { path: resolved.path, namespace: 'cjs-default' };
    });
    build.onLoad({ filter: /.*/, namespace: 'cjs-default' }, ({ path: file }) => ({
      contents: `export { default } from ${JSON.stringify(file)};`,
      resolveDir: path.dirname(file),
      loader: 'js',
    }));
  },
};

/** Files of @grafana/ui that have a stand-in here, each with the reason in its own header. */
const UI_STANDINS: Record<string, string> = {
  ReactMonacoEditor: '../src/client/standins/ReactMonacoEditor.tsx',
  fonts: '../src/client/standins/fonts.ts',
};

/** Replaces single files inside @grafana/ui: what would load Monaco (5 MB), and font files that the package names but does not ship. */
export const uiStandins: Plugin = {
  name: 'ui-standins',
  setup(build) {
    build.onResolve({ filter: /^\.\/(ReactMonacoEditor|fonts)\.mjs$/ }, ({ path: name, importer }) => {
      const standin = UI_STANDINS[path.basename(name, '.mjs')];
      return importer.includes('/@grafana/ui/') && standin !== undefined
        ? { path: path.join(import.meta.dirname, standin) }
        : undefined;
    });
  },
};

/**
 * Data that no page here needs: time zone rules of all the past (those of ten years around now stay) and zod's messages in fifty languages (English stays).
 * Together a quarter of what the first page would have to read.
 */
export const slimData: Plugin = {
  name: 'slim-data',
  setup(build) {
    build.onResolve({ filter: /^moment-timezone$/ }, ({ resolveDir, kind }) =>
      build.resolve('moment-timezone/builds/moment-timezone-with-data-10-year-range.js', { resolveDir, kind }),
    );
    build.onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
      loader: 'js',
    }));
  },
};
