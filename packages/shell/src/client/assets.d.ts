// Files that the build turns into addresses or text, and module files reached by build/esbuildPlugins.ts.
declare module '*.woff2' {
  const address: string;
  export default address;
}
declare module '*.svg' {
  const text: string;
  export default text;
}
declare module 'icon-bundle' {
  const icons: Record<string, string>;
  export default icons;
}
declare module 'systemjs/dist/system.js';
declare module 'systemjs/dist/extras/amd.js';
declare module 'd3' {
  const namespace: object;
  export = namespace;
}
declare module 'prismjs' {
  const prism: object;
  export default prism;
}
declare module 'slate' {
  const namespace: object;
  export = namespace;
}
declare module 'slate-react' {
  const namespace: object;
  export = namespace;
}
declare module 'slate-plain-serializer' {
  const namespace: object;
  export = namespace;
}
declare module 'runtime-internals/PluginPage' {
  export function setPluginPage(page: import('react').ComponentType<import('@grafana/runtime').PluginPageProps>): void;
}
declare module 'runtime-internals/PanelRenderer' {
  export function setPanelRenderer(
    renderer: import('react').ComponentType<import('@grafana/runtime').PanelRendererProps>,
  ): void;
}
declare module 'runtime-internals/PanelDataErrorView' {
  export function setPanelDataErrorView(
    view: import('react').ComponentType<import('@grafana/runtime').PanelDataErrorViewProps>,
  ): void;
}
