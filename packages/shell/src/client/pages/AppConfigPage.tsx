// An app's configuration, at /plugins/<plugin id>: its config pages as tabs, with the settings that the server keeps.
import { useEffect, useState } from 'react';
import { PluginContextProvider } from '@grafana/data';
import { getBackendSrv, locationSearchToObject } from '@grafana/runtime';
import { useLocation, useParams } from 'react-router';
import type { AppJson } from '../../bootData.ts';
import { Loading } from '../chrome/Loading.tsx';
import { useBootData } from '../chrome/ShellContext.tsx';
import { ShellPage } from '../chrome/ShellPage.tsx';
import { Failure, NotFound } from '../chrome/Trouble.tsx';
import { useAppPlugin } from './AppRootPage.tsx';

/** The app with the settings as they are now: another tab may have changed them. */
function useFreshApp(app: AppJson | undefined): AppJson | undefined {
  const [fresh, setFresh] = useState<AppJson>();
  useEffect(() => {
    if (!app) return;
    const abort = new AbortController();
    getBackendSrv()
      .get<{ enabled: boolean; jsonData: AppJson['jsonData'] }>(
        `/api/plugins/${app.meta.id}/settings`,
        undefined,
        undefined,
        { abortSignal: abort.signal },
      )
      .then(
        ({ enabled, jsonData }) => setFresh({ meta: app.meta, enabled, jsonData }),
        () => !abort.signal.aborted && setFresh(app),
      );
    return () => abort.abort();
  }, [app]);
  return fresh?.meta === app?.meta ? fresh : undefined;
}

export function AppConfigPage() {
  const { pluginId = '' } = useParams();
  const known = useBootData().watchingCat.apps.find(({ meta }) => meta.id === pluginId);
  const app = useFreshApp(known);
  const state = useAppPlugin(app);
  const { search } = useLocation();
  if (!known) return <NotFound what={`The plugin "${pluginId}"`} />;
  if (!app || state.status === 'loading') return <Loading />;
  if (state.status === 'failed')
    return <Failure title={`${known.meta.name} could not be loaded`} message={state.message} />;
  const { plugin } = state;
  const pages = plugin.configPages ?? [];
  const query = locationSearchToObject(search);
  const shown = pages.find(({ id }) => id === query['page']) ?? pages[0];
  const children =
    pages.length > 1
      ? pages.map(({ id, title }) => ({
          text: title,
          url: `/plugins/${pluginId}?page=${encodeURIComponent(id)}`,
          active: id === shown?.id,
        }))
      : [];
  return (
    <ShellPage
      pageNav={{
        text: 'Configuration',
        subTitle: known.meta.info.description ?? '',
        url: `/plugins/${pluginId}`,
        children,
      }}
    >
      <PluginContextProvider meta={plugin.meta}>
        {shown ? <shown.body plugin={plugin} query={query} /> : <p>{known.meta.name} has nothing to configure.</p>}
      </PluginContextProvider>
    </ShellPage>
  );
}
