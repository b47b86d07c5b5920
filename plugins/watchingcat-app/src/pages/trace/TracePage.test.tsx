import { COMPLETE, TelemetryError, type Telemetry, type TraceAnswer } from '@watchingcat/model';
import { act, configure, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React, { useEffect } from 'react';
import { MemoryRouter, Route, Routes, useLocation, useNavigate } from 'react-router-dom';
import { shopSpan, shopTrace, TRACE_ID } from '../../components/trace/testing/shopTrace';
import { TimeRangeProvider } from '../../state/TimeRangeContext';
import { TelemetryProvider } from '../../telemetry/TelemetryContext';
import { TracePage } from './TracePage';

// Grafana's page frame lives in Grafana itself, not in the npm package.
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual<object>('@grafana/runtime'),
  PluginPage: ({
    children,
    pageNav,
    actions,
  }: {
    children: React.ReactNode;
    pageNav: { text: string };
    actions: React.ReactNode;
  }) => (
    <>
      <h1>{pageNav.text}</h1>
      {actions}
      {children}
    </>
  ),
}));

// The first rendering of a page is slow on a busy machine.
configure({ asyncUtilTimeout: 10_000 });

type Answer = () => Promise<TraceAnswer | undefined>;
const found: Answer = () => Promise.resolve({ trace: shopTrace(), coverage: COMPLETE });

function telemetryOf(answer: Answer): Telemetry {
  const unasked = () => Promise.reject(new Error('not asked by this page'));
  return {
    services: unasked,
    serviceTrends: unasked,
    operations: unasked,
    red: unasked,
    exemplars: unasked,
    searchTraces: unasked,
    trace: answer,
    span: (_traceId, spanId) => Promise.resolve(shopSpan(spanId)),
    spansOfTrace: unasked,
    attributeNames: unasked,
    attributeValues: unasked,
    searchLogs: unasked,
    logHistogram: unasked,
    serviceGraph: unasked,
    metrics: undefined,
    capabilities: () => ({ name: 'test', traceSearchByAttribute: true, signals: ['traces'] }),
  };
}

/** Address and Back of a router without a browser. */
interface Address {
  param: (name: string) => string | null;
  back: () => void;
}

function open(answer: Answer, query = ''): Address {
  const telemetry = telemetryOf(answer);
  const address: Address = { param: () => null, back: () => undefined };
  function Probe() {
    const { search } = useLocation();
    const navigate = useNavigate();
    useEffect(() => {
      address.param = (name) => new URLSearchParams(search).get(name);
      address.back = () => act(() => navigate(-1));
    });
    return null;
  }
  render(
    <MemoryRouter initialEntries={[`/a/watchingcat-app/traces/${TRACE_ID}${query}`]}>
      <Probe />
      <TimeRangeProvider>
        <TelemetryProvider telemetry={telemetry}>
          <Routes>
            <Route path="/a/watchingcat-app/traces/:traceId" element={<TracePage />} />
          </Routes>
        </TelemetryProvider>
      </TimeRangeProvider>
    </MemoryRouter>,
  );
  return address;
}

const drawer = () => screen.queryByRole('complementary', { name: 'Span details' });

it('keeps what is open and folded in the address, and Back undoes one step', async () => {
  const address = open(found);
  await userEvent.click(await screen.findByRole('row', { name: /charge card/ }));
  expect(address.param('span')).toBe('e000000000000005');
  await userEvent.click(within(screen.getByRole('row', { name: /GET .cart/ })).getByTestId('twisty'));
  expect(address.param('collapsed')).toBe('~c0000000');
  address.back();
  expect(address.param('collapsed')).toBeNull();
  expect(drawer()).toBeInTheDocument();
  address.back();
  expect(drawer()).toBeNull();
});

it('moves through spans and types without filling the history', async () => {
  const address = open(found);
  await userEvent.click(await screen.findByRole('row', { name: /place order/ }));
  await userEvent.keyboard('jj/cart');
  expect(address.param('span')).toBe('d000000000000004');
  expect(address.param('q')).toBe('cart');
  address.back();
  expect(address.param('span')).toBeNull();
});

it('opens as an address says', async () => {
  open(found, '?span=c000000000000003&collapsed=~c0000000&q=cart');
  expect(await screen.findByRole('complementary')).toHaveTextContent('GET /cart');
  expect(screen.queryByRole('row', { name: /cache get/ })).toBeNull();
  expect(screen.getByText('1 of 2')).toBeInTheDocument();
});

it('says what a missing trace may mean and looks again', async () => {
  const answers: Answer[] = [() => Promise.resolve(undefined), found];
  open(() => answers.shift()!());
  expect(await screen.findByText('No span of this trace is stored')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
  expect(await screen.findByRole('row', { name: /charge card/ })).toBeInTheDocument();
});

it('says what failed and tries again', async () => {
  const answers: Answer[] = [() => Promise.reject(new TelemetryError('timeout', 'The answer took too long.')), found];
  open(() => answers.shift()!());
  expect(await screen.findByText('The answer took too long.')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: /Try again/ }));
  expect(await screen.findByRole('heading', { name: 'frontend: POST /checkout' })).toBeInTheDocument();
});

it('says that spans are missing', async () => {
  open(() =>
    Promise.resolve({ trace: shopTrace(), coverage: { kind: 'partial', reason: 'One shard did not answer.' } }),
  );
  expect(await screen.findByText(/One shard did not answer/)).toBeInTheDocument();
});

describe('the flame graph', () => {
  it('opens, zooms and searches as its address says, and Back undoes one step', async () => {
    const address = open(found, '?tab=flame');
    (await screen.findByRole('application')).focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(address.param('focus')).toBe('b000000000000002');
    await userEvent.click(screen.getByRole('radio', { name: 'By time' }));
    expect(address.param('frames')).toBe('time');
    expect(screen.getByRole('navigation', { name: 'Zoomed to' })).toHaveTextContent('checkout: place order');
    await userEvent.keyboard('/cart');
    expect(address.param('q')).toBe('cart');
    address.back();
    expect(address.param('frames')).toBeNull();
    address.back();
    expect(address.param('focus')).toBeNull();
    expect(screen.queryByRole('navigation', { name: 'Zoomed to' })).toBeNull();
  });

  it('leads to the span in the waterfall', async () => {
    const address = open(found, '?tab=flame&frames=time&focus=e000000000000005');
    await userEvent.click(await screen.findByRole('button', { name: 'Open the span' }));
    expect(address.param('tab')).toBeNull();
    expect(await screen.findByRole('complementary', { name: 'Span details' })).toHaveTextContent('charge card');
  });

  it('shows callers and callees as its address says, and Back undoes one step', async () => {
    const address = open(found, '?tab=flame&focus=c000000000000003');
    await userEvent.click(await screen.findByRole('button', { name: 'Callers and callees of cart: cache get' }));
    expect(address.param('of')).toBe('["cart","cache get"]');
    screen.getByRole('application').focus();
    // The way to it is one, so its last caller is as wide as all.
    await userEvent.keyboard('{ArrowUp}{ArrowUp}c');
    expect(address.param('of')).toBe('["cart","GET /cart"]');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(address.param('at')).toBe('1');
    address.back();
    expect(address.param('at')).toBeNull();
    address.back();
    expect(screen.getByRole('region', { name: 'Callers and callees' })).toHaveTextContent('cart: cache get');
    await userEvent.click(screen.getByRole('button', { name: 'Whole graph' }));
    expect(screen.getByRole('navigation', { name: 'Zoomed to' })).toHaveTextContent('GET /cart');
  });

  it.each(['{', '7', '["a"]'])('overlooks a function that is none: %s', async (of) => {
    open(found, `?tab=flame&of=${encodeURIComponent(of)}`);
    expect(await screen.findByRole('application')).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'Callers and callees' })).toBeNull();
  });

  it('says that spans are missing', async () => {
    const coverage = { kind: 'partial', reason: 'One shard did not answer.' } as const;
    open(() => Promise.resolve({ trace: shopTrace(), coverage }), '?tab=flame');
    expect(await screen.findByText(/One shard did not answer/)).toBeInTheDocument();
  });
});
