import { PluginType, type AppRootProps, type DataSourceInstanceSettings } from '@grafana/data';
import { config, setBackendSrv, setDataSourceSrv, type BackendSrv, type DataSourceSrv } from '@grafana/runtime';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { type ReactNode } from 'react';
import { MemoryRouter, Route, Routes, useLocation } from 'react-router-dom';
import { throwError } from 'rxjs';
import App from './App';
import type { AppSettings } from './settings';

// Grafana's frame of a page, which it sets when it starts.
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual<object>('@grafana/runtime'),
  PluginPage: ({ actions, children }: { actions: ReactNode; children: ReactNode }) =>
    jest.requireActual<typeof React>('react').createElement('main', null, actions, children),
}));

const source = (uid: string, isDefault = false) =>
  ({
    uid,
    name: `Cat ${uid}`,
    isDefault,
    url: `/api/datasources/proxy/uid/${uid}`,
    jsonData: {},
  }) as DataSourceInstanceSettings;

/** Grafana's registry of data sources, of which the app reads the list. */
function withSources(...sources: DataSourceInstanceSettings[]) {
  const getInstanceSettings = (uid: string) => sources.find((one) => one.uid === uid);
  setDataSourceSrv({ getList: () => sources, getInstanceSettings } as unknown as DataSourceSrv);
}

function AddressBar() {
  return <output aria-label="query">{useLocation().search}</output>;
}
const search = () => screen.getByRole('status', { name: 'query' }).textContent;

function open(address: string, jsonData: AppSettings = {}) {
  const props = { meta: { type: PluginType.app, jsonData } } as unknown as AppRootProps<AppSettings>;
  return render(
    <MemoryRouter initialEntries={[address]} future={{ v7_startTransition: false, v7_relativeSplatPath: false }}>
      <AddressBar />
      <Routes>
        <Route path="/a/watchingcat-app/*" element={<App {...props} />} />
      </Routes>
    </MemoryRouter>,
  );
}

let asked: string[];
beforeEach(() => {
  asked = [];
  localStorage.clear();
  config.bootData = { user: { orgRole: 'Viewer', isGrafanaAdmin: false } } as typeof config.bootData;
  const fetch: BackendSrv['fetch'] = ({ url }) => {
    asked.push(/uid\/(\w+)/.exec(url)?.[1] ?? '');
    return throwError(() => new TypeError('no network'));
  };
  setBackendSrv({ fetch } as BackendSrv);
});

describe('App', () => {
  it('leads to the configuration when there is no data source, and a viewer to an administrator', async () => {
    withSources();
    const { unmount } = open('/a/watchingcat-app/services');
    expect(await screen.findByText('Connect WatchingCat to your data')).toBeInTheDocument();
    expect(screen.getByText(/Ask an administrator/)).toBeInTheDocument();
    unmount();
    config.bootData.user.orgRole = 'Admin' as typeof config.bootData.user.orgRole;
    open('/a/watchingcat-app/services');
    expect(await screen.findByRole('link', { name: 'Configure WatchingCat' })).toHaveAttribute(
      'href',
      '/plugins/watchingcat-app?page=configuration',
    );
  });

  it('opens the services at its own address, and says when their server does not answer', async () => {
    withSources(source('one'));
    open('/a/watchingcat-app');
    expect(await screen.findByText('The services could not be loaded')).toBeInTheDocument();
    expect(screen.queryByRole('combobox', { name: 'Environment' })).not.toBeInTheDocument();
  });
});

describe('environments', () => {
  const environments = [
    { name: 'production', dataSourceUid: 'one' },
    { name: 'staging', dataSourceUid: 'two' },
  ];

  it('are chosen on every page, stand in the address and its links, and are remembered', async () => {
    withSources(source('one'), source('two', true));
    const { unmount } = open('/a/watchingcat-app/services', { environments });
    expect(await screen.findByText('production')).toBeInTheDocument();
    await waitFor(() => expect(asked).toContain('one'));
    asked = [];
    await userEvent.click(screen.getByRole('combobox', { name: 'Environment' }));
    await userEvent.click(await screen.findByText('staging'));
    await waitFor(() => expect(asked).toContain('two'));
    expect(asked).not.toContain('one');
    expect(search()).toBe('?ds=two');
    unmount();
    asked = [];
    open('/a/watchingcat-app/traces', { environments });
    await waitFor(() => expect(search()).toBe('?ds=two'));
    await waitFor(() => expect(asked).toContain('two'));
    expect(asked).not.toContain('one');
  });

  it('of an address are shown, whatever was chosen last', async () => {
    localStorage.setItem('watchingcat.environment', 'two');
    withSources(source('one'), source('two', true));
    open('/a/watchingcat-app/services?ds=one', { environments });
    await waitFor(() => expect(asked).toContain('one'));
    expect(search()).toBe('?ds=one');
  });

  it('that are gone are said so, with the others to choose', async () => {
    withSources(source('one'), source('two', true));
    open('/a/watchingcat-app/services?ds=three', { environments });
    expect(await screen.findByText('There is no WatchingCat data source “three”')).toBeInTheDocument();
    expect(asked).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Show staging' }));
    await waitFor(() => expect(asked).toContain('two'));
  });
});
