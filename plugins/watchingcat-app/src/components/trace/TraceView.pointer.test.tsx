// What the pointer does on the timeline, the minimap and the ancestors on top, and what the list of keys says.
import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { buildTrace } from '@watchingcat/model';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';
import { TimeRangeProvider } from '../../state/TimeRangeContext';
import { Shortcuts } from '../Shortcuts';
import { TraceHost as Host } from './testing/TraceHost';

// jsdom lays nothing out: the view is 1,000 pixels wide, 340 of them names and 62 room for labels.
const TIMELINE = { left: 340, width: 598 };
const at = (part: number) => ({ clientX: TIMELINE.left + part * TIMELINE.width, clientY: 12, button: 0, pointerId: 1 });

/** jsdom has no PointerEvent; a mouse event of that name carries all that is asked of it. */
const pointer = (element: Element | Window, type: string, part: number) =>
  fireEvent(element, new MouseEvent(type, { bubbles: true, ...at(part) }));
const edge = (name: string) => screen.getByRole('slider', { name }).getAttribute('aria-valuetext');
const shownTime = () => [edge('Start of the shown time'), edge('End of the shown time')];

it('zooms to what is dragged over, and opens no span for that', () => {
  render(<Host />);
  const grid = screen.getByRole('treegrid');
  pointer(grid, 'pointerdown', 0.25);
  pointer(grid, 'pointermove', 0.5);
  pointer(window, 'pointerup', 0.75);
  fireEvent.click(screen.getAllByRole('row')[0]);
  expect(shownTime()).toEqual(['100 ms', '300 ms']); // of 400 ms
  expect(screen.queryByRole('complementary')).toBeNull();
});

it('takes a short movement for a click', () => {
  render(<Host />);
  const grid = screen.getByRole('treegrid');
  pointer(grid, 'pointerdown', 0.25);
  pointer(window, 'pointerup', 0.252);
  fireEvent.click(screen.getAllByRole('row')[0]);
  expect(shownTime()).toEqual(['0 ms', '400 ms']);
  expect(screen.getByRole('complementary')).toBeInTheDocument();
});

it('zooms around the pointer with Ctrl and the wheel', () => {
  render(<Host />);
  const wheel = new WheelEvent('wheel', { bubbles: true, cancelable: true, deltaY: -120, ctrlKey: true, ...at(0) });
  fireEvent(screen.getByRole('treegrid'), wheel);
  expect(wheel.defaultPrevented).toBe(true);
  expect(edge('Start of the shown time')).toBe('0 ms');
  expect(edge('End of the shown time')).toBe('268 ms'); // 400 ms / e^0.4
});

it('moves the shown time by [ and ]', async () => {
  render(<Host />);
  await userEvent.keyboard('+]]');
  expect(shownTime()).toEqual(['180 ms', '380 ms']); // half of it around the middle, and twice a fifth of that half
  await userEvent.keyboard('[[0'); // user-event takes two for one
  expect(shownTime()).toEqual(['0 ms', '400 ms']);
});

it('keeps the ancestors on top while rows scroll below them, and a click goes there', async () => {
  const ids = Array.from({ length: 100 }, (_, i) => String(i).padStart(16, '0'));
  const trace = buildTrace({
    traceId: 't',
    spanIds: ids,
    parentSpanIds: ids.map((_, i) => (i === 0 ? '' : ids[i === 1 ? 0 : 1])),
    start: ids.map((_, i) => BigInt(i)),
    durationNs: ids.map(() => 1_000),
    service: ids.map(() => 'shop'),
    operation: ids.map((_, i) => `step ${i}`),
    kind: ids.map(() => 1),
    status: ids.map(() => 0),
    hasLinks: ids.map(() => 0),
    events: { row: [], time: [], name: [] },
  });
  const { container } = render(<Host trace={trace} />);
  expect(screen.queryByTestId('sticky-rows')).toBeNull();
  const scroller = container.querySelector('[tabindex="-1"]')!;
  fireEvent.scroll(scroller, { target: { scrollTop: 40 * 24 } });
  const sticky = screen.getByTestId('sticky-rows');
  expect(sticky).toHaveTextContent('shopstep 0shopstep 1');
  await userEvent.click(within(sticky).getByText('step 1'));
  expect(scroller.scrollTop).toBe(0);
  fireEvent.scroll(scroller); // jsdom tells nobody that it scrolled
  expect(screen.queryByTestId('sticky-rows')).toBeNull();
  expect(screen.getByRole('row', { name: /step 1,/ })).toHaveAttribute('data-cursor', 'true');
});

it('names its keys in the list of all keys', async () => {
  render(
    <MemoryRouter>
      <TimeRangeProvider>
        <Shortcuts />
        <Host autoFocus={false} />
      </TimeRangeProvider>
    </MemoryRouter>,
  );
  await userEvent.keyboard('?');
  expect(await screen.findByText('fold by service, fold repeats')).toBeInTheDocument();
});
