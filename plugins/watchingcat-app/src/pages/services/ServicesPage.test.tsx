import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { COMPLETE, TelemetryError, unixNanoFromMs, type ServiceStats } from '@watchingcat/model';
import React from 'react';
import { FakeTelemetry } from '../../testing/FakeTelemetry';
import { renderPage } from '../../testing/renderPage';
import { ServicesPage } from './ServicesPage';

const service = (name: string, p95Ms: number, errors = 0): ServiceStats => ({
  name,
  calls: 3600,
  errors,
  p50Ms: p95Ms / 2,
  p95Ms,
  p99Ms: p95Ms * 2,
  lastSeen: unixNanoFromMs(Date.now() - 5_000),
});

function withServices(...services: ServiceStats[]) {
  const telemetry = new FakeTelemetry();
  telemetry.servicesAnswer = () => Promise.resolve({ services, coverage: COMPLETE });
  return telemetry;
}

const open = (telemetry: FakeTelemetry, address = '/services') =>
  renderPage(telemetry, { services: <ServicesPage /> }, address);

const namesInOrder = () =>
  within(screen.getByRole('table', { name: 'Services' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('link')[0]?.textContent);

describe('ServicesPage', () => {
  it('lists the slowest service first', async () => {
    open(withServices(service('cart', 20), service('checkout', 400), service('catalog', 40)));
    await screen.findByText('checkout');
    expect(namesInOrder()).toEqual(['checkout', 'catalog', 'cart']);
  });

  it('keeps the order in the address, so that Back restores the former one', async () => {
    const page = open(withServices(service('cart', 20), service('checkout', 400)));
    await screen.findByText('checkout');
    await userEvent.click(screen.getByRole('button', { name: 'Service' }));
    expect(page.search().get('sort')).toBe('name');
    expect(namesInOrder()).toEqual(['cart', 'checkout']);
    await page.back();
    expect(namesInOrder()).toEqual(['checkout', 'cart']);
  });

  it('filters by name, and says which filter left nothing', async () => {
    const page = open(withServices(service('cart', 20), service('checkout', 400)));
    await userEvent.type(await screen.findByPlaceholderText('Filter services'), 'check');
    expect(namesInOrder()).toEqual(['checkout']);
    await userEvent.type(screen.getByPlaceholderText('Filter services'), 'x');
    await userEvent.click(screen.getByRole('button', { name: 'Clear the filters' }));
    expect(page.search().get('q')).toBeNull();
    expect(namesInOrder()).toHaveLength(2);
  });

  it('leads to the service with the same time range', async () => {
    const page = open(withServices(service('a/b c', 20)), '/services?from=now-6h&to=now');
    await userEvent.click(await screen.findByText('a/b c'));
    expect(page.address()).toBe('/services/a%2Fb%20c?from=now-6h&to=now');
  });

  it('links failed calls to their traces, and nothing where none failed', async () => {
    open(withServices(service('cart', 20), service('checkout', 400, 36)));
    const errors = await screen.findByText('1.0%');
    expect(errors).toHaveAttribute('href', expect.stringContaining('/traces?service=checkout&status=error'));
    expect(screen.getByText('0%').closest('a')).toBeNull();
  });

  it('moves along the rows with j and k', async () => {
    open(withServices(service('cart', 20), service('checkout', 400)));
    await screen.findByText('checkout');
    await userEvent.keyboard('jj');
    expect(document.activeElement).toHaveTextContent('cart');
    await userEvent.keyboard('k');
    expect(document.activeElement).toHaveTextContent('checkout');
    await userEvent.keyboard('/');
    expect(document.activeElement).toBe(screen.getByPlaceholderText('Filter services'));
  });

  it('says what failed and what to do, and asks again', async () => {
    const telemetry = new FakeTelemetry();
    telemetry.servicesAnswer = () => Promise.reject(new TelemetryError('unreachable', 'The server did not answer'));
    open(telemetry);
    expect(await screen.findByText('The server did not answer')).toBeInTheDocument();
    expect(screen.getByText(/data source, whose Test tells more/)).toBeInTheDocument();
    telemetry.servicesAnswer = () => Promise.resolve({ services: [service('cart', 20)], coverage: COMPLETE });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('cart')).toBeInTheDocument();
    expect(screen.queryByText('The server did not answer')).toBeNull();
  });

  it('teaches how to send data when there is none, and turns into the data when it comes', async () => {
    jest.useFakeTimers({ advanceTimers: true });
    const telemetry = new FakeTelemetry();
    open(telemetry);
    expect(await screen.findByText('Waiting for the first span…')).toBeInTheDocument();
    expect(screen.getByText(/OTEL_EXPORTER_OTLP_ENDPOINT/)).toBeInTheDocument();
    telemetry.servicesAnswer = () => Promise.resolve({ services: [service('cart', 20)], coverage: COMPLETE });
    jest.advanceTimersByTime(3_000);
    jest.useRealTimers();
    expect(await screen.findByText('cart')).toBeInTheDocument();
  });

  it('leads to the latest data when the range holds none', async () => {
    const telemetry = new FakeTelemetry();
    const seen = service('cart', 20);
    telemetry.services = (range) => {
      const isLongAgo = range.end < unixNanoFromMs(Date.now() - 86_400_000);
      return Promise.resolve({ services: isLongAgo ? [] : [seen], coverage: COMPLETE });
    };
    open(telemetry, '/services?from=1000000000000&to=1000003600000');
    await userEvent.click(await screen.findByRole('button', { name: 'Show the latest data' }));
    expect(await screen.findByText('cart')).toBeInTheDocument();
  });

  it('says what is missing from the numbers', async () => {
    const telemetry = new FakeTelemetry();
    telemetry.servicesAnswer = () =>
      Promise.resolve({
        services: [service('cart', 20)],
        coverage: { kind: 'partial', reason: 'one of two stores is down' },
      });
    open(telemetry);
    expect(await screen.findByText(/Incomplete: one of two stores is down/)).toBeInTheDocument();
  });

  it('cancels its questions when the person leaves', async () => {
    const telemetry = new FakeTelemetry();
    telemetry.servicesAnswer = () => new Promise(() => undefined);
    const page = open(telemetry);
    await waitFor(() => expect(telemetry.signals).toHaveLength(2));
    page.unmount();
    expect(telemetry.signals.every((signal) => signal.aborted)).toBe(true);
  });
});
