import type { AppPlugin, AppPluginMeta } from '@grafana/data';
import { setBackendSrv, setDataSourceSrv, type BackendSrv, type DataSourceSrv } from '@grafana/runtime';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import type { AppSettings } from '../../settings';
import { Configuration } from './Configuration';

function open(post: BackendSrv['post'], jsonData: AppSettings = {}) {
  setDataSourceSrv({ getList: () => [], getInstanceSettings: () => undefined } as unknown as DataSourceSrv);
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
      { enabled: true, pinned: true, jsonData: { dataSourceUid: 'one', defaultRange: { from: 'now-6h', to: 'now' } } },
    ]);
  });

  it('keeps what was chosen and says why when Grafana refuses', async () => {
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- this is what Grafana's backend service does
    open(() => Promise.reject({ data: { message: 'Permission denied' } }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Permission denied')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Save' })).toBeEnabled();
  });
});
