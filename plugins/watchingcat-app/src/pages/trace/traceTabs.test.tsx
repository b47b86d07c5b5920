import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { COMPLETE, type AttributeValue, type SpanDetails } from '@watchingcat/model';
import { traceOfSpans } from '@watchingcat/sources';
import React, { type ReactNode } from 'react';
import { shopSpan, shopTrace, TRACE_ID } from '../../components/trace/testing/shopTrace';
import { FakeTelemetry } from '../../testing/FakeTelemetry';
import { renderPage } from '../../testing/renderPage';
import { TracePage } from './TracePage';

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

const baggage: Readonly<Record<string, Readonly<Record<string, AttributeValue>>>> = {
  a000000000000001: { 'baggage.tenant': 'acme' },
  b000000000000002: { 'baggage.tenant': 'acme', 'baggage.cart': '7' },
  c000000000000003: { 'baggage.tenant': '<b>other</b>' },
  d000000000000004: { tenant: 'acme' },
};
const span = (spanId: string): SpanDetails => {
  const known = shopSpan(spanId)!;
  return { ...known, attributes: new Map([...known.attributes, ...Object.entries(baggage[spanId] ?? {})]) };
};

function shop() {
  const telemetry = new FakeTelemetry();
  const trace = shopTrace();
  telemetry.traceAnswer = () => Promise.resolve({ trace, coverage: COMPLETE });
  telemetry.spansAnswer = () => Promise.resolve({ spans: trace.spanIds.map(span), coverage: COMPLETE });
  return telemetry;
}
const open = (query: string, telemetry = shop()) =>
  renderPage(telemetry, { 'traces/:traceId': <TracePage /> }, `/traces/${TRACE_ID}${query}`);
const rowsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.textContent);

describe('the header', () => {
  it('shows whose the critical path is, or whose the own time', async () => {
    open('');
    const bar = await screen.findByRole('list', { name: 'Critical path by service' });
    expect(bar).toHaveTextContent('payment 50%');
    await userEvent.click(screen.getByRole('radio', { name: 'Own time' }));
    expect(screen.getByRole('list', { name: 'Own time by service' })).toHaveTextContent('payment 50%');
  });
});

describe('the critical path', () => {
  it('is a tab with shares and steps that add up to the request', async () => {
    open('');
    await userEvent.click(await screen.findByRole('tab', { name: 'Critical path' }));
    expect(rowsOf(await screen.findByRole('table', { name: 'Shares of the critical path' }))).toEqual([
      'paymentcharge card50%200 ms1',
      'checkoutplace order25%100 ms1',
      'cartGET /cart14%55.0 ms1',
      'frontendPOST /checkout10%40.0 ms1',
      'cartcache get1.3%5.00 ms1',
    ]);
    const steps = rowsOf(screen.getByRole('table', { name: 'Steps of the critical path' }));
    expect(steps).toHaveLength(9);
    expect(steps[6]).toBe('paymentcharge card120 ms200 ms200 ms');
  });

  it('leads from a step to its span in the waterfall', async () => {
    const page = open('?tab=path');
    const steps = await screen.findByRole('table', { name: 'Steps of the critical path' });
    await userEvent.click(within(steps).getByText('charge card'));
    expect(page.search().get('span')).toBe('e000000000000005');
    expect(page.search().get('tab')).toBeNull();
  });

  it('groups by service, and keeps that in the address', async () => {
    const page = open('?tab=path');
    await userEvent.click(await screen.findByRole('radio', { name: 'By service' }));
    expect(rowsOf(screen.getByRole('table', { name: 'Shares of the critical path' }))).toContain('cart15%60.0 ms2');
    expect(page.search().get('by')).toBe('service');
  });

  it('says what would be saved if something were faster', async () => {
    const page = open('?tab=path');
    const whatIf = await screen.findByRole('region', { name: 'What if' });
    expect(within(whatIf).getByRole('status')).toHaveTextContent('take 300 ms instead of 400 ms: 100 ms (25%) saved');
    await userEvent.click(within(whatIf).getByRole('radio', { name: 'no time' }));
    expect(within(whatIf).getByRole('status')).toHaveTextContent('200 ms (50%) saved');
    await userEvent.click(within(whatIf).getByRole('combobox', { name: 'What would be faster' }));
    await userEvent.click(await screen.findByText('cart (all of it)'));
    expect(within(whatIf).getByRole('status')).toHaveTextContent('60.0 ms (15%) saved');
    await page.back();
    expect(within(whatIf).getByRole('status')).toHaveTextContent('200 ms (50%) saved');
  });

  it('can be slower, too, as an address says', async () => {
    open(`?tab=path&factor=2&if=${encodeURIComponent('["payment","charge card"]')}`);
    expect(await screen.findByText(/200 ms \(50%\) longer/)).toBeInTheDocument();
  });
});

describe('statistics', () => {
  it('sort by every column', async () => {
    open('?tab=statistics');
    const table = await screen.findByRole('table', { name: 'Statistics of the trace' });
    expect(rowsOf(table)[0]).toContain('charge card');
    await userEvent.click(within(table).getByRole('button', { name: 'Longest' }));
    expect(rowsOf(table)[0]).toContain('POST /checkout');
    await userEvent.click(within(table).getByRole('button', { name: 'Operation' }));
    expect(rowsOf(table)[0]).toContain('cache get');
  });

  it('by service lead to the spans of the service', async () => {
    const page = open('?tab=statistics&by=service');
    await userEvent.click(within(await screen.findByRole('table')).getByText('cart'));
    expect(page.search().get('q')).toBe('cart');
  });

  it('by an attribute load the attributes, and tell spans without it', async () => {
    open('?tab=statistics&by=attribute&attribute=tenant');
    const table = await screen.findByRole('table', { name: 'Statistics of the trace' });
    expect(rowsOf(table).map((text) => text?.slice(0, 7))).toEqual(['not set', 'acme5.0']);
  });

  it('say how many spans are not counted because their attributes were cut', async () => {
    const telemetry = shop();
    telemetry.spansAnswer = () =>
      Promise.resolve({
        spans: [span('a000000000000001')],
        coverage: { kind: 'capped', cap: 'MAX_SPANS_AS_OTLP', limit: 1 },
      });
    open('?tab=statistics&by=attribute&attribute=customer.tier', telemetry);
    expect(await screen.findByText(/4 spans are in no row/)).toBeInTheDocument();
    expect(screen.getByText(/Cut at 1 spans/)).toBeInTheDocument();
  });

  it('say what failed and try again', async () => {
    const telemetry = shop();
    const { spansAnswer } = telemetry;
    telemetry.spansAnswer = () => Promise.reject(new Error('too slow'));
    open('?tab=statistics&by=attribute', telemetry);
    expect(await screen.findByText('too slow')).toBeInTheDocument();
    telemetry.spansAnswer = spansAnswer;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('table')).toBeInTheDocument();
  });
});

describe('baggage', () => {
  it('tells where a key entered, changed, was lost, and what is a guess', async () => {
    open('?tab=baggage');
    const tenant = await screen.findByRole('region', { name: 'Baggage tenant' });
    expect(tenant).toHaveTextContent('Entered at frontend: POST /checkout as acme');
    expect(tenant).toHaveTextContent('Changed at cart: GET /cart from acme to <b>other</b>.');
    expect(tenant).toHaveTextContent('Not known from payment: charge card on');
    expect(tenant).toHaveTextContent('On 1 span this is a guess');
    const cart = screen.getByRole('region', { name: 'Baggage cart' });
    expect(cart).toHaveTextContent('Lost at cart: GET /cart');
  });

  it('leads to the span where a key changed', async () => {
    const page = open('?tab=baggage');
    const tenant = await screen.findByRole('region', { name: 'Baggage tenant' });
    await userEvent.click(within(tenant).getAllByRole('link', { name: 'cart: GET /cart' })[0]);
    expect(page.search().get('span')).toBe('c000000000000003');
  });

  it('takes the attributes that a person names', async () => {
    open('?tab=baggage&named=customer.tier');
    expect(await screen.findByRole('region', { name: 'Baggage customer.tier' })).toHaveTextContent(
      'attributes that were said to be baggage',
    );
  });

  it('offers attributes that went from service to service with their value, and follows them when told to', async () => {
    const telemetry = shop();
    const carrying = (spanId: string): SpanDetails => {
      const known = shopSpan(spanId)!;
      return { ...known, attributes: new Map([...known.attributes, ['session.id', 's-1'], ['experiment', 'express']]) };
    };
    telemetry.spansAnswer = () => Promise.resolve({ spans: shopTrace().spanIds.map(carrying), coverage: COMPLETE });
    const page = open('?tab=baggage', telemetry);
    const offered = await screen.findByRole('group', { name: 'May be baggage' });
    await userEvent.click(within(offered).getByRole('button', { name: /session.id/ }));
    expect(page.search().getAll('named')).toEqual(['session.id']);
    expect(await screen.findByRole('region', { name: 'Baggage session.id' })).toHaveTextContent('as s-1');
    await userEvent.click(within(offered).getByRole('button', { name: /experiment/ }));
    expect(await screen.findByRole('region', { name: 'Baggage experiment' })).toHaveTextContent('as express');
    expect(within(offered).queryByRole('button', { name: /session.id|experiment/ })).toBeNull();
  });

  it('teaches where baggage is seen when there is none', async () => {
    const telemetry = shop();
    telemetry.spansAnswer = () =>
      Promise.resolve({ spans: shopTrace().spanIds.map((id) => shopSpan(id)!), coverage: COMPLETE });
    open('?tab=baggage', telemetry);
    expect(await screen.findByText('No span of this trace shows baggage')).toBeInTheDocument();
  });
});

it('offers to compare the trace', async () => {
  open('');
  expect(await screen.findByRole('link', { name: 'Compare with…' })).toHaveAttribute(
    'href',
    `/a/watchingcat-app/compare?a=${TRACE_ID}&from=now-1h&to=now`,
  );
});

describe('where the clocks of hosts differ', () => {
  const MS = 1_000_000;
  /** The charge was sent as if it began 100 ms before the checkout that called it; it fits in from 100 ms on, after the cart. */
  const rows = [
    { id: 'a000000000000001', service: 'frontend', startMs: 0, durationMs: 400 },
    { id: 'c000000000000003', service: 'cart', startMs: 20, durationMs: 50 },
    { id: 'e000000000000005', service: 'payment', startMs: -100, durationMs: 200 },
  ];
  const START = 1_790_000_000_000_000_000n;
  const spans = rows.map(({ id, startMs, durationMs, service }, at): SpanDetails => ({
    ...shopSpan(id)!,
    parentSpanId: at === 0 ? undefined : rows[0].id,
    start: START + BigInt(startMs * MS),
    durationNs: durationMs * MS,
    attributes: new Map(service === 'payment' ? [['baggage.tenant', 'acme']] : []),
  }));
  function skewed() {
    const telemetry = new FakeTelemetry();
    const trace = traceOfSpans(spans);
    telemetry.traceAnswer = () => Promise.resolve({ trace, coverage: COMPLETE });
    telemetry.spansAnswer = () => Promise.resolve({ spans, coverage: COMPLETE });
    return telemetry;
  }

  it.each(['flame', 'path', 'statistics', 'baggage', 'logs'])('the tab %s says so, and shows what was sent when asked', async (tab) => {
    const page = open(`?tab=${tab}`, skewed());
    const note = await screen.findByRole('note', { name: 'Clock skew' });
    expect(note).toHaveTextContent('1 span was shifted by up to 200 ms');
    await userEvent.click(within(note).getByRole('button', { name: 'Show as sent' }));
    expect(page.search().get('skew')).toBe('off');
    expect(screen.getByRole('note', { name: 'Clock skew' })).toHaveTextContent('Shown as sent');
  }); // prettier-ignore

  it('the critical path is that of the corrected trace, and its links keep the choice', async () => {
    const page = open('?tab=path', skewed());
    const steps = () => rowsOf(screen.getByRole('table', { name: 'Steps of the critical path' }));
    await screen.findByRole('table', { name: 'Steps of the critical path' });
    // Root to 20, cart to 70, root to 100, charge to 300, root.
    expect(steps().map((text) => text?.replace(/[\d.].*/, ''))).toEqual([
      'frontendPOST /checkout',
      'cartGET /cart',
      'frontendPOST /checkout',
      'paymentcharge card',
      'frontendPOST /checkout',
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Show as sent' }));
    await userEvent.click(within(screen.getByRole('table', { name: 'Steps of the critical path' })).getAllByText('POST /checkout')[0]);
    expect(page.search().get('skew')).toBe('off');
    expect(page.search().get('span')).toBe('a000000000000001');
  }); // prettier-ignore

  it('statistics count the corrected times, with the attributes of the same spans', async () => {
    open('?tab=statistics&by=attribute&attribute=baggage.tenant', skewed());
    const table = await screen.findByRole('table', { name: 'Statistics of the trace' });
    // Corrected, the charge hides 200 ms of the root and the cart 50: 150 + 50 are left.
    expect(within(table).getByText('acme').closest('tr')).toHaveTextContent(/^acme200 ms/);
    expect(within(table).getByText('not set').closest('tr')).toHaveTextContent(/^not set200 ms/);
  });

  it('baggage is at the span that carried it', async () => {
    open('?tab=baggage', skewed());
    expect(await screen.findByRole('region', { name: 'Baggage tenant' })).toHaveTextContent(
      'Entered at payment: charge card',
    );
  });

  it('log records are asked for and told about as they were written', async () => {
    const telemetry = skewed();
    open('?tab=logs', telemetry);
    expect(await screen.findByText(/Log records stand at the time/)).toBeInTheDocument();
    // From a minute before the first span as it was sent.
    expect(telemetry.asked.logs[0].range.start).toBe(START - 60_100_000_000n);
  });
});
