import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { COMPLETE, TelemetryError, type TraceSummary } from '@watchingcat/model';
import React, { type ReactNode } from 'react';
import { FakeTelemetry } from '../../testing/FakeTelemetry';
import { renderPage } from '../../testing/renderPage';
import { ComparePage } from './ComparePage';
import { checkoutSpans, checkoutTrace, type Checkout } from './testing/checkout';

// Grafana's page frame lives in Grafana itself, not in the npm package.
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual<object>('@grafana/runtime'),
  PluginPage: ({ children, actions }: { children: ReactNode; actions: ReactNode }) => (
    <>
      {actions}
      {children}
    </>
  ),
}));

const id = (n: number) => n.toString(16).padStart(32, '0');
const [FAST, SLOW, TWICE, REFUNDED] = [id(1), id(2), id(3), id(5)];
const CHECKOUTS: readonly Checkout[] = [
  { traceId: FAST, chargeMs: 200 },
  { traceId: SLOW, chargeMs: 1_160 },
  { traceId: TWICE, chargeMs: 200, isRepeated: true },
  { traceId: id(4), chargeMs: 260 },
];

const refunded: Checkout = { traceId: REFUNDED, chargeMs: 300, isRefunded: true };

function shop() {
  const telemetry = new FakeTelemetry();
  const find = (traceId: string) => [...CHECKOUTS, refunded].find((one) => one.traceId === traceId);
  telemetry.traceAnswer = (traceId) => {
    const found = find(traceId);
    return Promise.resolve(found && { trace: checkoutTrace(found), coverage: COMPLETE });
  };
  telemetry.spansAnswer = (traceId) => {
    const found = find(traceId);
    return Promise.resolve(
      found && { spans: checkoutSpans(found, traceId === SLOW ? 'us' : 'eu'), coverage: COMPLETE },
    );
  };
  telemetry.tracesAnswer = () =>
    Promise.resolve({ traces: CHECKOUTS.map(summary), nextCursor: undefined, coverage: COMPLETE });
  return telemetry;
}
const summary = ({ traceId, chargeMs }: Checkout): TraceSummary => ({
  traceId,
  rootService: 'frontend',
  rootOperation: 'POST /checkout',
  start: 0n,
  durationMs: 200 + chargeMs,
  spans: 3,
  errors: 0,
  services: ['frontend'],
});
const open = (query: string, telemetry = shop()) =>
  renderPage(telemetry, { compare: <ComparePage /> }, `/compare${query}`);
const rowsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent);

describe('two traces', () => {
  it('are summed up in a sentence, and explained down to the last part', async () => {
    open(`?a=${FAST}&b=${SLOW}`);
    expect(
      await screen.findByText('B took 960 ms longer than A: payment: charge accounts for 100% of it.'),
    ).toBeVisible();
    expect(rowsOf(screen.getByRole('table', { name: 'What explains the difference' }))).toEqual([
      'paymentchargeslower+960 ms+100%',
    ]);
  });

  it('are swapped by a button, and Back undoes it', async () => {
    const page = open(`?a=${FAST}&b=${SLOW}`);
    await userEvent.click(await screen.findByRole('button', { name: /Swap/ }));
    expect(await screen.findByText(/B took 960 ms less than A/)).toBeVisible();
    expect(screen.getByText('−960 ms')).toBeVisible();
    await page.back();
    expect(await screen.findByText(/B took 960 ms longer than A/)).toBeVisible();
  });

  it('tell calls that were repeated', async () => {
    open(`?a=${FAST}&b=${TWICE}`);
    expect(rowsOf(await screen.findByRole('table'))).toEqual(['paymentcharge1 → 2 calls+100 ms+100%']);
  });

  it('are the same when they are the same', async () => {
    open(`?a=${FAST}&b=${FAST}`);
    expect(await screen.findByText('Nothing differs')).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent('B took exactly as long as A');
  });

  it('open a call in both traces, with the attributes that changed', async () => {
    const page = open(`?a=${FAST}&b=${SLOW}`);
    await userEvent.click(await screen.findByText('charge'));
    const panel = await screen.findByRole('complementary', { name: 'The call in both traces' });
    expect(rowsOf(await within(panel).findByRole('table', { name: 'Changed attributes' }))).toEqual([
      'card.regioneuus',
    ]);
    expect(within(panel).getByRole('link', { name: 'Open in B' })).toHaveAttribute(
      'href',
      expect.stringContaining(`/traces/${SLOW}?span=c000000000000003`),
    );
    expect(page.search().get('node')).toBe('2');
    await userEvent.click(within(panel).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('complementary')).toBeNull();
  });

  it('are one tree in the merged view, which hides what hardly differs until asked', async () => {
    const page = open(`?a=${FAST}&b=${TWICE}&view=merged`);
    const table = await screen.findByRole('table', { name: 'Both traces merged' });
    expect(rowsOf(table)).toEqual([
      'frontendPOST /checkout400 ms500 ms+100 ms±0−7.0%',
      'paymentchargeonly in B–100 ms+100 ms+100 ms+20%',
    ]);
    await userEvent.click(screen.getByRole('checkbox', { name: /Only what differs/ }));
    expect(rowsOf(table)).toHaveLength(4);
    expect(page.search().get('only')).toBe('all');
  });

  it('stand side by side with a gap where a call is missing', async () => {
    open(`?a=${FAST}&b=${TWICE}`);
    await userEvent.click(await screen.findByRole('radio', { name: 'Side by side' }));
    const rows = rowsOf(await screen.findByRole('table', { name: 'Both traces side by side' }));
    expect(rows).toEqual(['frontendPOST /checkout400 ms500 ms+100 ms', 'paymentchargeonly in B100 ms+100 ms']);
  });

  describe('as a flame graph', () => {
    const inView = () =>
      within(screen.getByRole('table', { name: /Frames in view/ }))
        .getAllByRole('row')
        .slice(1)
        .map((row) => [...row.children].filter((_, at) => at === 0 || at === 2).map((cell) => cell.textContent));
    const widthBy = (name: string) =>
      within(screen.getByRole('radiogroup', { name: 'Width by' })).getByRole('radio', { name });

    it('are as wide as B, as A, or as both', async () => {
      const page = open(`?a=${REFUNDED}&b=${FAST}&view=flame`);
      await screen.findByRole('application');
      // 140 ms of the 400 ms are the root's own; the refund of A has no width in B.
      expect(inView().slice(0, 3)).toEqual([
        ['frontend: POST /checkout', '400 ms'],
        ['payment: charge', '200 ms'],
        ['cart: GET /cart', '60.0 ms'],
      ]);
      expect(screen.getByRole('note')).toHaveTextContent('1 call path is only in A and without width here');
      await userEvent.click(widthBy('A'));
      expect(page.search().get('width')).toBe('a');
      expect(inView()).toEqual([
        ['frontend: POST /checkout', '600 ms'],
        ['payment: charge', '300 ms'],
        ['payment: refund', '100 ms'],
        ['cart: GET /cart', '60.0 ms'],
      ]);
      expect(screen.queryByRole('note')).toBeNull();
      await userEvent.click(widthBy('A + B'));
      expect(inView()[0]).toEqual(['frontend: POST /checkout', '1.00 s']);
    });

    it('say of a frame what A has, what B has, and what changed', async () => {
      open(`?a=${REFUNDED}&b=${FAST}&view=flame&width=both`);
      (await screen.findByRole('application')).focus();
      await userEvent.keyboard('{ArrowDown}{ArrowDown}');
      const spoken = screen.getByRole('status', { name: 'Frame' });
      expect(spoken).toHaveTextContent('payment: charge, A 300 ms, B 200 ms: −100 ms (−33%), spans A 1, B 1');
      await userEvent.keyboard('{ArrowRight}{ArrowRight}');
      expect(spoken).toHaveTextContent('payment: refund, A 100 ms, B 0 ms: only in A, spans A 1, B 0');
    });

    it('open the call that a frame stands for', async () => {
      const page = open(`?a=${REFUNDED}&b=${FAST}&view=flame&width=a`);
      (await screen.findByRole('application')).focus();
      await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}{ArrowRight}{Enter}');
      await userEvent.click(screen.getByRole('button', { name: 'Open the call in both traces' }));
      const panel = await screen.findByRole('complementary', { name: 'The call in both traces' });
      expect(panel).toHaveTextContent('refund');
      expect(panel).toHaveTextContent('B: has no such call');
      await page.back();
      await page.back();
      expect(screen.queryByRole('navigation', { name: 'Zoomed to' })).toBeNull();
    });
  });

  it('list the attributes that differ everywhere', async () => {
    open(`?a=${FAST}&b=${SLOW}&view=attributes`);
    expect(rowsOf(await screen.findByRole('table', { name: 'Attributes that differ' }))).toEqual(['card.regioneuus3']);
  });

  it('say which one is not stored, and which one failed', async () => {
    const { unmount } = open(`?a=${FAST}&b=${id(99)}`);
    expect(await screen.findByText('Trace B: no span of it is stored')).toBeVisible();
    unmount();
    const telemetry = shop();
    telemetry.traceAnswer = () => Promise.reject(new TelemetryError('timeout', 'The answer took too long.'));
    open(`?a=${FAST}&b=${SLOW}`, telemetry);
    expect(await screen.findByText('Trace A could not be loaded')).toBeVisible();
  });

  it('overlook a node that they do not have', async () => {
    open(`?a=${FAST}&b=${SLOW}&node=77&view=nonsense`);
    expect(await screen.findByRole('table')).toBeVisible();
    expect(screen.queryByRole('complementary')).toBeNull();
  });
});

describe('choosing', () => {
  it('takes a trace id out of whatever is pasted', async () => {
    const page = open(`?a=${FAST}`);
    const field = await screen.findByLabelText(/Trace B/);
    await userEvent.click(field);
    await userEvent.paste(`level=error trace_id=${SLOW} msg="declined"`);
    expect(page.search().get('b')).toBe(SLOW);
    expect(await screen.findByText(/B took 960 ms longer/)).toBeVisible();
  });

  it('says what is wrong with a text without an id', async () => {
    open('');
    await userEvent.type(await screen.findByLabelText(/Trace A/), 'abc{Enter}');
    expect(screen.getByText(/There is no trace id in this/)).toBeVisible();
  });
});

describe('the median of the same operation', () => {
  it('is gathered from the time range, without the trace itself', async () => {
    const telemetry = shop();
    open(`?a=${SLOW}`, telemetry);
    await userEvent.click(await screen.findByRole('button', { name: 'The median of the same operation' }));
    // Charges of 200 (twice, one of them with 100 more) and 260 ms: the median of the charges is 260.
    expect(await screen.findByText(/A took 900 ms longer than the median of 3 other requests/)).toBeVisible();
    expect(rowsOf(screen.getByRole('table', { name: 'What differs from the median' }))[0]).toBe(
      'paymentcharge13 of 3260 ms1.16 s+900 ms+100%',
    );
    expect(telemetry.asked.traces[0]).toMatchObject({
      service: 'frontend',
      operation: 'POST /checkout',
      sort: 'sample',
    });
  });

  it('tells how far it is, and is cancelled', async () => {
    const telemetry = shop();
    const { traceAnswer } = telemetry;
    telemetry.traceAnswer = (traceId) => (traceId === id(4) ? new Promise(() => undefined) : traceAnswer(traceId));
    const page = open(`?a=${SLOW}&b=median`, telemetry);
    expect(await screen.findByText('Read 2 of 3 traces…')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /Cancel/ }));
    expect(page.search().get('b')).toBeNull();
    await waitFor(() => expect(telemetry.signals.at(-1)?.aborted).toBe(true));
  });

  it('says so when there is nothing to compare with', async () => {
    const telemetry = shop();
    telemetry.tracesAnswer = () => Promise.resolve({ traces: [], nextCursor: undefined, coverage: COMPLETE });
    open(`?a=${SLOW}&b=median`, telemetry);
    expect(await screen.findByText('There is nothing to compare with in this time range')).toBeVisible();
    expect(screen.getByText(/No other trace begins with frontend: POST \/checkout/)).toBeVisible();
  });
});
