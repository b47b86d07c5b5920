// An app plugin's own pages, at /a/<plugin id>/…: loads the plugin and hands it the address.
import { useEffect, useMemo, useState } from 'react';
import { PluginContextProvider, type AppPlugin, type AppPluginMeta } from '@grafana/data';
import { locationSearchToObject } from '@grafana/runtime';
import { useLocation, useParams } from 'react-router';
import type { AppJson } from '../../bootData.ts';
import { Loading } from '../chrome/Loading.tsx';
import { useBootData } from '../chrome/ShellContext.tsx';
import { Failure, NotFound } from '../chrome/Trouble.tsx';
import { loadAppPlugin } from '../plugins/loadPlugin.ts';
import { errorMessage } from '../services/errorMessage.ts';

type AppState = { status: 'loading' } | { status: 'failed'; message: string } | { status: 'ready'; plugin: AppPlugin };

const LOADING: AppState = { status: 'loading' };

/** The app's plugin object, loaded and told its settings. */
export function useAppPlugin(app: AppJson | undefined): AppState {
  const [answer, setAnswer] = useState({ app, state: LOADING });
  useEffect(() => {
    if (!app) return;
    let wanted = true;
    const settle = (state: AppState) => wanted && setAnswer({ app, state });
    loadAppPlugin(app.meta.module, app.meta.info.version).then(
      (plugin) => {
        plugin.meta = appMeta(app);
        plugin.init(plugin.meta);
        settle({ status: 'ready', plugin });
      },
      (error: unknown) => settle({ status: 'failed', message: errorMessage(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [app]);
  return answer.app === app ? answer.state : LOADING;
}

const appMeta = ({ meta, enabled, jsonData }: AppJson) =>
  ({ ...meta, enabled, pinned: true, jsonData }) as unknown as AppPluginMeta;

export function AppRootPage() {
  const { pluginId } = useParams();
  const { apps } = useBootData().watchingCat;
  const app = apps.find(({ meta }) => meta.id === pluginId);
  const state = useAppPlugin(app);
  const { pathname, search } = useLocation();
  const query = useMemo(() => locationSearchToObject(search) as never, [search]);
  if (!app) return <NotFound what={`The app "${pluginId}"`} />;
  if (state.status === 'loading') return <Loading />;
  if (state.status === 'failed')
    return <Failure title={`${app.meta.name} could not be loaded`} message={state.message} />;
  const Root = state.plugin.root;
  if (!Root) return <NotFound what={`A page of ${app.meta.name}`} />;
  return (
    <PluginContextProvider meta={state.plugin.meta}>
      <Root
        meta={state.plugin.meta}
        basename={`/a/${app.meta.id}`}
        path={pathname}
        query={query}
        onNavChanged={ignoreNavigation}
      />
    </PluginContextProvider>
  );
}

/** Angular-era hook of AppRootProps; pages name themselves through PluginPage. */
const ignoreNavigation = () => undefined;
