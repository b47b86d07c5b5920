import type { DataSourceSettings } from '@grafana/data';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import type { WatchingCatJsonData, WatchingCatSecureJsonData } from '../types';
import { ConfigEditor } from './ConfigEditor';
import { serverUrlFault } from '../serverUrl';

type Settings = DataSourceSettings<WatchingCatJsonData, WatchingCatSecureJsonData>;

describe('ConfigEditor', () => {
  let saved: Settings;
  function Page({ initial }: { initial: Partial<Settings> }) {
    const [options, setOptions] = useState({ jsonData: {}, secureJsonFields: {}, ...initial } as Settings);
    saved = options;
    return <ConfigEditor options={options} onOptionsChange={setOptions} />;
  }

  it('takes a URL, says what is wrong while it is, and drops slashes at its end', async () => {
    render(<Page initial={{}} />);
    const input = screen.getByLabelText(/Server URL/);
    await userEvent.type(input, 'watchingcat:3000');
    expect(screen.getByText('Start with http:// or https://.')).toBeInTheDocument();
    await userEvent.clear(input);
    await userEvent.type(input, ' http://watchingcat:3000// ');
    await userEvent.tab();
    expect(saved.jsonData).toEqual({ serverUrl: 'http://watchingcat:3000' });
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('asks for the URL only once the field was left empty', async () => {
    render(<Page initial={{}} />);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
    await userEvent.click(screen.getByLabelText(/Server URL/));
    await userEvent.tab();
    expect(screen.getByRole('alert')).toHaveTextContent('Enter the URL of a WatchingCat server.');
  });

  it('keeps the token among the secrets only', async () => {
    render(<Page initial={{ jsonData: { serverUrl: 'http://a' } }} />);
    await userEvent.type(screen.getByLabelText(/Access token/), 's3cret');
    expect(saved.secureJsonData).toEqual({ token: 's3cret' });
    expect(saved.jsonData).toEqual({ serverUrl: 'http://a' });
  });

  it('does not show a saved token, and can take another', async () => {
    render(<Page initial={{ secureJsonFields: { token: true } }} />);
    expect(screen.getByLabelText(/Access token/)).toBeDisabled();
    await userEvent.click(screen.getByRole('button', { name: /reset/i }));
    expect(saved).toMatchObject({ secureJsonFields: { token: false }, secureJsonData: { token: '' } });
    expect(screen.getByLabelText(/Access token/)).toBeEnabled();
  });
});

describe('serverUrlFault', () => {
  it.each(['http://127.0.0.1:3000', 'https://example.org/watchingcat', ' http://a '])(
    'finds nothing wrong with %j',
    (url) => expect(serverUrlFault(url)).toBeUndefined(),
  );
  it.each([
    ['', /Enter the URL/],
    ['localhost:3000', /Start with http/],
    ['http://', /not a URL/],
    ['http://a?b=c', /Leave out what follows/],
    ['http://me:secret@a', /access token/],
    ['http://a/api/v1', /Leave out \/api\/v1/],
  ])('says of %j what is', (url, fault) => expect(serverUrlFault(url)).toMatch(fault));
});
