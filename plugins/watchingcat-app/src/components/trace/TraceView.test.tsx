import type { SpanDetails } from '@watchingcat/model';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { flushSync } from 'react-dom';
import { shopSpan } from './testing/shopTrace';
import { TraceHost as Host } from './testing/TraceHost';

const operations = () =>
  screen.getAllByRole('row', { name: /starts at/ }).map((row) => row.getAttribute('aria-label')!.split(',')[0]);
const row = (name: RegExp) => screen.getByRole('row', { name });
const drawer = () => screen.getByRole('complementary', { name: 'Span details' });
const activeRow = () => {
  const id = screen.getByRole('treegrid').getAttribute('aria-activedescendant');
  return id === null ? null : document.getElementById(id)!.getAttribute('aria-label')!.split(',')[0];
};

describe('rows', () => {
  it('are named for screen readers, in tree order with their level', () => {
    render(<Host />);
    expect(operations()).toEqual([
      'frontend: POST /checkout',
      'checkout: place order',
      'cart: GET /cart',
      'cart: cache get',
      'payment: charge card',
    ]);
    expect(row(/charge card, 200 ms, starts at 120 ms, error/)).toHaveAttribute('aria-level', '3');
    expect(screen.getByRole('treegrid')).toHaveAttribute('aria-rowcount', '5');
  });

  it('fold under their twisty and say how much they hide', async () => {
    render(<Host />);
    await userEvent.click(within(row(/place order/)).getByTestId('twisty'));
    expect(operations()).toEqual(['frontend: POST /checkout', 'checkout: place order']);
    expect(row(/place order.*3 spans hidden/)).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByRole('complementary')).toBeNull();
  });

  it('fold all together, and open just what leads to errors', async () => {
    render(<Host />);
    await userEvent.click(screen.getByRole('button', { name: 'Collapse all' }));
    expect(operations()).toEqual(['frontend: POST /checkout']);
    await userEvent.click(screen.getByRole('button', { name: 'Errors only' }));
    expect(operations()).toContain('payment: charge card');
    expect(operations()).not.toContain('cart: cache get');
    await userEvent.click(screen.getByRole('button', { name: 'Expand all' }));
    expect(operations()).toHaveLength(5);
  });
});

describe('keyboard', () => {
  it('moves with j, k and arrows without opening anything', async () => {
    render(<Host />);
    await userEvent.keyboard('jj{ArrowDown}k');
    expect(activeRow()).toBe('checkout: place order');
    await userEvent.keyboard('{End}');
    expect(activeRow()).toBe('payment: charge card');
    await userEvent.keyboard('{Home}k');
    expect(activeRow()).toBe('frontend: POST /checkout');
    expect(screen.queryByRole('complementary')).toBeNull();
  });

  it('folds with ←, goes to the parent, and opens again with →', async () => {
    render(<Host />);
    await userEvent.keyboard('jjj{ArrowLeft}');
    expect(operations()).not.toContain('cart: cache get');
    await userEvent.keyboard('{ArrowRight}');
    expect(operations()).toContain('cart: cache get');
    await userEvent.keyboard('{ArrowRight}');
    expect(activeRow()).toBe('cart: cache get');
    await userEvent.keyboard('{ArrowLeft}');
    expect(activeRow()).toBe('cart: GET /cart');
  });

  it('opens with Enter; the drawer follows; Esc closes and the rows keep the focus', async () => {
    render(<Host />);
    await userEvent.keyboard('j{Enter}');
    expect(await within(drawer()).findByText('gold')).toBeInTheDocument();
    await userEvent.keyboard('j');
    expect(within(drawer()).getByRole('heading', { name: 'place order' })).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('complementary')).toBeNull();
    expect(screen.getByRole('treegrid')).toHaveFocus();
    expect(activeRow()).toBe('checkout: place order');
  });

  it('finds errors with n when nothing is searched, also in folded subtrees', async () => {
    render(<Host />);
    await userEvent.keyboard('cn');
    expect(activeRow()).toBe('payment: charge card');
  });

  it('does not take keys from an input', async () => {
    render(<Host />);
    await userEvent.keyboard('/jkc');
    expect(screen.getByRole('textbox', { name: 'Search in this trace' })).toHaveValue('jkc');
    expect(operations()).toHaveLength(5);
  });
});

describe('search', () => {
  it('goes to a match of what was typed, however soon Enter follows', () => {
    render(<Host />);
    const search = screen.getByLabelText('Search in this trace');
    act(() => {
      flushSync(() => fireEvent.change(search, { target: { value: 'cart' } })); // shown; what it finds is deferred
      fireEvent.keyDown(search, { key: 'Enter' });
    });
    expect(activeRow()).toBe('cart: GET /cart');
  });

  it('counts, goes through the matches in a circle and dims the rest', async () => {
    render(<Host />);
    await userEvent.keyboard('/cart');
    expect(await screen.findByText('2 matches')).toBeInTheDocument();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByText('1 of 2')).toBeInTheDocument();
    await userEvent.keyboard('{Enter}{Enter}');
    expect(screen.getByText('1 of 2')).toBeInTheDocument();
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    expect(screen.getByText('2 of 2')).toBeInTheDocument();
    expect(activeRow()).toBe('cart: cache get');
    expect(within(row(/charge card/)).getAllByRole('gridcell')[0]).toHaveStyle({ opacity: '0.4' });
  });

  it('says so when nothing matches, and Esc clears it', async () => {
    render(<Host />);
    await userEvent.keyboard('/nowhere');
    expect(await screen.findByText('No match')).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByText('No match')).toBeNull();
  });

  it('finds a service by its entry in the legend', async () => {
    render(<Host />);
    await userEvent.click(within(screen.getByRole('list', { name: 'Own time by service' })).getByText('payment'));
    expect(await screen.findByText('1 match')).toBeInTheDocument();
  });
});

describe('drawer', () => {
  const openPayment = async () => {
    render(<Host />);
    await userEvent.click(row(/charge card/));
    await within(drawer()).findByText('gold');
  };

  it('shows what was sent, with types, and as text whatever it holds', async () => {
    await openPayment();
    const attributes = within(drawer()).getByRole('table', { name: 'Attributes' });
    expect(within(attributes).getByText('int')).toBeInTheDocument();
    expect(within(attributes).getByText('<img src=x onerror=alert(1)>')).toBeInTheDocument();
    expect(drawer().querySelector('img')).toBeNull();
    expect(within(drawer()).getByText(/error: card was declined/)).toBeInTheDocument();
    expect(within(drawer()).getByLabelText('Stack trace')).toHaveTextContent('at charge (card.ts:1)');
  });

  it('leads to the linked trace and to traces with the same value', async () => {
    await openPayment();
    expect(within(drawer()).getByRole('link', { name: /Trace ffff/ })).toHaveAttribute(
      'href',
      '/trace/ffffffffffffffffffffffffffffffff?span=9999999999999999',
    );
    expect(
      within(drawer()).getByRole('link', { name: 'Find traces with this value of customer.tier' }),
    ).toHaveAttribute('href', '/traces?customer.tier=gold');
  });

  it('filters attributes by name and value', async () => {
    await openPayment();
    await userEvent.type(screen.getByRole('textbox', { name: 'Filter attributes' }), 'gold');
    expect(within(drawer()).getByText('Attributes (1 of 3)')).toBeInTheDocument();
    expect(within(drawer()).queryByText('http.response.status_code')).toBeNull();
  });

  it('goes to the parent', async () => {
    await openPayment();
    await userEvent.click(within(drawer()).getByRole('button', { name: 'checkout: place order' }));
    expect(within(drawer()).getByRole('heading', { name: 'place order' })).toBeInTheDocument();
  });

  it('says why a span cannot be shown and asks again', async () => {
    const answers = [Promise.reject(new Error('server is down')), Promise.resolve(shopSpan('e000000000000005'))];
    answers[0].catch(() => undefined);
    const loadSpan = () => answers.shift() as Promise<SpanDetails | undefined>;
    render(<Host loadSpan={loadSpan} />);
    await userEvent.click(row(/charge card/));
    expect(await screen.findByText('server is down')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /Try again/ }));
    expect(await within(drawer()).findByText('gold')).toBeInTheDocument();
  });

  it('still shows what the columns know when the details are gone', async () => {
    render(<Host loadSpan={() => Promise.resolve(undefined)} />);
    await userEvent.click(row(/charge card/));
    expect(await screen.findByText(/no longer stored/)).toBeInTheDocument();
    expect(within(drawer()).getByText('payment')).toBeInTheDocument();
  });
});

describe('zoom', () => {
  it('is reported once it rests, and can be undone', async () => {
    jest.useFakeTimers();
    try {
      const user = userEvent.setup({ advanceTimers: jest.advanceTimersByTime });
      const seen: unknown[] = [];
      render(<Host onZoomChange={(zoom) => seen.push(zoom)} />);
      await user.keyboard('{End}zz+');
      expect(seen).toEqual([]);
      act(() => jest.advanceTimersByTime(300));
      expect(seen).toHaveLength(1);
      await user.click(screen.getByRole('button', { name: 'Show all of the time' }));
      expect(screen.getByRole('button', { name: 'Show all of the time' })).toHaveAttribute('aria-disabled', 'true');
    } finally {
      jest.useRealTimers();
    }
  });

  it('can be changed with the keyboard at the edges of the minimap', async () => {
    render(<Host />);
    screen.getByRole('slider', { name: 'End of the shown time' }).focus();
    await userEvent.keyboard('{ArrowLeft}{ArrowLeft}');
    await waitFor(() =>
      expect(screen.getByRole('slider', { name: 'End of the shown time' })).toHaveAttribute('aria-valuetext', '384 ms'),
    );
  });
});
