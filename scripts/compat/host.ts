// A stand-in for Grafana's plugin loader: runs an entry of the built package as AMD in a context of its own, with host modules that have exactly what one
// version exports and do nothing. It proves what happens while a module loads, and records what it registers; it renders nothing.
import vm from 'node:vm';
import type { HostExports } from './exportLists.ts';

/** Methods that the plugin classes of @grafana/data 11.0.2 have; calling another one ends the load there ("App not found"). */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  AppPlugin: [
    'init',
    'setRootPage',
    'addConfigPage',
    'setComponentsFromLegacyExports',
    'configureExtensionLink',
    'configureExtensionComponent',
  ],
  DataSourcePlugin: [
    'setConfigEditor',
    'setQueryEditor',
    'setAnnotationQueryCtrl',
    'setQueryCtrl',
    'setConfigCtrl',
    'setVariableQueryEditor',
    'setMetadataInspector',
    'setQueryEditorHelp',
    'addConfigPage',
  ],
  PanelPlugin: [
    'setNoPadding',
    'setEditor',
    'setPanelOptions',
    'useFieldConfig',
    'setMigrationHandler',
    'setPanelChangeHandler',
    'setSuggestionsSupplier',
    'setDataSupport',
    'addConfigPage',
  ],
};

export interface LoadedEntry {
  /** Every plugin object that was made while loading: its class, its arguments, and the methods called on it. */
  readonly plugins: ReadonlyArray<{ type: string; args: readonly unknown[]; calls: readonly string[] }>;
  /** Whether the module exports `plugin`. */
  readonly hasPlugin: boolean;
  /** Where webpack's runtime then looks for chunks, or undefined for an entry that loads none. */
  readonly publicPath: string | undefined;
}

/**
 * @param script text of a `module.js`
 * @param uri the address that the loader says the module has; undefined as on 11.0, whose SystemJS tells none
 * @throws Error of the script, or when it is no AMD module
 */
export function loadEntry(script: string, host: HostExports, uri: string | undefined): LoadedEntry {
  const plugins: { type: string; args: readonly unknown[]; calls: string[] }[] = [];
  let defined: { names: readonly string[]; factory: (...modules: unknown[]) => { plugin?: unknown } } | undefined;
  const window: Record<string, unknown> = {
    location: { origin: 'https://grafana.test' },
    setTimeout,
    clearTimeout,
    console,
  };
  window['self'] = window['window'] = window['globalThis'] = window;
  window['define'] = (names: readonly string[], factory: () => { plugin?: unknown }) => (defined = { names, factory });
  vm.runInNewContext(script, window);
  if (defined === undefined) throw new Error('it does not call define()');
  const { names, factory } = defined;
  const exported = factory(...names.map((name) => (name === 'module' ? { uri } : hostModule(name, host, plugins))));
  return { plugins, hasPlugin: exported.plugin !== undefined, publicPath: publicPathOf(window) };
}

/** webpack hands its `require`, whose `p` is the public path, to whatever a chunk brings to be run. */
function publicPathOf(window: Record<string, unknown>): string | undefined {
  const chunks = Object.entries(window).find(([name]) => name.startsWith('webpackChunk'))?.[1] as
    { push: (chunk: unknown) => void } | undefined;
  let path: string | undefined;
  chunks?.push([['probe'], {}, (require: { p: string }) => (path = require.p)]);
  return path;
}

function hostModule(
  name: string,
  { exports }: HostExports,
  plugins: { type: string; args: readonly unknown[]; calls: string[] }[],
): object {
  const names = exports.get(name);
  return new Proxy(
    {},
    {
      get: (_, key) => {
        if (typeof key === 'symbol' || key === '__esModule')
          return name.startsWith('@grafana/') && key === '__esModule';
        if (names !== undefined && !names.has(key)) return undefined;
        return name === '@grafana/data' && key in METHODS ? pluginClass(key, plugins) : nothing;
      },
      has: (_, key) => typeof key === 'string' && (names?.has(key) ?? true),
    },
  );
}

function pluginClass(type: string, plugins: { type: string; args: readonly unknown[]; calls: string[] }[]) {
  return function (this: Record<string, unknown>, ...args: unknown[]) {
    const calls: string[] = [];
    plugins.push({ type, args, calls });
    for (const method of METHODS[type] ?? []) this[method] = () => (calls.push(method), this);
  };
}

/** Anything, and nothing: can be called, made, extended and read, and gives itself. */
const nothing: object = new Proxy(function () {}, {
  get: (target, key) =>
    (key === 'prototype' ? target.prototype : key === Symbol.toPrimitive ? () => '' : nothing) as unknown,
  apply: () => nothing,
  construct: () => ({}),
});
