// The modules that a plugin takes from its host, under Grafana's names. Those of the first page are in the bundle already; the rest load when a plugin asks.
import * as emotionCss from '@emotion/css';
import * as emotionReact from '@emotion/react';
import * as grafanaData from '@grafana/data';
import * as grafanaRuntime from '@grafana/runtime';
import * as grafanaUi from '@grafana/ui';
import * as i18next from 'i18next';
import lodash from 'lodash';
// eslint-disable-next-line no-restricted-imports -- plugins get Grafana's one moment from their host, which is this page
import moment from 'moment';
import React from 'react';
import ReactDOM from 'react-dom';
import * as reactRouter from 'react-router';
import * as rxjs from 'rxjs';
import * as rxjsOperators from 'rxjs/operators';

type Namespace = Record<string, unknown>;

/** A CommonJS module: AMD consumers get exactly `module.exports`. */
const commonJs = (exports: object): Namespace => ({ __useDefault: true, default: exports });

/**
 * An ES module whose bindings stay live: the setters of @grafana/runtime replace exports after registration. The tag keeps SystemJS from copying it.
 */
function live(namespace: object): Namespace {
  const view = Object.create(null) as Namespace;
  for (const name of Object.keys(namespace)) {
    Object.defineProperty(view, name, { enumerable: true, get: () => (namespace as Namespace)[name] });
  }
  Object.defineProperty(view, '__esModule', { value: true });
  Object.defineProperty(view, Symbol.toStringTag, { value: 'Module' });
  return view;
}

/** Modules that are there from the start, by name. */
export const eagerModules: Record<string, Namespace> = {
  '@emotion/css': live(emotionCss),
  '@emotion/react': live(emotionReact),
  '@grafana/data': live(grafanaData),
  '@grafana/runtime': live(grafanaRuntime),
  '@grafana/ui': live(grafanaUi),
  emotion: live(emotionCss),
  i18next: live(i18next),
  lodash: commonJs(lodash),
  moment: commonJs(moment),
  react: commonJs(React),
  'react-dom': commonJs(ReactDOM),
  'react-router': live(reactRouter),
  rxjs: live(rxjs),
  'rxjs/operators': live(rxjsOperators),
};

/** Modules that are fetched on first use, by name. */
export const lazyModules: Record<string, () => Promise<Namespace>> = {
  '@grafana/data/unstable': async () => live(await import('@grafana/data/unstable')),
  '@grafana/runtime/unstable': async () => live(await import('@grafana/runtime/unstable')),
  '@grafana/slate-react': async () => live(await import('slate-react')),
  '@grafana/ui/unstable': async () => live(await import('@grafana/ui/unstable')),
  d3: async () => live(await import('d3')),
  jquery: async () => commonJs((await import('jquery')).default),
  prismjs: async () => commonJs((await import('prismjs')).default),
  'react-inlinesvg': async () => live(await import('react-inlinesvg')),
  'react-redux': async () => live(await import('react-redux')),
  redux: async () => live(await import('redux')),
  slate: async () => live(await import('slate')),
  'slate-plain-serializer': async () => live(await import('slate-plain-serializer')),
};
