import { dateTime } from '@grafana/data';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import type { WatchingCatQuery } from '../types';
import type { WatchingCatDataSource } from '../WatchingCatDataSource';
import { QueryEditor } from './QueryEditor';

describe('QueryEditor', () => {
  let query: WatchingCatQuery;
  let runs: number;
  const range = { from: dateTime(0), to: dateTime(1e6), raw: { from: 'now-1h', to: 'now' } };
  const datasource = {
    serviceNames: async () => ['cart', 'checkout'],
    operationNames: async (service: string) => [`GET /${service}`],
  } as unknown as WatchingCatDataSource;

  function Editor({
    initial,
    source = datasource,
  }: {
    initial: Partial<WatchingCatQuery>;
    source?: WatchingCatDataSource;
  }) {
    const [current, setCurrent] = useState<WatchingCatQuery>({ refId: 'A', ...initial });
    query = current;
    return (
      <QueryEditor
        datasource={source}
        query={current}
        range={range}
        onChange={setCurrent}
        onRunQuery={() => (runs += 1)}
      />
    );
  }
  beforeEach(() => (runs = 0));

  it('changes the query type and runs', async () => {
    render(<Editor initial={{}} />);
    await userEvent.click(screen.getByRole('radio', { name: 'RED' }));
    expect(query).toEqual({ refId: 'A', queryType: 'red' });
    await userEvent.click(screen.getByRole('radio', { name: 'Errors' }));
    expect(query).toMatchObject({ measure: 'errors' });
    await userEvent.click(screen.getByRole('radio', { name: 'All' }));
    expect(query).not.toHaveProperty('measure');
    expect(runs).toBe(3);
  });

  it('offers the services of the range, and forgets the operation of another one', async () => {
    render(<Editor initial={{ queryType: 'red', service: 'cart', operation: 'GET /cart' }} />);
    await userEvent.click(screen.getByLabelText('Service'));
    await userEvent.click(await screen.findByText('checkout'));
    expect(query).toEqual({ refId: 'A', queryType: 'red', service: 'checkout' });
    await userEvent.click(screen.getByLabelText('Operation'));
    await userEvent.click(await screen.findByText('GET /checkout'));
    expect(query).toMatchObject({ operation: 'GET /checkout' });
  });

  it('takes a service that is not in the list, such as a variable', async () => {
    render(<Editor initial={{ queryType: 'red' }} />);
    await userEvent.type(screen.getByLabelText('Service'), '$service{Enter}');
    expect(query).toMatchObject({ service: '$service' });
  });

  it('says in the list why there are no names', async () => {
    const source = {
      serviceNames: async () => Promise.reject(new Error('The server is down')),
    } as unknown as WatchingCatDataSource;
    render(<Editor initial={{ queryType: 'red' }} source={source} />);
    await userEvent.click(screen.getByLabelText('Service'));
    expect(await screen.findByText('The server is down')).toBeInTheDocument();
  });

  it('stops loading names when it goes away', async () => {
    let signal: AbortSignal | undefined;
    const source = {
      serviceNames: (_range: unknown, given: AbortSignal) => new Promise(() => (signal = given)),
    } as unknown as WatchingCatDataSource;
    const { unmount } = render(<Editor initial={{}} source={source} />);
    await userEvent.click(screen.getByLabelText('Service'));
    await waitFor(() => expect(signal).toBeDefined());
    unmount();
    expect(signal?.aborted).toBe(true);
  });

  it('runs when a text is finished, not while it is typed', async () => {
    render(<Editor initial={{ queryType: 'traces' }} />);
    const attributes = screen.getByLabelText('Attributes');
    await userEvent.type(attributes, 'tier=gold ');
    expect(runs).toBe(0);
    await userEvent.keyboard('{Enter}');
    expect(query.attributes).toBe('tier=gold');
    await userEvent.tab();
    expect(runs).toBe(1);
    await userEvent.type(screen.getByLabelText('Duration from'), '250ms');
    await userEvent.tab();
    expect(query.minDuration).toBe('250ms');
    expect(runs).toBe(2);
    await userEvent.type(screen.getByLabelText('TraceQL'), '{{ duration > 1s }{Enter}');
    expect(query.traceQl).toBe('{ duration > 1s }');
  });

  it('marks a filter that cannot be read, but not one with a variable', () => {
    const { rerender } = render(<Editor initial={{ queryType: 'traces', minDuration: 'long' }} />);
    expect(screen.getByRole('alert')).toHaveTextContent('“long” is not a duration');
    rerender(<Editor key="other" initial={{ queryType: 'traces', minDuration: '$min' }} />);
    expect(screen.queryByRole('alert')).not.toBeInTheDocument();
  });

  it('keeps the limit within what the server gives', async () => {
    render(<Editor initial={{ queryType: 'traces' }} />);
    const limit = screen.getByLabelText('Limit');
    await userEvent.clear(limit);
    await userEvent.type(limit, '5000{Enter}');
    expect(query.limit).toBe(1000);
    expect(limit).toHaveValue('1000');
    await userEvent.clear(limit);
    await userEvent.type(limit, 'many{Enter}');
    expect(query.limit).toBe(20);
    expect(limit).toHaveValue('20');
    await userEvent.type(limit, ' or so{Enter}');
    expect(limit).toHaveValue('20');
  });
});
