// Which modules every Grafana from 11.0 to 13.2 shares with its plugins, so that a bundle may leave them out. Read from Grafana's plugin loader
// (public/app/features/plugins/loader/sharedDependencies.ts and its predecessors) and seen on 11.0.0. What only newer versions share is not here.
const SHARED = new Set([
  '@emotion/css',
  '@emotion/react',
  '@grafana/data',
  '@grafana/runtime',
  '@grafana/ui',
  'd3',
  'jquery',
  'lodash',
  'moment',
  'prismjs',
  'react',
  'react-dom',
  'react-redux',
  'react-router',
  'redux',
  'rxjs',
  'rxjs/operators',
  'slate',
  'slate-plain-serializer',
  'slate-react',
  'module', // AMD's own: the module's address
]);

const BUNDLE_IT = 'bundle it: take it out of `externals` in plugins/watchingcat-app/webpack.config.ts';
/** What to do about the modules that one is most likely to leave out by mistake. */
const ADVICE: Readonly<Record<string, string>> = {
  'react/jsx-runtime':
    'alias it to src/jsx-runtime.ts: 11.0 does not share it, and a bundled copy breaks under another React',
  'react/jsx-dev-runtime':
    'alias it to src/jsx-runtime.ts: 11.0 does not share it, and a bundled copy breaks under another React',
  'react-dom/client': 'Grafana renders the app; use portals of @grafana/ui',
  'react-router-dom': `${BUNDLE_IT} (version 6; what Grafana shares under this name is version 5)`,
};

/** What to do about a module that some Grafana does not share, or undefined where all do. */
export function adviceOnExternal(module: string): string | undefined {
  return SHARED.has(module) ? undefined : (ADVICE[module] ?? BUNDLE_IT);
}
