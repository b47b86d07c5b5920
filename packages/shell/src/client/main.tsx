// The page itself: starts the runtime services, then renders the frame and the page that the address names. Dashboards are a chunk of their own.
import { lazy, StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { ModalRoot, ModalsProvider, PortalContainer } from '@grafana/ui';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import type { BootData } from '../bootData.ts';
import { AppChrome } from './chrome/AppChrome.tsx';
import { Loading } from './chrome/Loading.tsx';
import { defaultPath } from './chrome/menu.ts';
import { ShellProvider, useBootData } from './chrome/ShellContext.tsx';
import { ShellRouter } from './chrome/ShellRouter.tsx';
import { ErrorBoundary, NotFound } from './chrome/Trouble.tsx';
import { AppConfigPage } from './pages/AppConfigPage.tsx';
import { AppRootPage } from './pages/AppRootPage.tsx';
import { DashboardListPage } from './pages/DashboardListPage.tsx';
import { DataSourcePage } from './pages/DataSourcePage.tsx';
import { startServices } from './services/startServices.ts';
import { fillIconCache } from './theme/fillIconCache.ts';
import { ThemeProvider } from './theme/ThemeProvider.tsx';

const DashboardPage = lazy(async () => ({ default: (await import('./dashboards/DashboardPage.tsx')).DashboardPage }));

export async function start(bootData: BootData): Promise<void> {
  fillIconCache();
  await startServices(bootData);
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <ShellProvider value={bootData}>
        <ThemeProvider>
          <ModalsProvider>
            <ShellRouter>
              <AppChrome>
                <Pages />
              </AppChrome>
            </ShellRouter>
            <ModalRoot />
            <PortalContainer />
          </ModalsProvider>
        </ThemeProvider>
      </ShellProvider>
    </StrictMode>,
  );
}

function Pages() {
  const { pathname } = useLocation();
  const { watchingCat } = useBootData();
  return (
    <ErrorBoundary resetKey={pathname}>
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route path="/" element={<Navigate to={defaultPath(watchingCat)} replace />} />
          <Route path="/login" element={<Navigate to="/" replace />} />
          <Route path="/a/:pluginId/*" element={<AppRootPage />} />
          <Route path="/plugins/:pluginId" element={<AppConfigPage />} />
          <Route path="/connections/datasources/edit/:uid" element={<DataSourcePage />} />
          <Route path="/dashboards" element={<DashboardListPage />} />
          <Route path="/d/:uid/*" element={<DashboardPage />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </ErrorBoundary>
  );
}
