// The entry of the app, kept tiny: Grafana loads it before anything else of the plugin, the pages come when they are opened.
import { AppPlugin, type AppRootProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import React, { lazy, Suspense } from 'react';
import type { AppSettings } from './settings';

const App = lazy(() => import('./App'));
const Configuration = lazy(() =>
  import('./pages/configuration/Configuration').then((m) => ({ default: m.Configuration })),
);

const Root = (props: AppRootProps<AppSettings>) => (
  <Suspense fallback={<LoadingPlaceholder text="Loading WatchingCat…" />}>
    <App {...props} />
  </Suspense>
);

export const plugin = new AppPlugin<AppSettings>().setRootPage(Root).addConfigPage({
  id: 'configuration',
  title: 'Configuration',
  icon: 'cog',
  body: (props) => (
    <Suspense fallback={<LoadingPlaceholder text="Loading WatchingCat…" />}>
      <Configuration {...props} />
    </Suspense>
  ),
});
