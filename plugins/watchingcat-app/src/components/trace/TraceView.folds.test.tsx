// Folding, filtering, colours, skew and marks of the trace view.
import { buildTrace, COMPLETE, type LogRecord, type Trace } from '@watchingcat/model';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { shopSpan } from './testing/shopTrace';
import { TraceHost as Host } from './testing/TraceHost';

interface Row {
  readonly id: string;
  readonly parent?: string;
  readonly service?: string;
  readonly operation?: string;
  readonly start?: number;
  readonly duration?: number;
  readonly isError?: boolean;
}

function traceOf(...rows: readonly Row[]): Trace {
  return buildTrace({
    traceId: '0af7651916cd43dd8448eb211c80319c',
    spanIds: rows.map(({ id }) => id.padStart(16, '0')),
    parentSpanIds: rows.map(({ parent }) => parent?.padStart(16, '0') ?? ''),
    start: rows.map(({ start = 0 }) => BigInt(start * 1e6)),
    durationNs: rows.map(({ duration = 1 }) => duration * 1e6),
    service: rows.map(({ service = 'shop' }) => service),
    operation: rows.map(({ operation, id }) => operation ?? id),
    kind: rows.map(() => 1),
    status: rows.map(({ isError }) => (isError ? 2 : 0)),
    hasLinks: rows.map(() => false),
    events: { row: [], time: [], name: [] },
  });
}

const queries = Array.from({ length: 5 }, (_, i) => ({
  id: `a${i}`,
  parent: '1',
  operation: 'SELECT',
  start: i * 10,
  duration: i + 1,
  isError: i === 2,
}));
const repeated = () => traceOf({ id: '1', operation: 'page', duration: 100 }, ...queries);

const names = () => screen.queryAllByRole('row').map((row) => row.getAttribute('aria-label')!.split(',')[0]);
const row = (name: RegExp) => screen.getByRole('row', { name });
const active = () => {
  const id = screen.getByRole('treegrid').getAttribute('aria-activedescendant');
  return id === null ? null : document.getElementById(id)!.getAttribute('aria-label');
};
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

describe('repeats', () => {
  it('are one row with count, percentiles, total and errors, which opens and closes', async () => {
    render(<Host trace={repeated()} />);
    await press('Fold repeats');
    expect(names()).toEqual(['shop: page', 'shop: SELECT']);
    const run = row(/SELECT, repeated 5 times, p50 3.00 ms, p95 5.00 ms, total 15.0 ms, 1 error/);
    expect(run).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(run);
    expect(names()).toHaveLength(7);
    expect(row(/repeated 5 times/)).toHaveAttribute('aria-level', '2');
    expect(screen.getAllByRole('row', { name: /starts at/ }).at(-1)).toHaveAttribute('aria-level', '3');
    expect(screen.queryByRole('complementary')).toBeNull();
    await userEvent.click(row(/repeated 5 times/));
    expect(names()).toHaveLength(2);
  });

  it('fold, open and close by keys, and ← leads from a member to its run', async () => {
    render(<Host trace={repeated()} />);
    await userEvent.keyboard('rjj');
    expect(active()).toMatch(/repeated 5 times/);
    await userEvent.keyboard('{Enter}');
    expect(names()).toHaveLength(7);
    await userEvent.keyboard('jj{ArrowLeft}');
    expect(active()).toMatch(/repeated 5 times/);
    await userEvent.keyboard('{ArrowLeft}');
    expect(names()).toHaveLength(2);
    await userEvent.keyboard('r');
    expect(names()).toHaveLength(6);
  });

  it('open for an error inside of them', async () => {
    render(<Host trace={repeated()} />);
    await userEvent.keyboard('rn');
    expect(active()).toMatch(/^shop: SELECT, 3.00 ms, starts at 20.0 ms, error/);
  });

  it('are all shown by "Expand all"', async () => {
    render(<Host trace={repeated()} collapsed=" runs" />);
    expect(names()).toHaveLength(2);
    await press('Expand all');
    expect(names()).toHaveLength(6);
  });
});

describe('by service', () => {
  it('shows where each service is entered, and how much it does by itself', async () => {
    render(
      <Host
        trace={traceOf(
          { id: '1', service: 'web' },
          { id: '2', parent: '1', service: 'web', isError: true },
          { id: '3', parent: '2', service: 'cart' },
        )}
      />,
    );
    await press('By service');
    expect(names()).toEqual(['web: 1', 'cart: 3']);
    expect(row(/web: 1.*1 spans hidden/)).toHaveTextContent('+1 · 1 !');
    await userEvent.click(within(row(/web: 1/)).getByTestId('twisty'));
    expect(names()).toEqual(['web: 1', 'web: 2', 'cart: 3']);
  });
});

describe('levels', () => {
  it('open by digits and from the list', async () => {
    render(<Host />);
    await userEvent.keyboard('2');
    expect(names()).toHaveLength(2);
    await userEvent.click(screen.getByLabelText('Open levels'));
    await userEvent.click(await screen.findByText('3 levels'));
    expect(names()).toHaveLength(4);
  });
});

describe('matches only', () => {
  it('shows matches and their ancestors, also inside of what was folded', async () => {
    render(<Host />);
    await userEvent.keyboard('c');
    await userEvent.type(screen.getByRole('textbox', { name: 'Search in this trace' }), 'charge');
    await press('Matches only');
    await waitFor(() =>
      expect(names()).toEqual(['frontend: POST /checkout', 'checkout: place order', 'payment: charge card']),
    );
    await press('Matches only');
    expect(names()).toEqual(['frontend: POST /checkout']);
  });

  it('says so when there are none', async () => {
    render(<Host />);
    await userEvent.keyboard('m/nowhere');
    expect(await screen.findByText(/No span matches/)).toBeInTheDocument();
    expect(names()).toEqual([]);
  });
});

describe('colours', () => {
  it('have a legend where names do not say what they mean', async () => {
    render(<Host />);
    expect(screen.queryByRole('list', { name: /Colours/ })).toBeNull();
    await userEvent.keyboard('o');
    expect(screen.getByRole('list', { name: 'Colours: kind' })).toHaveTextContent('server');
    await userEvent.keyboard('o');
    expect(screen.getByRole('list', { name: 'Colours: status' })).toHaveTextContent('unset error');
    await userEvent.keyboard('o');
    expect(screen.getByRole('list', { name: 'Colours: self' })).toHaveTextContent('up to 200 ms own time');
  });
});

describe('clock skew', () => {
  const skewed = () =>
    traceOf(
      { id: '1', service: 'web', operation: 'page', start: 50, duration: 100 },
      { id: '2', parent: '1', service: 'cart', operation: 'get', start: 0, duration: 40 },
    );
  it('is corrected, told, marked on the row and in the details, and can be switched off', async () => {
    render(<Host trace={skewed()} />);
    expect(screen.getByRole('note', { name: 'Clock skew' })).toHaveTextContent('1 span was shifted by up to 80.0 ms');
    expect(row(/cart: get, 40.0 ms, starts at 30.0 ms, shown 80.0 ms later/)).toHaveTextContent('moved');
    await userEvent.click(row(/cart: get/));
    expect(screen.getByRole('complementary')).toHaveTextContent('Shown 80.0 ms later than it was sent');
    await press('Show as sent');
    expect(row(/cart: get, 40.0 ms, starts at 0 ms$/)).toBeInTheDocument();
    expect(screen.getByRole('note', { name: 'Problems of this trace' })).toHaveTextContent('before the parent');
    await press('Correct the clocks');
    expect(row(/cart: get, 40.0 ms, starts at 30.0 ms/)).toBeInTheDocument();
  });
  it('is not spoken of where there is none', () => {
    render(<Host />);
    expect(screen.queryByRole('note', { name: 'Clock skew' })).toBeNull();
  });
});

describe('marks', () => {
  it('show a missing parent on the row and say why in the details', async () => {
    render(<Host trace={traceOf({ id: '1' }, { id: '2', parent: '99' })} />);
    expect(row(/parent missing/)).toHaveTextContent('no parent');
    await userEvent.click(row(/parent missing/));
    expect(screen.getByRole('complementary')).toHaveTextContent('Its parent is not in this trace');
  });
  it('show links', () => {
    render(<Host />);
    expect(row(/charge card.*has links/)).toHaveTextContent('link');
  });
});

describe('hostile text', () => {
  it('is shown as signs, in rows and details', async () => {
    const operation = '\u001b[31m<b>x</b>\u202e';
    render(<Host trace={traceOf({ id: '1', operation })} />);
    expect(row(/starts at/)).toHaveTextContent('␛[31m<b>x</b><202E>');
    await userEvent.click(row(/starts at/));
    expect(screen.getByRole('heading', { level: 3 })).toHaveTextContent('␛[31m<b>x</b><202E>');
  });

  it('of a megabyte is cut, and more is shown on demand', async () => {
    const span = { ...shopSpan('a000000000000001')!, attributes: new Map([['body', 'x'.repeat(1_000_000)]]) };
    render(<Host loadSpan={() => Promise.resolve(span)} />);
    await userEvent.click(row(/POST .checkout/));
    const table = await screen.findByRole('table', { name: 'Attributes' });
    expect(table.textContent.length).toBeLessThan(3_000);
    expect(table).toHaveTextContent('in all; copy takes all of it');
    expect(within(table).queryByRole('link')).toBeNull(); // no address takes that
    await userEvent.click(within(table).getByRole('button', { name: 'Show more' }));
    expect(table.textContent.length).toBeGreaterThan(50_000);
  });

  it('of thousands of events is shown in parts', async () => {
    const event = { time: 0n, name: 'tick', attributes: new Map() };
    const span = { ...shopSpan('a000000000000001')!, events: Array.from({ length: 5_000 }, () => event) };
    render(<Host loadSpan={() => Promise.resolve(span)} />);
    await userEvent.click(row(/POST .checkout/));
    expect(await screen.findByText('Show more (4,950 events are not shown)')).toBeInTheDocument();
    expect(screen.getAllByText('tick')).toHaveLength(50);
  });
});

describe('logs of the span', () => {
  const record: LogRecord = {
    id: 'l1',
    time: 0n,
    severity: 'error',
    severityText: 'ERROR',
    service: 'payment',
    body: 'card was declined by the bank',
    traceId: undefined,
    spanId: undefined,
    attributes: new Map(),
    resource: new Map(),
  };
  const open = async () => {
    await userEvent.click(row(/charge card/));
    await userEvent.click(screen.getByText('Logs of this span'));
  };
  it('are loaded when they are opened, in their place', async () => {
    const asked: number[] = [];
    const loadLogs = (of: number) => {
      asked.push(of);
      return Promise.resolve({ logs: [record], coverage: COMPLETE, isCut: false });
    };
    render(<Host loadLogs={loadLogs} />);
    await userEvent.click(row(/charge card/));
    expect(asked).toEqual([]);
    await userEvent.click(screen.getByText('Logs of this span'));
    expect(await screen.findByText('card was declined by the bank')).toBeInTheDocument();
    expect(asked).toEqual([4]);
  });
  it('say that there are none, and what failed', async () => {
    const answers = [
      Promise.resolve({ logs: [], coverage: COMPLETE, isCut: false }),
      Promise.reject(new Error('store is down')),
    ];
    answers[1].catch(() => undefined);
    const { unmount } = render(<Host loadLogs={() => answers[0]} />);
    await open();
    expect(await screen.findByText('No log record carries the id of this span.')).toBeInTheDocument();
    unmount();
    render(<Host loadLogs={() => answers[1]} />);
    await open();
    expect(await screen.findByText('store is down')).toBeInTheDocument();
  });
});
