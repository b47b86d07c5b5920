// A provisioned dashboard, at /d/<uid>: fetches its JSON and shows it as a scene whose time range and variables stand in the address.
import { useEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { getAppEvents, getBackendSrv, getTemplateSrv, ThemeChangedEvent } from '@grafana/runtime';
import { sceneGraph, UrlSyncContextProvider, VizPanel, type EmbeddedScene, type SceneObject } from '@grafana/scenes';
import { useStyles2 } from '@grafana/ui';
import { useParams } from 'react-router';
import { Loading } from '../chrome/Loading.tsx';
import { useReportCrumbs } from '../chrome/crumbs.ts';
import { Failure, NotFound } from '../chrome/Trouble.tsx';
import { errorMessage } from '../services/errorMessage.ts';
import type { ShellTemplateSrv } from '../services/templateSrv.ts';
import type { DashboardJson } from './dashboardJson.ts';
import { dashboardScene } from './dashboardScene.ts';

// Data sources interpolate through the template service; inside a scene the scene's own variables answer.
(getTemplateSrv() as ShellTemplateSrv).setSceneInterpolator((scene, ...replacement) =>
  sceneGraph.interpolate(scene as SceneObject, ...(replacement as [string])),
);

type DashboardState =
  | { status: 'loading' }
  | { status: 'missing' }
  | { status: 'failed'; message: string }
  | { status: 'ready'; dashboard: DashboardJson; scene: EmbeddedScene };

const LOADING: DashboardState = { status: 'loading' };

function useDashboard(uid: string): DashboardState {
  const [answer, setAnswer] = useState({ uid, state: LOADING });
  useEffect(() => {
    const abort = new AbortController();
    const settle = (state: DashboardState) => !abort.signal.aborted && setAnswer({ uid, state });
    getBackendSrv()
      .get<{ dashboard: DashboardJson }>(`/api/dashboards/uid/${encodeURIComponent(uid)}`, undefined, undefined, {
        abortSignal: abort.signal,
      })
      .then(({ dashboard }) => settle({ status: 'ready', dashboard, scene: dashboardScene(dashboard) }))
      .catch((error: { status?: number }) =>
        settle(error.status === 404 ? { status: 'missing' } : { status: 'failed', message: errorMessage(error) }),
      );
    return () => abort.abort();
  }, [uid]);
  return answer.uid === uid ? answer.state : LOADING;
}

export function DashboardPage() {
  const { uid = '' } = useParams();
  const state = useDashboard(uid);
  if (state.status === 'loading') return <Loading />;
  if (state.status === 'missing') return <NotFound what={`The dashboard "${uid}"`} />;
  if (state.status === 'failed') return <Failure title="The dashboard could not be opened" message={state.message} />;
  return <Dashboard key={uid} dashboard={state.dashboard} scene={state.scene} />;
}

function Dashboard({ dashboard: { title }, scene }: { dashboard: DashboardJson; scene: EmbeddedScene }) {
  const className = useStyles2(getStyles);
  useColorsOfTheme(scene);
  useReportCrumbs([{ text: 'Dashboards', url: '/dashboards' }, { text: title }]);
  return (
    <div className={className}>
      <h1 className="sr-only">{title}</h1>
      <UrlSyncContextProvider scene={scene} updateUrlOnInit={false} createBrowserHistorySteps>
        <scene.Component model={scene} />
      </UrlSyncContextProvider>
    </div>
  );
}

/** A panel keeps its data with the colours of the theme that it was first drawn in; Grafana loads the page again. */
function useColorsOfTheme(scene: EmbeddedScene): void {
  useEffect(() => {
    const subscription = getAppEvents().subscribe(ThemeChangedEvent, () => {
      for (const panel of sceneGraph.findAllObjects(scene, (object) => object instanceof VizPanel) as VizPanel[]) {
        panel.clearFieldConfigCache();
        panel.forceRender();
      }
    });
    return () => subscription.unsubscribe();
  }, [scene]);
}

const getStyles = (theme: GrafanaTheme2) =>
  css({ display: 'flex', flexDirection: 'column', flex: 1, minWidth: 0, padding: theme.spacing(2) });
