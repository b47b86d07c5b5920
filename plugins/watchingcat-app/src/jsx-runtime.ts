// The automatic JSX runtime on top of the host's React.createElement, for bundled libraries that import `react/jsx-runtime`.
// Grafana 11 does not share that module, and a bundled copy of it breaks under another React version: so neither is used.
import { createElement, Fragment, type ElementType, type ReactNode } from 'react';

type Props = Record<string, unknown> & { children?: ReactNode };

/** One child or none: `children` stays in the props. */
function jsx(type: ElementType, props: Props, key?: string) {
  return createElement(type, key === undefined ? props : { ...props, key });
}

/** A static list of children: spread, so that React does not ask for keys. */
function jsxs(type: ElementType, { children, ...props }: Props, key?: string) {
  return createElement(type, key === undefined ? props : { ...props, key }, ...(children as ReactNode[]));
}

export { Fragment, jsx, jsx as jsxDEV, jsxs };
