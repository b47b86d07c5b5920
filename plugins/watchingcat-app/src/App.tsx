// The app's pages, each a chunk of its own, with what they share: the data source, the time range, the keyboard.
import type { AppRootProps } from '@grafana/data';
import React, { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { TableSkeleton } from './components/Loading';
import { NoDataSource } from './components/NoDataSource';
import { Shortcuts } from './components/Shortcuts';
import type { AppSettings } from './settings';
import { TimeRangeProvider } from './state/TimeRangeContext';
import { DataSourceTelemetry } from './telemetry/TelemetryContext';
import { servicesUrl } from './urls';

const ServicesPage = lazy(() => import('./pages/services/ServicesPage').then((m) => ({ default: m.ServicesPage })));
const ServicePage = lazy(() => import('./pages/service/ServicePage').then((m) => ({ default: m.ServicePage })));
const TracesPage = lazy(() => import('./pages/traces/TracesPage').then((m) => ({ default: m.TracesPage })));
const LogsPage = lazy(() => import('./pages/logs/LogsPage').then((m) => ({ default: m.LogsPage })));
const TracePage = lazy(() => import('./pages/trace/TracePage').then((m) => ({ default: m.TracePage })));

export default function App({ meta }: AppRootProps<AppSettings>) {
  const settings = meta.jsonData ?? {};
  return (
    <TimeRangeProvider defaultRange={settings.defaultRange}>
      <Shortcuts />
      <DataSourceTelemetry uid={settings.dataSourceUid} fallback={<NoDataSource />}>
        <Suspense fallback={<TableSkeleton label="Loading the page" />}>
          <Routes>
            <Route path="services" element={<ServicesPage />} />
            <Route path="services/:service" element={<ServicePage />} />
            <Route path="traces" element={<TracesPage />} />
            <Route path="traces/:traceId" element={<TracePage />} />
            <Route path="logs" element={<LogsPage />} />
            <Route path="*" element={<Navigate to={servicesUrl()} replace />} />
          </Routes>
        </Suspense>
      </DataSourceTelemetry>
    </TimeRangeProvider>
  );
}
