import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { COMPLETE, type OperationStats } from '@watchingcat/model';
import React from 'react';
import { FakeTelemetry } from '../../testing/FakeTelemetry';
import { renderPage } from '../../testing/renderPage';
import { ServicePage } from './ServicePage';

const operation = (name: string, totalMs: number, errors = 0): OperationStats => ({
  name,
  calls: 600,
  errors,
  p50Ms: 10,
  p95Ms: 40,
  p99Ms: 90,
  totalMs,
});

function withOperations(...operations: OperationStats[]) {
  const telemetry = new FakeTelemetry();
  telemetry.operationsAnswer = { operations, coverage: COMPLETE };
  return telemetry;
}

const open = (telemetry: FakeTelemetry, address = '/services/checkout') =>
  renderPage(telemetry, { 'services/:service': <ServicePage /> }, address);

const operationsInOrder = () =>
  within(screen.getByRole('table', { name: 'Operations of checkout' }))
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('link')[0]?.textContent);

describe('ServicePage', () => {
  it('lists operations by impact, with their share of the time', async () => {
    open(withOperations(operation('GET /cart', 2500), operation('POST /pay', 7500)));
    expect(await screen.findByText('75%')).toBeInTheDocument();
    expect(operationsInOrder()).toEqual(['POST /pay', 'GET /cart']);
  });

  it('leads from an operation to its traces', async () => {
    const page = open(withOperations(operation('POST /pay', 7500)), '/services/checkout?from=now-6h&to=now');
    await userEvent.click(await screen.findByText('POST /pay'));
    expect(page.address()).toBe('/traces?service=checkout&operation=POST+%2Fpay&from=now-6h&to=now');
  });

  it('leads from failed calls to the failed traces', async () => {
    open(withOperations(operation('POST /pay', 7500, 60)));
    expect(await screen.findByText('10%')).toHaveAttribute('href', expect.stringContaining('status=error'));
  });

  it('asks for the service that its address names, whatever its name', async () => {
    const telemetry = withOperations(operation('GET /', 1));
    open(telemetry, '/services/a%2Fb%20c%25');
    expect(await screen.findByRole('table', { name: 'Operations of a/b c%' })).toBeInTheDocument();
    expect(telemetry.asked.red[0]?.service).toBe('a/b c%');
  });

  it('asks in whole minutes, and for at most some 120 points', async () => {
    const telemetry = withOperations(operation('GET /', 1));
    open(telemetry, '/services/checkout?from=1700000030000&to=1700000390000');
    await screen.findByText('GET /');
    const { range, stepMs } = telemetry.asked.red[0] ?? { range: { start: 1n, end: 1n }, stepMs: 0 };
    expect(range.start % 60_000_000_000n).toBe(0n);
    expect(range.end % 60_000_000_000n).toBe(0n);
    expect(Number(range.end - range.start) / 1e6 / stepMs).toBeLessThanOrEqual(121);
  });

  it('says that some of it failed, and shows the rest', async () => {
    const telemetry = withOperations(operation('POST /pay', 7500));
    telemetry.red = () => Promise.reject(new Error('too slow'));
    open(telemetry);
    expect(await screen.findByText('too slow')).toBeInTheDocument();
    expect(await screen.findByText('POST /pay')).toBeInTheDocument();
  });

  it('teaches how to send data when there is none at all', async () => {
    open(new FakeTelemetry());
    expect(await screen.findByText('Waiting for the first span…')).toBeInTheDocument();
  });
});
