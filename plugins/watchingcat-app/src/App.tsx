// The app's pages, each a chunk of its own, with what they share: the data source, the time range, the keyboard.
import type { AppRootProps } from '@grafana/data';
import React, { lazy, Suspense } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';
import { TableSkeleton } from './components/Loading';
import { NoDataSource } from './components/NoDataSource';
import { Shortcuts } from './components/Shortcuts';
import type { AppSettings } from './settings';
import { EnvironmentProvider, useEnvironment } from './state/EnvironmentContext';
import { TimeRangeProvider, useTimeRange } from './state/TimeRangeContext';
import { DataSourceTelemetry } from './telemetry/TelemetryContext';
import { servicesUrl } from './urls';

const ServicesPage = lazy(() => import('./pages/services/ServicesPage').then((m) => ({ default: m.ServicesPage })));
const ServicePage = lazy(() => import('./pages/service/ServicePage').then((m) => ({ default: m.ServicePage })));
const TracesPage = lazy(() => import('./pages/traces/TracesPage').then((m) => ({ default: m.TracesPage })));
const LogsPage = lazy(() => import('./pages/logs/LogsPage').then((m) => ({ default: m.LogsPage })));
const ComparePage = lazy(() => import('./pages/compare/ComparePage').then((m) => ({ default: m.ComparePage })));
const IngestPage = lazy(() => import('./pages/ingest/IngestPage').then((m) => ({ default: m.IngestPage })));
const TracePage = lazy(() => import('./pages/trace/TracePage').then((m) => ({ default: m.TracePage })));

const FilePage = lazy(() => import('./pages/traces/import/FilePage').then((m) => ({ default: m.FilePage })));

const NO_SETTINGS: AppSettings = {};

export default function App({ meta }: AppRootProps<AppSettings>) {
  const settings = meta.jsonData ?? NO_SETTINGS;
  return (
    <EnvironmentProvider settings={settings}>
      <TimeRangeProvider defaultRange={settings.defaultRange}>
        <Shortcuts />
        <Suspense fallback={<TableSkeleton label="Loading the page" />}>
          <Routes>
            {/* A file needs no data source. */}
            <Route path="file" element={<FilePage />} />
            <Route path="*" element={<Pages />} />
          </Routes>
        </Suspense>
      </TimeRangeProvider>
    </EnvironmentProvider>
  );
}

function Pages() {
  const { current } = useEnvironment();
  const { scope } = useTimeRange();
  if (current === undefined) return <NoDataSource />;
  return (
    // What a page found in one environment is nothing in another.
    <DataSourceTelemetry key={current.dataSourceUid} uid={current.dataSourceUid}>
      <Suspense fallback={<TableSkeleton label="Loading the page" />}>
        <Routes>
          <Route path="services" element={<ServicesPage />} />
          <Route path="services/:service" element={<ServicePage />} />
          <Route path="traces" element={<TracesPage />} />
          <Route path="traces/:traceId" element={<TracePage />} />
          <Route path="compare" element={<ComparePage />} />
          <Route path="logs" element={<LogsPage />} />
          <Route path="ingest" element={<IngestPage />} />
          <Route path="*" element={<Navigate to={servicesUrl(scope)} replace />} />
        </Routes>
      </Suspense>
    </DataSourceTelemetry>
  );
}
