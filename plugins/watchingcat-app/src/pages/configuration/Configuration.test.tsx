import type { AppPlugin, AppPluginMeta, DataSourceInstanceSettings } from '@grafana/data';
import { setBackendSrv, setDataSourceSrv, type BackendSrv, type DataSourceSrv } from '@grafana/runtime';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import type { AppSettings } from '../../settings';
import { Configuration } from './Configuration';

const source = (name: string, type = 'watchingcat-datasource') =>
  ({ uid: name.toLowerCase(), name, type, meta: { info: { logos: {} } } }) as DataSourceInstanceSettings;
const CAT = [source('Cat')];

function open(
  post: BackendSrv['post'],
  jsonData: AppSettings = {},
  sources: readonly DataSourceInstanceSettings[] = CAT,
) {
  const getInstanceSettings = (uid: string | null) => sources.find((one) => one.uid === uid);
  const getList = ({ type }: { type?: string }) => sources.filter((one) => type === undefined || one.type === type);
  setDataSourceSrv({ getList, getInstanceSettings } as unknown as DataSourceSrv);
  setBackendSrv({ post } as BackendSrv);
  const meta = { enabled: true, pinned: true, jsonData };
  const plugin = { meta } as AppPlugin<AppSettings>;
  render(<Configuration plugin={plugin as { meta: AppPluginMeta<AppSettings> } & AppPlugin<AppSettings>} query={{}} />);
}

describe('Configuration', () => {
  it('saves the whole settings of the plugin, so that nothing else of them is lost', async () => {
    const posted: unknown[] = [];
    open(
      (url, body) => {
        posted.push(url, body);
        return new Promise(() => undefined);
      },
      { dataSourceUid: 'one', defaultRange: { from: 'now-6h', to: 'now' } },
    );
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(posted).toEqual([
      '/api/plugins/watchingcat-app/settings',
      {
        enabled: true,
        pinned: true,
        jsonData: { dataSourceUid: 'one', environments: [], defaultRange: { from: 'now-6h', to: 'now' } },
      },
    ]);
  });

  it('keeps what was chosen and says why when Grafana refuses', async () => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- this is what Grafana's backend service does
    open(() => Promise.reject({ data: { message: 'Permission denied' } }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Permission denied')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Save' })).toBeEnabled();
  });

  it('saves environments only when each has a name and a data source of its own', async () => {
    const posted: Array<{ jsonData: AppSettings }> = [];
    const environments = [{ name: 'production', dataSourceUid: 'cat' }];
    open(
      (_url, body: { jsonData: AppSettings }) => {
        posted.push(body);
        return new Promise(() => undefined);
      },
      { environments },
    );
    await userEvent.click(screen.getByRole('button', { name: 'Add an environment' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Enter a name')).toBeInTheDocument();
    await userEvent.type(screen.getByRole('textbox', { name: 'Name of environment 2' }), 'production');
    expect(screen.getByText('Another one has this name')).toBeInTheDocument();
    await userEvent.type(screen.getByRole('textbox', { name: 'Name of environment 2' }), ' EU');
    expect(screen.getByText('Choose a data source')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(posted).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Remove environment 2' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(posted[0].jsonData.environments).toEqual(environments);
  });
});

describe('The first start', () => {
  const team = [source('Tracing', 'jaeger'), source('Metrics', 'prometheus')];

  it('shows what is there to read, and adds the data source that reads it', async () => {
    const posted: unknown[] = [];
    open(
      (url, body) => {
        posted.push(url, body);
        return new Promise(() => undefined);
      },
      {},
      team,
    );
    expect(screen.getByRole('list')).toHaveTextContent(/Tracing.*Metrics.*: none/);
    await userEvent.click(screen.getByRole('button', { name: 'Read these data sources' }));
    expect(posted).toEqual([
      '/api/datasources',
      { name: 'WatchingCat', type: 'watchingcat-datasource', access: 'proxy', jsonData: { connection: 'sources' } },
    ]);
  });

  it('says why Grafana refused, and can be tried again', async () => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- this is what Grafana's backend service does
    open(() => Promise.reject({ data: { message: 'data source with the same name already exists' } }), {}, team);
    await userEvent.click(screen.getByRole('button', { name: 'Read a WatchingCat server' }));
    expect(await screen.findByText('data source with the same name already exists')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Read a WatchingCat server' })).toBeEnabled();
  });
});
