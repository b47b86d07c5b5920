import { PluginType, type AppRootProps, type DataSourceInstanceSettings } from '@grafana/data';
import { setDataSourceSrv, type DataSourceSrv } from '@grafana/runtime';
import { render, screen } from '@testing-library/react';
import React from 'react';
import { MemoryRouter, Route, Routes } from 'react-router-dom';
import App from './App';
import type { AppSettings } from './settings';

const source = (uid: string, isDefault = false) =>
  ({ uid, isDefault, url: `/api/datasources/proxy/uid/${uid}`, jsonData: {} }) as DataSourceInstanceSettings;

/** Grafana's registry of data sources, of which the app only reads the list. */
function withSources(...sources: DataSourceInstanceSettings[]) {
  setDataSourceSrv({ getList: () => sources } as unknown as DataSourceSrv);
}

function open(address: string, jsonData: AppSettings = {}) {
  const props = { meta: { type: PluginType.app, jsonData } } as unknown as AppRootProps<AppSettings>;
  return render(
    <MemoryRouter initialEntries={[address]} future={{ v7_startTransition: false, v7_relativeSplatPath: false }}>
      <Routes>
        <Route path="/a/watchingcat-app/*" element={<App {...props} />} />
      </Routes>
    </MemoryRouter>,
  );
}

describe('App', () => {
  beforeEach(() => {
    globalThis.fetch = () => Promise.reject(new TypeError('no network'));
  });

  it('says how to add a data source when there is none', async () => {
    withSources();
    open('/a/watchingcat-app/services');
    expect(await screen.findByText('Connect a WatchingCat server')).toBeInTheDocument();
  });

  it('opens the services at its own address, and says when their server does not answer', async () => {
    withSources(source('one'));
    open('/a/watchingcat-app');
    expect(await screen.findByText('The services could not be loaded')).toBeInTheDocument();
  });
});
