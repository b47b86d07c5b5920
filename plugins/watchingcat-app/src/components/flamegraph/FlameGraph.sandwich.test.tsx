import { framesOfProfile } from '@watchingcat/analysis';
import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useState } from 'react';
import { shopTrace } from '../trace/testing/shopTrace';
import { FlameGraph, type FlameGraphProps } from './FlameGraph';
import { BEFORE_AFTER, flameGraphOfTrace, type FlameGraphData } from './flameGraphData';
import { FIRST_FLAME_STATE, type FlameState } from './flameState';

function Host({
  data = flameGraphOfTrace(shopTrace()),
  first,
  ...props
}: { data?: FlameGraphData; first?: Partial<FlameState> } & Partial<FlameGraphProps>) {
  const [shown] = useState(data);
  const [state, setState] = useState<FlameState>({ ...FIRST_FLAME_STATE, ...first });
  return (
    <FlameGraph
      data={shown}
      state={state}
      onChange={(changes) => setState((before) => ({ ...before, ...changes }))}
      autoFocus
      {...props}
    />
  );
}

/** `read` is called by a (40) and by b (20), and calls disk in both. */
const reads: FlameGraphData = {
  frames: framesOfProfile({
    level: [0, 1, 2, 3, 1, 2, 3],
    value: [100, 60, 40, 30, 40, 20, 5],
    self: [0, 20, 10, 30, 20, 15, 5],
    label: ['total', 'a', 'read', 'disk', 'b', 'read', 'disk'],
    valueRight: undefined,
    selfRight: undefined,
  }),
  spans: undefined,
  format: (value) => `${value} samples`,
  sides: BEFORE_AFTER,
};
const READ = { service: '', operation: 'read' };

const bar = () => screen.queryByRole('region', { name: 'Callers and callees' });
const spoken = () => screen.getByRole('status', { name: 'Frame' }).textContent;
const rowsInView = () =>
  within(screen.getByRole('table', { name: /Frames in view/ }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => [...row.children].slice(0, 3).map((cell) => cell.textContent));

it('has the callers on the rows above the function, and what it calls on those below it', () => {
  render(<Host data={reads} first={{ of: READ }} />);
  expect(bar()).toHaveTextContent('read is called by the frames above it');
  expect(bar()).toHaveTextContent('total 60 samples (60%) · self 25 samples (25%)');
  // Frame, row, total; widest first. Two ways lead to `total`, one by `a` and one by `b`.
  expect(rowsInView()).toEqual([
    ['read', '3', '60 samples'],
    ['a', '2', '40 samples'],
    ['total', '1', '40 samples'],
    ['disk', '4', '35 samples'],
    ['b', '2', '20 samples'],
    ['total', '1', '20 samples'],
  ]);
});

it('is walked by the arrows from the function up and down', async () => {
  render(<Host data={reads} first={{ of: READ }} />);
  await userEvent.keyboard('{ArrowUp}');
  expect(spoken()).toMatch(/^read, total 60 samples/);
  await userEvent.keyboard('{ArrowUp}');
  expect(spoken()).toBe('a, called from here: total 40 samples (40%)');
  await userEvent.keyboard('{ArrowRight}');
  expect(spoken()).toMatch(/^b, called from here: total 20 samples/);
  await userEvent.keyboard('{ArrowUp}');
  expect(spoken()).toMatch(/^total, called from here: total 20 samples/);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
  expect(spoken()).toMatch(/^disk, total 35 samples/);
  await userEvent.keyboard('{ArrowUp}');
  expect(spoken()).toMatch(/^read/);
});

it('zooms on the side that is asked for, and leaves the other as it is', async () => {
  render(<Host data={reads} first={{ of: READ }} />);
  await userEvent.keyboard('{ArrowUp}{ArrowUp}{ArrowRight}{Enter}');
  expect(screen.getByRole('navigation', { name: 'Zoomed to' })).toHaveTextContent(/read.*‹.*b$/);
  expect(rowsInView().map(([name]) => name)).toEqual(['read', 'disk', 'b', 'total']);
});

it('is entered and left with c, from frame to frame', async () => {
  render(<Host />);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}c');
  expect(bar()).toHaveTextContent('payment: charge card is called by');
  expect(bar()).toHaveTextContent('total 200 ms (50%) · self 200 ms (50%) · 1 span · 1 failed');
  expect(screen.getByRole('radio', { name: 'Callers and callees' })).toBeChecked();
  await userEvent.keyboard('{ArrowUp}{ArrowUp}');
  expect(spoken()).toBe('checkout: place order, called from here: total 200 ms (50%), 1 call, 1 failed');
  await userEvent.keyboard('c');
  expect(bar()).toHaveTextContent('checkout: place order is called by');
  await userEvent.keyboard('{ArrowDown}c');
  expect(bar()).toBeNull();
});

it('goes back to the whole graph with Esc, after the zoom', async () => {
  render(<Host data={reads} first={{ of: READ, focus: 1 }} />);
  await userEvent.keyboard('{Escape}');
  expect(bar()).toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  expect(bar()).toBeNull();
});

describe('the menu of a frame', () => {
  it('is opened by the right button', async () => {
    render(<Host />);
    fireEvent.contextMenu(screen.getByRole('application'), { clientX: 100, clientY: 50, button: 2 });
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Callers and callees' }));
    expect(bar()).toHaveTextContent('payment: charge card');
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('is opened with m, for the frame that the keyboard is at', async () => {
    const onOpenSpan = jest.fn();
    render(<Host onOpenSpan={onOpenSpan} />);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}m');
    expect(await screen.findByRole('menu')).toHaveTextContent('checkout: place order');
    await userEvent.click(screen.getByRole('menuitem', { name: 'Open the span' }));
    expect(onOpenSpan).toHaveBeenCalledWith(1);
  });

  it('marks all frames of the name', async () => {
    render(<Host data={reads} />);
    fireEvent.contextMenu(screen.getByRole('application'), { clientX: 100, clientY: 50, button: 2 });
    await userEvent.click(await screen.findByRole('menuitem', { name: /Mark/ }));
    expect(screen.getByText('2 matches, 60%')).toBeInTheDocument();
  });
});

it('is reached from the table', async () => {
  render(<Host />);
  await userEvent.click(screen.getByRole('button', { name: 'Callers and callees of cart: GET /cart' }));
  expect(bar()).toHaveTextContent('cart: GET /cart is called by');
});

it('is reached from a search that finds one name', async () => {
  render(<Host first={{ search: 'cart' }} />);
  expect(screen.queryByRole('button', { name: 'Callers and callees of the match' })).toBeNull();
  await userEvent.type(screen.getByRole('textbox', { name: /Search/ }), ': cache');
  await userEvent.click(await screen.findByRole('button', { name: 'Callers and callees of the match' }));
  expect(bar()).toHaveTextContent('cart: cache get is called by');
});

it('is about the function with the largest own part when nobody names one', async () => {
  render(<Host />);
  await userEvent.click(screen.getByRole('radio', { name: 'Callers and callees' }));
  expect(bar()).toHaveTextContent('payment: charge card is called by');
  await userEvent.click(screen.getByRole('radio', { name: 'By time' }));
  expect(bar()).toBeNull();
});

it('opens the span of a caller, and of what is called', async () => {
  const onOpenSpan = jest.fn();
  render(<Host first={{ of: { service: 'cart', operation: 'GET /cart' } }} onOpenSpan={onOpenSpan} />);
  await userEvent.keyboard('{ArrowUp}{ArrowUp}o');
  expect(onOpenSpan).toHaveBeenLastCalledWith(1);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}o');
  expect(onOpenSpan).toHaveBeenLastCalledWith(3);
});

it('says so when no frame has the name, and shows the whole graph', async () => {
  render(<Host first={{ of: { service: 'x', operation: '<b>y</b>' } }} />);
  expect(bar()).toHaveTextContent('No frame is called “x: <b>y</b>” here');
  expect(rowsInView()).toHaveLength(5);
  await userEvent.click(screen.getByRole('button', { name: 'Whole graph' }));
  expect(bar()).toBeNull();
});

it('compares both sides of the function', () => {
  const frames = framesOfProfile({
    level: [0, 1],
    value: [100, 60],
    self: [40, 60],
    label: ['all', 'read'],
    valueRight: [50, 50],
    selfRight: [0, 50],
  });
  render(<Host data={{ ...reads, frames }} first={{ of: READ }} />);
  expect(bar()).toHaveTextContent('total before 60 samples, after 50 samples: −10 samples (−17%)');
});
