import { framesOfProfile } from '@watchingcat/analysis';
import { buildTrace } from '@watchingcat/model';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { flushSync } from 'react-dom';
import { shopTrace } from '../trace/testing/shopTrace';
import { FlameGraph, type FlameGraphProps } from './FlameGraph';
import { BEFORE_AFTER, flameGraphOfTrace, type FlameGraphData } from './flameGraphData';
import { FIRST_FLAME_STATE, type FlameState } from './flameState';

/** What a page does for the graph, without an address bar. */
function Host({
  data,
  first,
  ...props
}: { data: FlameGraphData; first?: Partial<FlameState> } & Partial<FlameGraphProps>) {
  const [state, setState] = useState<FlameState>({ ...FIRST_FLAME_STATE, ...first });
  return (
    <FlameGraph
      data={data}
      state={state}
      onChange={(changes) => setState((before) => ({ ...before, ...changes }))}
      autoFocus
      {...props}
    />
  );
}

const shop = flameGraphOfTrace(shopTrace());
const profile = (right?: Pick<Parameters<typeof framesOfProfile>[0], 'valueRight' | 'selfRight'>): FlameGraphData => ({
  frames: framesOfProfile({
    level: [0, 1, 1],
    value: [100, 60, 40],
    self: [0, 60, 40],
    label: ['total', 'main.parse', 'runtime/gc.mark'],
    valueRight: undefined,
    selfRight: undefined,
    ...right,
  }),
  spans: undefined,
  format: (value) => `${value} samples`,
  sides: BEFORE_AFTER,
});

const spoken = () => screen.getByRole('status', { name: 'Frame' }).textContent;
const inView = () =>
  within(screen.getByRole('table', { name: /Frames in view/ }))
    .getAllByRole('rowheader')
    .map((cell) => cell.textContent);
const zoomedTo = () => screen.queryByRole('navigation', { name: 'Zoomed to' });
const functions = () =>
  within(screen.getByRole('table', { name: 'Functions' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('button')[0].textContent.trim());

describe('keyboard', () => {
  it('goes down to what a frame calls, up to its caller, and sideways, and says where it is', async () => {
    render(<Host data={shop} />);
    await userEvent.keyboard('{ArrowDown}');
    // 400 ms of the root, of which 360 ms are its call's.
    expect(spoken()).toBe('frontend: POST /checkout, total 400 ms (100%), self 40.0 ms (10%), 1 span');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(spoken()).toMatch(/^payment: charge card, total 200 ms \(50%\), .* 1 failed$/);
    await userEvent.keyboard('{ArrowRight}');
    expect(spoken()).toMatch(/^cart: GET .cart/);
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    expect(spoken()).toMatch(/^frontend/);
  });

  it('is the other way round when the root is at the bottom', async () => {
    render(<Host data={shop} first={{ direction: 'flame' }} />);
    await userEvent.keyboard('{ArrowUp}{ArrowUp}');
    expect(spoken()).toMatch(/^checkout: place order/);
  });

  it('zooms with Enter, out by one frame with Backspace, and to everything with Esc', async () => {
    render(<Host data={shop} />);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowRight}{Enter}');
    expect(zoomedTo()).toHaveTextContent(/frontend: POST .checkout›checkout: place order›cart: GET .cart/);
    // Only what lies on or below the frame, and above it, is in view.
    expect(inView()).toEqual([
      'frontend: POST /checkout',
      'checkout: place order',
      'cart: GET /cart',
      'cart: cache get',
    ]);
    await userEvent.keyboard('{Backspace}');
    expect(zoomedTo()).toHaveTextContent(/place order$/);
    await userEvent.keyboard('{Escape}');
    expect(zoomedTo()).toBeNull();
  });

  it('searches, and goes from match to match', async () => {
    render(<Host data={shop} />);
    await userEvent.keyboard('/CART');
    // 60 ms of 400 ms, the call within counted once.
    expect(screen.getByText('2 matches, 15%')).toBeInTheDocument();
    await userEvent.keyboard('{Enter}{Enter}');
    expect(spoken()).toMatch(/^cart: cache get/);
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByText(/matches/)).toBeNull();
  });

  it('goes to a match of what was typed, however soon Enter follows', () => {
    render(<Host data={shop} />);
    const search = screen.getByLabelText('Search in the flame graph');
    act(() => {
      flushSync(() => fireEvent.change(search, { target: { value: 'cart' } })); // shown; what it finds is deferred
      fireEvent.keyDown(search, { key: 'Enter' });
    });
    expect(spoken()).toMatch(/^cart: GET .cart/);
  });

  it('opens the span of a frame', async () => {
    const onOpenSpan = jest.fn();
    render(<Host data={shop} onOpenSpan={onOpenSpan} />);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}o');
    expect(onOpenSpan).toHaveBeenCalledWith(4);
  });
});

describe('pointer', () => {
  // The view is 1000 pixels wide where nothing is laid out; rows are 20 pixels high.
  it('zooms to the frame that is clicked, and back along the way', async () => {
    render(<Host data={shop} />);
    fireEvent.click(screen.getByRole('application'), { clientX: 100, clientY: 50 });
    expect(zoomedTo()).toHaveTextContent(/charge card$/);
    await userEvent.click(within(zoomedTo()!).getByRole('button', { name: 'checkout: place order' }));
    expect(zoomedTo()).toHaveTextContent(/place order$/);
    await userEvent.click(screen.getByRole('button', { name: 'Show all' }));
    expect(zoomedTo()).toBeNull();
  });

  it('shows what it is over', () => {
    render(<Host data={shop} />);
    fireEvent(
      screen.getByRole('application'),
      new MouseEvent('pointermove', { clientX: 600, clientY: 50, bubbles: true }),
    );
    expect(screen.getByRole('tooltip')).toHaveTextContent('GET /cart');
    expect(screen.getByRole('tooltip')).toHaveTextContent('total 60.0 ms (15%)');
  });
});

describe('by time', () => {
  it('has a frame for each span with its start', async () => {
    render(<Host data={shop} first={{ mode: 'time' }} />);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
    expect(spoken()).toBe('cart: GET /cart, total 60.0 ms (15%), self 55.0 ms (14%), starts at 30.0 ms');
    expect(inView()).toHaveLength(5);
  });

  it('keeps the zoom when the mode changes', async () => {
    render(<Host data={shop} first={{ mode: 'time', focus: 4 }} />);
    await userEvent.click(screen.getByRole('radio', { name: 'Merged' }));
    expect(zoomedTo()).toHaveTextContent(/charge card$/);
  });
});

describe('the table', () => {
  it('lists functions by own time, and sorts by what is clicked', async () => {
    render(<Host data={shop} />);
    expect(functions()).toEqual([
      'payment: charge card',
      'checkout: place order',
      'cart: GET /cart',
      'frontend: POST /checkout',
      'cart: cache get',
    ]);
    await userEvent.click(screen.getByRole('button', { name: /^Total/ }));
    expect(functions()[0]).toBe('frontend: POST /checkout');
    await userEvent.click(screen.getByRole('button', { name: /Service and operation/ }));
    expect(functions()[0]).toBe('cart: cache get');
  });

  it('marks the frames of a function, and unmarks them', async () => {
    render(<Host data={shop} />);
    const entry = screen.getByRole('button', { name: 'payment: charge card' });
    await userEvent.click(entry);
    expect(screen.getByText('1 match, 50%')).toBeInTheDocument();
    expect(entry).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(entry);
    expect(screen.queryByText(/1 match/)).toBeNull();
  });

  it('can stand alone, or be left out', async () => {
    render(<Host data={shop} />);
    await userEvent.click(screen.getByRole('radio', { name: 'Table' }));
    expect(screen.queryByRole('application')).toBeNull();
    await userEvent.click(screen.getByRole('radio', { name: 'Graph' }));
    expect(screen.queryByRole('table', { name: 'Functions' })).toBeNull();
  });
});

describe('a profile', () => {
  it('has its own unit, and no time to be shown by', async () => {
    render(<Host data={profile()} first={{ mode: 'time' }} />);
    expect(screen.queryByRole('radio', { name: 'By time' })).toBeNull();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(spoken()).toBe('main.parse, total 60 samples (60%), self 60 samples (60%)');
  });

  it('says how a frame changed in words and signs, where two are compared', async () => {
    render(<Host data={profile({ valueRight: [90, 90, 0], selfRight: [0, 90, 0] })} />);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(spoken()).toBe('main.parse, before 60 samples, after 90 samples: +30 samples (+50%)');
    await userEvent.keyboard('{ArrowRight}');
    expect(spoken()).toMatch(/after 0 samples: gone$/);
    expect(screen.getByText(/more/, { selector: 'span' })).toBeInTheDocument();
  });
});

it('says so when nothing took any time', () => {
  const trace = buildTrace({
    traceId: 't',
    spanIds: ['a'],
    parentSpanIds: [''],
    start: [0n],
    durationNs: [0],
    service: ['web'],
    operation: ['noop'],
    kind: [0],
    status: [0],
    hasLinks: [false],
    events: { row: [], time: [], name: [] },
  });
  render(<Host data={flameGraphOfTrace(trace)} />);
  expect(screen.getByText(/took any time/)).toBeInTheDocument();
});

it('shows names as text, whatever is in them', () => {
  const evil = '<img src=x onerror=alert(1)>\u001b[31m';
  const data = {
    ...profile(),
    frames: framesOfProfile({
      level: [0],
      value: [1],
      self: [1],
      label: [evil],
      valueRight: undefined,
      selfRight: undefined,
    }),
  };
  render(<Host data={data} />);
  expect(inView()).toEqual(['<img src=x onerror=alert(1)>␛[31m']);
  expect(document.querySelector('img')).toBeNull();
});
